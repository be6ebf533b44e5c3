"""Reports: drafted once by the clock, released by somebody of the place, never rewritten."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, models, transaction

from core import audit, outbox
from core.exceptions import DomainError
from core.spans import next_month
from insights import report_pdf, tasks
from insights.actions import reports
from insights.indicators import REGISTRY
from insights.indicators.shape import Kind
from insights.models import Figure, FoldMark, InsightReport, Span
from insights.queries.report_figures import CODES, frozen
from insights.report_workflow import RELEASERS, STEPS, WRITERS, ReportStatus
from organizations.models import SocialWorker
from tests.insights.reporting import a_month, draft_of, folded_until, last_month, out, write
from tests.races import meet_inside, together
from tests.town import id_number
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(town, folded):
    a_month(town)
    return town


@pytest.fixture
def draft(month):
    return draft_of(month.community)


@pytest.fixture
def released(month, draft):
    return out(draft, month)


def refusal(act, *args, **said):
    with pytest.raises(DomainError) as refused, transaction.atomic():
        act(*args, **said)
    return refused.value


# --- the table ------------------------------------------------------------------------------------
def test_the_table_read_aloud():
    assert [(step.name, sorted(step.sources), step.target) for step in STEPS] == [
        ("release", ["drafted"], "released"),
        ("replace", ["released"], "corrected"),
        ("withdraw", ["released"], "withdrawn"),
    ]
    assert {level: sorted(roles) for level, roles in RELEASERS.items()} == {
        "community": ["community_secretary"],
        "street": ["street_official"],
        "district": ["district_official"],
    }
    assert sorted(WRITERS["community"]) == ["community_secretary", "community_staff"]


# --- drafted by the clock -------------------------------------------------------------------------
def test_every_place_that_worked_gets_one_draft_and_no_second(month):
    tasks.draft_reports()
    made = InsightReport.objects.filter(span=Span.MONTH)
    assert set(made.values_list("area", flat=True)) == {
        month.community.pk, month.street.pk, month.district.pk
    }  # fmt: skip
    assert {row.starts_on for row in made} == {last_month()}
    count = InsightReport.objects.count()
    assert reports.draft_due(frozen) == 0
    assert InsightReport.objects.count() == count


def test_a_place_where_nobody_works_yet_has_no_report(month):
    reports.draft_due(frozen)
    assert not InsightReport.objects.filter(area=month.sibling).exists()
    write(month.sibling, 1)
    assert reports.draft_due(frozen) > 0
    assert InsightReport.objects.filter(area=month.sibling).exists()


def test_a_quarter_is_drafted_when_it_is_over(month):
    write(month.community, 4, month=date(2026, 2, 1))
    folded_until(date(2026, 4, 2))
    InsightReport.objects.all().delete()
    reports.draft_due(frozen, date(2026, 4, 2))
    spans = InsightReport.objects.filter(area=month.community).values_list("span", "starts_on")
    assert set(spans) == {("month", date(2026, 3, 1)), ("quarter", date(2026, 1, 1))}
    [three] = InsightReport.objects.filter(area=month.community, span="quarter")
    assert "第 1 季度报告" in three.title


def test_figures_that_are_not_folded_to_the_end_are_no_figures(month):
    folded_until(last_month())
    assert reports.draft_due(frozen) == 0
    FoldMark.objects.all().delete()
    assert reports.draft_due(frozen) == 0
    folded_until(next_month(last_month()))
    assert reports.draft_due(frozen) > 0


def test_what_is_known_at_the_drafting_is_kept(month, draft):
    Figure.objects.all().delete()
    draft.refresh_from_db()
    rows = {row["code"]: row for row in draft.figures["rows"]}
    assert rows["orders"]["now"] == [20, None]
    assert rows["solved_rate"]["now"] == [8, 10]
    assert (rows["orders"]["name"], rows["orders"]["unit"]) == ("提出的诉求", "件")
    assert rows["solved_rate"]["definition"].endswith("。")


def test_a_street_tells_its_communities_apart_and_a_community_nobody(month):
    street = frozen(month.street, draft_of(month.street).period)
    assert {part["pk"] for part in street["parts"]} == {month.community.pk, month.sibling.pk}
    [home] = [part for part in street["parts"] if part["pk"] == month.community.pk]
    assert home["of"]["solved_rate"] == [8, 10]
    assert frozen(month.community, draft_of(month.community).period)["parts"] == []


def test_no_number_of_persons_in_a_month_is_told():
    """Of three months and their quarter one hidden number could be subtracted."""
    for code in CODES:
        one = REGISTRY[code]
        assert not one.of_persons
        assert all(count.kind is not Kind.PEOPLE for count in one.counts)
    assert not {"births", "deaths"} & set(CODES)


def test_drafting_costs_the_same_for_many_figures(month, django_assert_max_num_queries):
    period = draft_of(month.community).period
    with django_assert_max_num_queries(16):
        frozen(month.community, period)


# --- the opening words ----------------------------------------------------------------------------
def test_somebody_writes_the_opening_words(month, draft):
    reports.write_opening(draft, opening=" 本月雨多，漏水的多。 ", actor=month.secretary)
    draft.refresh_from_db()
    assert (draft.opening, draft.edits) == ("本月雨多，漏水的多。", 1)
    reports.write_opening(draft, opening="", actor=month.secretary)
    draft.refresh_from_db()
    assert draft.opening == ""


@pytest.mark.parametrize("words", ["请打 13900001111", f"身份证 {id_number(date(1990, 1, 1))}"])
def test_no_number_stands_in_them(month, draft, words):
    refused = refusal(reports.write_opening, draft, opening=words, actor=month.secretary)
    assert (refused.code, refused.field) == ("numbers", "opening")


def names_of(town):
    """Whoever stands in a register of the community, by the register."""
    place = {"community": town.community}
    return {
        "resident": town.people["resident"].name,
        "volunteer": Volunteer.objects.filter(**place).first().name,
        "social worker": SocialWorker.objects.filter(**place).first().name,
    }


@pytest.mark.parametrize("whose", ["resident", "volunteer", "social worker"])
def test_nobody_is_named_in_them(month, draft, whose):
    name = names_of(month)[whose].open()
    refused = refusal(reports.write_opening, draft, opening=f"谢谢{name}。", actor=month.secretary)
    assert (refused.code, refused.field) == ("named", "opening")
    assert name in str(refused)


def test_of_a_name_of_another_place_nobody_here_knows(month, draft):
    name = month.people["outsider"].name.open()
    reports.write_opening(draft, opening=f"{name}来过", actor=month.secretary)
    draft.refresh_from_db()
    assert name in draft.opening


def test_a_street_looks_in_all_its_communities(month):
    draft = draft_of(month.street)
    name = month.people["resident"].name.open()
    refused = refusal(
        reports.write_opening, draft, opening=f"谢谢{name}", actor=month.street_official
    )
    assert refused.code == "named"


def test_they_fit_on_the_first_page(month, draft):
    said = "字" * (reports.LONGEST + 1)
    refused = refusal(reports.write_opening, draft, opening=said, actor=month.secretary)
    assert refused.field == "opening"


def test_figures_are_taken_again_when_somebody_asks(month, draft):
    write(month.community, 2)
    reports.take_again(draft, reads=frozen, actor=month.secretary)
    draft.refresh_from_db()
    rows = {row["code"]: row for row in draft.figures["rows"]}
    assert rows["orders"]["now"] == [22, None]
    assert draft.edits == 1


# --- released -------------------------------------------------------------------------------------
def test_it_goes_out_with_name_and_files(month, released):
    released.refresh_from_db()
    assert released.status == ReportStatus.RELEASED
    assert released.released_by == month.secretary
    assert released.released_as == "community_secretary"
    assert released.pdf.content.open("rb").read(5) == b"%PDF-"
    assert released.table.content.open("rb").read(2) == b"PK"
    assert (released.pdf.scope, released.pdf.owner) == (month.community.pk, month.secretary)
    assert [row.verb for row in audit.history(released)][:1] == ["insights.report_released"]


def test_of_a_street_the_file_belongs_to_no_community(month):
    report = out(draft_of(month.street), month, by="street_official", role="street_official")
    assert report.pdf.scope is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"checked": False}, "checked"),
        ({"seen": 7}, "stale"),
        ({"as_role": "community_staff"}, "not_yours"),
        ({"as_role": "street_official"}, "not_yours"),
        ({"as_role": "district_official"}, "not_yours"),
    ],
)
def test_who_releases_has_the_office_and_has_read_it(month, draft, said, code):
    refused = refusal(out, draft, month, **said)
    assert code in (refused.code, refused.field)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_name_that_came_into_the_register_later_stops_it(month, draft):
    reports.write_opening(draft, opening="谢谢王小满。", actor=month.secretary)
    resident = month.people["resident"]
    type(resident).objects.filter(pk=resident.pk).update(name="王小满")
    assert refusal(out, draft, month).code == "named"


def test_what_a_colleague_changed_meanwhile_is_not_sent_out_unread(month, draft):
    seen = draft.edits
    reports.write_opening(draft, opening="另外的话", actor=month.staff)
    assert refusal(out, draft, month, seen=seen).code == "stale"
    assert out(draft, month).status == ReportStatus.RELEASED


@pytest.mark.parametrize("status", ["released", "corrected", "withdrawn"])
def test_what_is_out_is_not_written_on(month, released, status):
    if status == "corrected":
        out(
            reports.correct(released, reads=frozen, explanation="漏了一件", actor=month.secretary),
            month,
        )
    if status == "withdrawn":
        reports.withdraw(released, reason="数不对", actor=month.secretary)
    said = {"actor": month.secretary}
    assert refusal(reports.write_opening, released, opening="改", **said).code == "moved_on"
    assert refusal(reports.take_again, released, reads=frozen, **said).code == "moved_on"
    assert refusal(out, released, month).code == "moved_on"


# --- corrected and withdrawn ----------------------------------------------------------------------
def test_a_correction_is_another_version_that_says_why(month, released):
    write(month.community, 1)
    made = reports.correct(released, reads=frozen, explanation="漏了一件", actor=month.secretary)
    released.refresh_from_db()
    assert (made.version, made.corrects, made.status) == (2, released, "drafted")
    assert released.status == ReportStatus.RELEASED, "it holds until the other one is out"
    assert {row["code"]: row["now"] for row in made.figures["rows"]}["orders"] == [21, None]
    out(made, month)
    released.refresh_from_db()
    assert released.status == ReportStatus.CORRECTED
    assert released.figures["rows"][0]["now"] == [20, None]
    assert [row.verb for row in audit.history(released)][:1] == ["insights.report_replaced"]


def test_a_correction_says_what_was_wrong_and_names_nobody(month, released):
    said = {"actor": month.secretary}
    assert (
        refusal(reports.correct, released, reads=frozen, explanation=" ", **said).field
        == "explanation"
    )
    name = month.people["resident"].name.open()
    for words in (f"{name}的一件漏了", "打 13900001111"):
        assert (
            refusal(reports.correct, released, reads=frozen, explanation=words, **said).field
            == "explanation"
        )


def test_a_draft_is_not_corrected_and_nothing_is_corrected_twice(month, draft):
    said = {"explanation": "漏了", "actor": month.secretary}
    assert refusal(reports.correct, draft, reads=frozen, **said).code == "moved_on"
    first = out(draft, month)
    second = reports.correct(first, reads=frozen, **said)
    assert refusal(reports.correct, first, reads=frozen, **said).code == "moved_on"
    out(second, month)
    assert refusal(reports.correct, first, reads=frozen, **said).code == "moved_on"
    assert reports.correct(second, reads=frozen, **said).version == 3


def test_what_should_not_have_gone_out_is_withdrawn_with_a_word(month, released):
    said = {"actor": month.secretary}
    assert refusal(reports.withdraw, released, reason=" ", **said).field == "reason"
    name = month.people["resident"].name.open()
    assert refusal(reports.withdraw, released, reason=f"写了{name}", **said).field == "reason"
    gone = reports.withdraw(released, reason="数不对", **said)
    assert (gone.status, gone.reason) == (ReportStatus.WITHDRAWN, "数不对")
    assert refusal(reports.withdraw, gone, reason="再撤", **said).code == "moved_on"
    out(reports.correct(gone, reads=frozen, explanation="重新算过", **said), month)
    gone.refresh_from_db()
    assert gone.status == ReportStatus.WITHDRAWN, "withdrawn it stays"


def test_the_clock_drafts_nothing_beside_what_is_there(month, released):
    assert reports.draft_due(frozen) == 0
    reports.withdraw(released, reason="数不对", actor=month.secretary)
    assert reports.draft_due(frozen) == 0


# --- what the database holds ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [
        {"opening": "改了"},
        {"figures": {}},
        {"version": 5},
        {"released_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"explanation": "别的"},
        {"status": "drafted"},
    ],
)
def test_nothing_of_what_is_out_can_be_rewritten(released, changes):
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        InsightReport.objects.filter(pk=released.pk).update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "别的"},
        {"withdrawn_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"status": "released", "reason": "", "withdrawn_at": None},
    ],
)
def test_what_was_withdrawn_stays_withdrawn_for_its_reason(month, released, changes):
    reports.withdraw(released, reason="数不对", actor=month.secretary)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        InsightReport.objects.filter(pk=released.pk).update(**changes)


def test_one_version_of_a_period_holds(month, released, monkeypatch):
    later = reports.correct(released, reads=frozen, explanation="漏了", actor=month.secretary)
    monkeypatch.setattr(reports, "_replace", lambda report, actor: None)
    with (
        pytest.raises(IntegrityError, match="insight_report_one_that_holds"),
        transaction.atomic(),
    ):
        out(later, month)


def test_what_is_out_cannot_be_deleted_and_a_draft_can(month, released):
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        InsightReport.objects.filter(pk=released.pk).delete()
    assert InsightReport.objects.drafts().delete()[0] > 0


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"status": "lost"}, "insight_report_known_status"),
        ({"starts_on": date(2026, 3, 2)}, "insight_report_of_a_month_or_quarter"),
        ({"span": "quarter", "starts_on": date(2026, 2, 1)}, "insight_report_of_a_month_or_q"),
        ({"span": "year"}, "insight_report_of_a_month_or_quarter"),
        ({"version": 2}, "insight_report_later_version_corrects_with_a_word"),
        ({"explanation": "漏了"}, "insight_report_later_version_corrects_with_a_word"),
        ({"status": "released"}, "insight_report_out_with_name_and_files"),
        ({"released_as": "street_official"}, "insight_report_out_with_name_and_files"),
        ({"reason": "数不对"}, "insight_report_withdrawn_for_a_reason"),
    ],
)
def test_the_database_holds_a_report_together(draft, changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        InsightReport.objects.filter(pk=draft.pk).update(**changes)


def test_a_report_does_not_correct_itself(draft):
    itself = {"corrects": draft, "version": 2, "explanation": "漏了"}
    with (
        pytest.raises(IntegrityError, match="insight_report_corrects_another"),
        transaction.atomic(),
    ):
        InsightReport.objects.filter(pk=draft.pk).update(**itself)


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"version": 1}, "insight_report_version_once"),
        ({"version": 2}, "insight_report_one_draft_at_a_time"),
    ],
)
def test_a_place_has_one_draft_of_a_period(draft, said, constraint):
    later = {"corrects": draft, "explanation": "漏了"} if said["version"] > 1 else {}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        InsightReport.objects.create(
            area=draft.area, span=draft.span, starts_on=draft.starts_on, figures={}, **said, **later
        )


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_who_release_at_once_release_one(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    monkeypatch.setattr(report_pdf, "drawn", lambda report: b"%PDF-1.7")
    a_month(town)
    draft = draft_of(town.community)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, reports, "keep_files", after=True)
    outcomes = together(*[lambda: out(draft, town)] * 2)
    assert meeting.happened is not locked
    failed = [each.error for each in outcomes if each.error]
    assert len(failed) == 1
    assert isinstance(failed[0], DomainError if locked else IntegrityError)
    assert InsightReport.objects.get(pk=draft.pk).status == ReportStatus.RELEASED


@pytest.mark.django_db(transaction=True)
def test_two_clocks_draft_once(town):
    a_month(town)
    outcomes = together(*[lambda: reports.draft_due(frozen)] * 2)
    assert [each.error for each in outcomes] == [None, None]
    assert InsightReport.objects.filter(area=town.community, span="month").count() == 1
