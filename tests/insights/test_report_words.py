"""What a report says in words, on paper and as a table: made of what was kept, and nothing else."""

import io
import json
import re
from datetime import date

import openpyxl
import pytest
import typst
from django.utils import translation

from insights import report_charts, report_pdf, report_xlsx
from insights.actions import reports
from insights.models import Figure, InsightReport
from insights.periods import month_of
from insights.queries.report_figures import CODES, frozen
from insights.report_sheet import Sheet
from insights.report_words import came, closed, left_open, sentences, to_do
from tests.insights.reporting import a_month, draft_of, graded, last_month, out, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(town, folded):
    Figure.objects.all().delete()
    return town


def sheet_of(place, month=None):
    return Sheet(json.loads(json.dumps(frozen(place, month_of(month or last_month())))))


# --- in words -------------------------------------------------------------------------------------
def test_the_four_sentences_of_a_month(town, folded):
    a_month(town, disputed=1)
    said = sentences(sheet_of(town.community))
    assert len(said) == 4
    assert said[0].endswith("金秋社区提出 20 件诉求，去年同期平台上还没有这里的数据。")
    assert said[1] == (
        "办结 10 件：响应率 80%（8 ÷ 10），解决率 80%（8 ÷ 10），满意率 80%（8 ÷ 10）。"
    )
    assert said[2] == "期末还有 4 件没有办结，其中还没人受理的 3 件；不满意、等回应的 1 件。"
    assert said[3].startswith("要做的：不满意、等回应的：先打电话，再谈退回重办；还没人受理的：")


def test_it_is_compared_where_there_is_something_to_compare(empty):
    place, month = empty.community, date(2026, 3, 1)
    write(place, 20, month=month)
    write(place, 12, month=date(2026, 2, 1))
    write(place, 20, month=date(2025, 3, 1))
    said = came(sheet_of(place, month))
    assert "比上月多 8 件，和去年同期一样多" in said
    write(place, 5, month=date(2026, 2, 1))
    write(place, 9, month=date(2025, 3, 1))
    assert "比上月多 3 件，比去年同期少 9 件" in came(sheet_of(place, month))
    assert "比" not in came(sheet_of(place, date(2025, 3, 1)))


def test_of_few_no_percentage_is_made(empty):
    graded(empty.community, yes=2, no=1)
    assert closed(sheet_of(empty.community)) == "办结 3 件；件数太少，不算比例。"


def test_where_nothing_was_closed_and_nothing_waits_it_says_that(empty):
    write(empty.community, 1)
    said = sheet_of(empty.community)
    assert closed(said) == "这段时间里还没有办结的诉求。"
    assert left_open(said) == "期末没有还在路上的诉求。"
    assert to_do(said) == "没有要另外安排的，照常办。"


def test_what_fell_is_something_to_do(empty):
    graded(empty.community, yes=10, no=0, month=date(2026, 2, 1))
    graded(empty.community, yes=8, no=2, month=date(2026, 3, 1))
    said = to_do(sheet_of(empty.community, date(2026, 3, 1)))
    assert said.startswith("要做的：解决率：低了，看是哪一类事")
    assert said.count("；") <= 2


def test_words_of_then_are_read_in_chinese_and_those_of_today_in_english(town, folded):
    a_month(town)
    said = frozen(town.community, month_of(last_month()))
    said["rows"][0]["name"] = "从前的名字"
    assert Sheet(said).rows[0].name == "从前的名字"
    with translation.override("en"):
        assert Sheet(said).rows[0].name != "从前的名字"
        said["rows"][0]["version"] = 99
        assert Sheet(said).rows[0].name == "从前的名字", "another definition has another name"


def test_a_chart_of_a_few_places_is_none(town, folded):
    a_month(town)
    assert report_charts.spread(sheet_of(town.street)) is None
    assert report_charts.trend(sheet_of(town.community)).series[0].last == 80


# --- on paper -------------------------------------------------------------------------------------
@pytest.fixture
def draft(town, folded):
    a_month(town)
    return draft_of(town.community)


def test_the_picture_alone_carries_its_colours(draft):
    drawn = report_charts.drawn(
        report_charts.trend(Sheet(draft.figures)), "insights/_lines.html"
    )  # fmt: skip
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert drawn.endswith("</svg>")
    assert "<style>" in drawn
    assert "var(--" not in drawn


