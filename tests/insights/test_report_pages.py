"""Reports on pages: who finds which, what the draft's page offers, and how a file is fetched."""

import io

import openpyxl
import pytest
from django.urls import reverse

from core import audit
from doors.panels import todo
from insights.actions import reports
from insights.models import InsightReport
from insights.queries import reports as queries
from insights.queries.report_figures import frozen
from tests.insights.reporting import a_month, draft_of, from_afar, out

pytestmark = pytest.mark.django_db
BOARD = "/insights/reports/"


@pytest.fixture
def month(town, folded):
    a_month(town)
    reports.draft_due(frozen)
    return from_afar(town)


@pytest.fixture
def draft(month):
    return draft_of(month.community)


def page_of(report):
    return reverse("insights:report", args=[report.pk])


def act(report, slug):
    return reverse("insights:report_act", args=[report.pk, slug])


@pytest.mark.parametrize(
    ("who", "place", "sees"),
    [
        ("secretary", "community", True), ("staff", "community", True),
        ("street_official", "community", False), ("district_official", "community", False),
        ("sibling_staff", "community", False), ("worker", "community", False),
        ("secretary", "street", False), ("street_official", "street", True),
        ("district_official", "street", False), ("district_official", "district", True),
        ("upper_official", "district", False), ("resident", "community", False),
    ],
)  # fmt: skip
def test_a_draft_is_there_for_who_writes_it(month, client, who, place, sees):
    draft = draft_of(getattr(month, place))
    client = month.enter(client, who)
    assert client.get(page_of(draft)).status_code == (200 if sees else 404)
    for slug in ("write", "take"):
        assert client.get(act(draft, slug)).status_code == (200 if sees else 404)


@pytest.mark.parametrize(
    ("who", "may"), [("secretary", True), ("staff", False), ("street_official", False)]
)
def test_only_who_answers_for_the_place_releases(month, client, draft, who, may):
    client = month.enter(client, who)
    assert client.get(act(draft, "release")).status_code == (200 if may else 404)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("secretary", True), ("staff", True), ("street_official", True),
        ("district_official", True), ("sibling_staff", False), ("worker", False),
        ("upper_official", False), ("resident", False), ("org_manager", False),
    ],
)  # fmt: skip
def test_what_is_out_is_read_by_who_reads_its_figures(month, client, draft, who, sees):
    out(draft, month)
    client = month.enter(client, who)
    expected = 200 if sees else 404
    assert client.get(page_of(draft)).status_code == expected
    for kind in queries.KINDS:
        url = reverse("insights:report_file", args=[draft.pk, kind])
        assert client.get(url).status_code == expected


def test_from_afar_the_street_is_read_and_the_community_is_not(month, client, draft):
    out(draft, month)
    street = out(draft_of(month.street), month, by="street_official", role="street_official")
    client = month.enter(client, "upper_official")
    assert client.get(page_of(street)).status_code == 200
    assert client.get(page_of(draft)).status_code == 404
    url = reverse("insights:report_file", args=[street.pk, "pdf"])
    response = client.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


def test_a_download_stands_in_the_history(month, client, draft):
    out(draft, month)
    client = month.enter(client, "secretary")
    client.get(reverse("insights:report_file", args=[draft.pk, "table"]))
    line = audit.history(draft)[0]
    assert (line.verb, line.details["kind"]) == ("insights.report_downloaded", "table")
    for kind in ("exe", "figures"):
        assert client.get(reverse("insights:report_file", args=[draft.pk, kind])).status_code == 404


def test_it_waits_among_the_things_to_do_for_who_releases_it(month, client, draft):
    def lines(who):
        return [line for line in todo(month.viewer(who)) if line["title"] == draft.title]

    [line] = lines("secretary")
    assert line["url"] == page_of(draft)
    assert lines("staff") == lines("worker") == lines("resident") == []
    out(draft, month)
    assert lines("secretary") == []


def test_of_a_draft_nothing_is_to_be_fetched(month, client, draft):
    client = month.enter(client, "secretary")
    url = reverse("insights:report_file", args=[draft.pk, "pdf"])
    assert client.get(url).status_code == 404