def test_the_paper_stands_alone_and_has_its_fonts_in_it(town, draft):
    made = report_pdf.drawn(draft)
    assert made.startswith(b"%PDF-")
    assert b"NotoSansSC" in made
    assert b"FontFile" in made
    facts = report_pdf.facts_of(draft)
    assert len(facts["sentences"]) == 4
    assert [rate["value"] for rate in facts["rates"]] == ["80%", "80%", "80%"]
    assert facts["rates"][0]["fraction"] == "8 ÷ 10 办结的诉求"
    assert facts["signed"] == ""
    assert [note[0] for note in facts["notes"]] == [row.name for row in Sheet(draft.figures).rows]


def sheets(report) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", report_pdf.drawn(report)))


@pytest.mark.parametrize(
    ("written", "in_front"), [("", 1), ("话" * 160, 1), ("话" * 161, 0), ("话" * 600, 0)]
)
def test_the_course_stands_on_the_first_page_while_the_words_leave_room(draft, written, in_front):
    plain = sheets(draft)
    draft.version, draft.corrects, draft.explanation = 2, draft, "漏了一件，补上了。" * 10
    draft.opening = written
    facts = report_pdf.facts_of(draft)
    course = ["近十二个月的三率"]
    assert [chart["title"] for chart in facts["front"]] == course[:in_front]
    assert [chart["title"] for chart in facts["charts"]] == course[in_front:]
    assert sheets(draft) == plain + (1 - in_front)  # no first page ran over to another sheet


def test_the_paper_says_who_released_it_and_what_it_corrects(town, draft):
    released = out(draft, town)
    facts = report_pdf.facts_of(released)
    assert facts["signed"].startswith("发布：金秋社区 社区书记 · ")
    second = InsightReport(
        area=town.community, span="month", starts_on=released.starts_on, version=2,
        corrects=released, explanation="漏了一件", figures=released.figures,
        taken_at=released.taken_at,
    )  # fmt: skip
    said = report_pdf.facts_of(second)
    assert (said["version"], said["correction"]) == ("第 2 版", "这一份更正第 1 版：漏了一件")


def test_each_page_of_a_withdrawn_one_says_so(town, draft):
    released = out(draft, town)
    assert not any(b"#a3281f" in page for page in pages_of(released))
    gone = reports.withdraw(released, reason="数不对" * 60, actor=town.secretary)
    assert report_pdf.facts_of(gone)["withdrawn"].endswith(f"：{gone.reason}")
    pages = pages_of(gone)
    assert len(pages) > 1
    assert all(b"#a3281f" in page for page in pages)


def pages_of(report) -> list[bytes]:
    facts = json.dumps(report_pdf.facts_of(report), ensure_ascii=False)
    made = typst.compile(
        report_pdf.TEMPLATE.read_bytes(), format="svg", sys_inputs={"facts": facts}
    )
    return made if isinstance(made, list) else [made]


def test_it_is_in_chinese_whoever_releases_it(draft):
    with translation.override("en"):
        again = frozen(draft.area, draft.period)
    assert again["rows"][0]["name"] == "提出的诉求"


def test_no_word_of_it_is_markup(draft):
    draft.opening = '#panic("x") *粗* $x$ <b>'
    draft.figures["place"] = "#panic() 社区"
    assert report_pdf.drawn(draft).startswith(b"%PDF-")


def test_a_street_has_its_communities_on_paper(town, folded):
    a_month(town)
    draft = draft_of(town.street)
    assert [row[0] for row in report_pdf.facts_of(draft)["parts"]["rows"]] == [
        town.community.name, town.sibling.name
    ]  # fmt: skip
    assert report_pdf.drawn(draft).startswith(b"%PDF-")


# --- as a table -----------------------------------------------------------------------------------
def test_the_appendix_has_definitions_and_figures_on_sheets_of_their_own(town, folded):
    a_month(town)
    draft = draft_of(town.street)
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx.written(draft)))
    assert book.sheetnames[:3] == ["口径", "数据", "下面各处"]
    definitions = list(book["口径"].iter_rows(min_row=2, values_only=True))
    figures = {row[0]: row for row in book["数据"].iter_rows(min_row=2, values_only=True)}
    assert [row[0] for row in definitions] == list(CODES)
    assert all(row[2] for row in definitions)
    assert figures["orders"][3:6] == (20, 20, None)
    assert figures["solved_rate"][3:6] == (80, 8, 10)
    below = list(book["下面各处"].iter_rows(values_only=True))
    assert below[0][:2] == ("地方", "提出的诉求")
    assert len(below[0]) == len(below[1])


def test_a_formula_in_a_name_is_text(draft):
    draft.figures["rows"][0]["name"] = "=1+1"
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx.written(draft)))
    cell = book["数据"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