def test_it_is_read_written_released_corrected_and_withdrawn_on_pages(month, client, draft):
    client = month.enter(client, "secretary")
    said = client.get(page_of(draft)).content.decode()
    for words in ("草稿", "一页说完", "办结 10 件", "口径", "写开头的话", act(draft, "take")):
        assert words in said
    client.post(act(draft, "write"), {"opening": "雨多", "idempotency_key": "er-rep-001"})
    client.post(act(draft, "take"), {"idempotency_key": "er-rep-002"})
    draft.refresh_from_db()
    assert (draft.opening, draft.edits) == ("雨多", 2)
    unread = {"checked": "on", "seen": "0", "idempotency_key": "er-rep-003"}
    assert client.post(act(draft, "release"), unread).status_code == 422
    form = client.get(act(draft, "release")).content.decode()
    assert 'name="seen" value="2"' in form
    read = {"checked": "on", "seen": "2", "idempotency_key": "er-rep-004"}
    assert client.post(act(draft, "release"), read).status_code == 302
    said = client.get(page_of(draft)).content.decode()
    assert "已发布" in said
    assert "正文（PDF）" in said
    assert act(draft, "take") not in said
    client.post(act(draft, "correct"), {"explanation": "漏了", "idempotency_key": "er-rep-005"})
    second = InsightReport.objects.get(corrects=draft)
    assert "看更正稿" in client.get(page_of(draft)).content.decode()
    assert "这一版更正上一版：漏了" in client.get(page_of(second)).content.decode()
    assert client.get(act(draft, "correct")).status_code == 404
    read = {"checked": "on", "seen": "0", "idempotency_key": "er-rep-006"}
    client.post(act(second, "release"), read)
    said = client.get(page_of(draft)).content.decode()
    assert "已更正" in said
    assert "看更正的第 2 版" in said
    client.post(act(second, "withdraw"), {"reason": "重算", "idempotency_key": "er-rep-007"})
    assert "撤回：重算" in client.get(page_of(second)).content.decode()


def test_what_was_withdrawn_is_fetched_with_that_on_every_page(month, client, draft):
    """Kept is what went out, and nothing on it says that it holds no longer."""
    report = out(draft, month)
    client = month.enter(client, "street_official")
    table = reverse("insights:report_file", args=[report.pk, "table"])
    kept = b"".join(client.get(table).streaming_content)
    assert "撤回" not in "".join(first_rows(kept))
    reports.withdraw(report, reason="数不对", actor=month.secretary)
    rows = first_rows(b"".join(client.get(table).streaming_content))
    assert rows
    assert all(row.startswith("这份报告已在 ") and row.endswith("：数不对") for row in rows)
    paper = client.get(reverse("insights:report_file", args=[report.pk, "pdf"]))
    assert paper["Content-Type"] == "application/pdf"
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")


def first_rows(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [str(sheet["A1"].value) for sheet in book]


def test_somebody_who_only_reads_sees_no_draft_beside_it_and_no_history(month, client, draft):
    out(draft, month)
    reports.correct(draft, reads=frozen, explanation="漏了", actor=month.secretary)
    page = queries.report_page(month.viewer("street_official"), draft)
    assert (page.later, page.history) == (None, [])
    page = queries.report_page(month.viewer("secretary"), draft)
    assert page.later is not None
    assert page.history


def test_the_list_has_drafts_apart_and_turns_its_pages(month, client, draft, monkeypatch):
    client = month.enter(client, "secretary")
    said = client.get(BOARD).content.decode()
    assert "等您看的草稿" in said
    assert draft.title in said
    monkeypatch.setattr(queries, "PAGE", 2)
    out(draft, month)
    for number in range(3):
        last = InsightReport.objects.filter(area=month.community, span="month").latest("version")
        out(
            reports.correct(last, reads=frozen, explanation=f"漏了{number}", actor=month.secretary),
            month,
        )
    first = client.get(BOARD).context["board"]
    assert [row.version for row in first.rows] == [4, 3]
    second = client.get(BOARD, {"before": first.next_before}).context["board"]
    assert ([row.version for row in second.rows], second.next_before) == ([2, 1], None)
    assert second.drafts == []


def test_the_list_is_narrowed(month, client, draft):
    out(draft, month)
    client = month.enter(client, "secretary")
    assert client.get(BOARD, {"span": "quarter"}).context["board"].rows == []
    assert len(client.get(BOARD, {"span": "month"}).context["board"].rows) == 1
    assert client.get(BOARD, {"status": "withdrawn"}).context["board"].rows == []
    assert len(client.get(BOARD, {"before": "x", "span": "week"}).context["board"].rows) == 1


@pytest.mark.parametrize("who", ["resident", "worker", "org_manager", "liaison", "auditor"])
def test_who_reads_no_figures_finds_no_reports(month, client, who):
    assert month.enter(client, who).get(BOARD).status_code == 404


def test_the_list_costs_the_same_for_many(month, client, draft, django_assert_max_num_queries):
    viewer = month.viewer("secretary")
    with django_assert_max_num_queries(3):
        queries.board(viewer, queries.Filters())
    out(draft, month)
    for number in range(4):
        last = InsightReport.objects.filter(area=month.community, span="month").latest("version")
        out(
            reports.correct(last, reads=frozen, explanation=f"漏了{number}", actor=month.secretary),
            month,
        )
    with django_assert_max_num_queries(3):
        found = queries.board(viewer, queries.Filters())
        assert [row.title for row in found.rows]


def test_the_list_is_narrowed_by_status(month, client, draft):
    month.enter(client, "secretary")
    out(draft, month)
    shown = client.get(BOARD).content.decode()
    assert 'href="?span=&amp;status=withdrawn"' in shown
    found = client.get(BOARD, {"status": "released"})
    assert found.context["board"].rows == [InsightReport.objects.get(pk=draft.pk)]
    assert 'status=released" aria-current="page"' in found.content.decode()
    none = client.get(BOARD, {"status": "withdrawn", "span": "month"})
    assert "没有这样的报告" in none.content.decode()
