"""到岗小结: each quarter and at the end, every confirmed day told once, nothing lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from core.spans import quarter_of
from organizations import personal_data
from organizations.actions import organizations, secondment_days, secondment_reports, secondments
from organizations.actions.secondments import Plan
from organizations.models import Organization, Secondment, SecondmentDay, SecondmentReport
from organizations.panels import todo
from organizations.post_workflow import LetterStatus
from organizations.tasks import draft_letters
from tests.organizations.conftest import facts
from tests.organizations.test_pairings import a_school, refused
from tests.organizations.test_secondments import his, of_the_manager, running, told
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def school(town) -> Organization:
    return a_school(town)


def last_quarter():
    return quarter_of(TODAY()) - timedelta(days=1)


def since_spring(town, school):
    """It began half a year ago; one day of the quarter that is over is confirmed."""
    row = running(
        town, school, starts_on=TODAY() - timedelta(days=200), plan=Plan("办税", weekdays=[2, 4])
    )
    day = secondment_days.confirm_day(told(town, row), actor=town.secretary)
    SecondmentDay.objects.filter(pk=day.pk).update(on_day=last_quarter())
    return row


@pytest.fixture
def report(town, school) -> SecondmentReport:
    since_spring(town, school)
    draft_letters()
    return SecondmentReport.objects.get()


def test_a_quarter_that_is_over_is_drafted_once_from_where_the_last_one_stopped(town, school):
    row = since_spring(town, school)
    running(town, school, phone="13900007778", starts_on=quarter_of(TODAY()))
    for _run in range(2):
        draft_letters()
    report = SecondmentReport.objects.get()
    assert (report.secondment, report.first, report.last) == (row, row.starts_on, last_quarter())
    assert (report.closing, report.due, report.came) == (False, None, None)
    following = quarter_of(TODAY()) + timedelta(days=100)
    assert secondment_reports.draft_due(following) == 2
    assert row.reports.latest("last").first == quarter_of(TODAY())


def test_it_is_worded_sent_under_a_name_and_received(town, report):
    of_the_manager(town)
    word = secondment_reports.add_word
    assert refused(word, report, word="找 13900001111", actor=town.staff) == "word"
    word(report, word="税办得又快又清楚", actor=town.staff)
    assert refused(secondment_reports.receive, report, actor=town.org_manager) == "moved_on"
    town.staff.name = ""
    town.staff.save(update_fields=["name"])
    assert refused(secondment_reports.send, report, actor=town.staff) == "nameless"
    sent = secondment_reports.send(report, actor=town.secretary)
    assert (sent.signed, sent.came) == (town.secretary.name.open(), 1)
    assert sent.due == len(list(sent.secondment.due_between(sent.first, sent.last))) > 0
    assert Message.objects.get(code="organizations.secondment_reported").to_user == town.org_manager
    assert refused(secondment_reports.send, sent, actor=town.secretary) == "moved_on"
    assert refused(word, sent, word="晚了", actor=town.staff) == "moved_on"
    got = secondment_reports.receive(sent, actor=town.org_manager)
    assert got.status == LetterStatus.RECEIVED


def test_no_day_is_lost_and_none_is_told_twice(town, report):
    row = report.secondment
    late = told(town, row, ago=2)
    SecondmentDay.objects.filter(pk=late.pk).update(on_day=last_quarter() - timedelta(days=1))
    assert refused(secondment_reports.send, report, actor=town.secretary) == "waiting"
    secondment_days.refuse_day(late, reason="没有来", actor=town.secretary)
    assert secondment_reports.send(report, actor=town.secretary).came == 1
    again = told(town, row, ago=3)
    SecondmentDay.objects.filter(pk=again.pk).update(on_day=last_quarter() - timedelta(days=1))
    secondment_days.confirm_day(again, actor=town.secretary)
    secondment_days.confirm_day(told(town, row, ago=0), actor=town.secretary)
    secondments.stop(row, reason="调走了", actor=town.staff)
    closing = SecondmentReport.objects.get(closing=True)
    assert (closing.first, closing.last) == (quarter_of(TODAY()), TODAY())
    assert secondment_reports.send(closing, actor=town.secretary).came == 2
    counted = SecondmentDay.objects.counted()
    assert set(counted.values_list("report", flat=True)) == {report.pk, closing.pk}
    assert refused(told, town, row, ago=1) == "closed"


def test_an_earlier_one_goes_first(town, report):
    secondments.stop(report.secondment, reason="调走了", actor=town.staff)
    closing = SecondmentReport.objects.get(closing=True)
    assert refused(secondment_reports.send, closing, actor=town.secretary) == "earlier"
    secondment_reports.send(report, actor=town.secretary)
    assert secondment_reports.send(closing, actor=town.secretary).came == 0


def labels(client, report):
    answer = client.get(reverse("organizations:secondment_report", args=[report.pk]))
    if answer.status_code == 404:
        return None
    return [str(act["label"]) for act in answer.context["buttons"]]


def test_the_unit_reads_it_once_it_is_sent(enter, town, report):
    of_the_manager(town)
    assert labels(enter("staff"), report) == ["签发", "写几句话"]
    assert labels(enter("org_manager"), report) is None
    assert "1 份驻点小结等签发" in [line["title"] for line in todo(town.viewer("staff"))]
    draft = enter("staff").get(reverse("organizations:secondment_report", args=[report.pk]))
    assert draft.context["page"].came == 1
    secondment_reports.send(report, actor=town.staff)
    assert labels(enter("org_manager"), report) == ["收到了"]
    board = enter("org_manager").get(reverse("organizations:secondments"))
    assert [row.pk for row in board.context["board"].reports] == [report.pk]
    url = reverse("organizations:secondment_report_act", args=[report.pk, "receive"])
    enter("org_manager").post(url, {"idempotency_key": "report-01"})
    report.refresh_from_db()
    assert report.status == LetterStatus.RECEIVED
    for name in ("worker", "resident", "sibling_staff", "street_official"):
        assert labels(enter(name), report) is None, name


def test_the_database_holds_what_a_report_says(town, report):
    secondments.stop(report.secondment, reason="调走了", actor=town.staff)
    for values in (
        {"status": "lost"},
        {"first": TODAY() + timedelta(days=9)},
        {"status": "released"},
        {"came": 1},
        {"closing": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SecondmentReport.objects.update(**values)
    waiting = told(town, running(town, report.secondment.organization, phone="13900007779"))
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondmentDay.objects.filter(pk=waiting.pk).update(report=report)


# --- his own data ---------------------------------------------------------------------------------
def test_what_is_kept_of_him_goes_out_and_goes_away(town, school):
    row = his(town, running(town, school))
    told(town, row)
    subject = town.resident.subject
    (line,) = personal_data.export_person(subject)["secondments"]
    assert (line["name"], line["unit"], len(line["days"])) == ("钱向阳", "第一小学", 1)
    assert personal_data.export_person(town.neighbour.subject)["secondments"] == []
    assert personal_data.erase_person(subject)["secondments"] == 1
    row.refresh_from_db()
    assert (row.name.open(), row.phone.open(), row.user, row.status) == ("—", "", None, "stopped")
    assert SecondmentDay.objects.count() == 1
    assert personal_data.export_person(subject)["secondments"] == []


def test_a_proposal_about_him_falls_when_he_asks_to_be_forgotten(town, school):
    row = running(town, school)
    Secondment.objects.filter(pk=row.pk).update(
        status="proposed", agreed_at=None, user=town.resident
    )
    personal_data.erase_person(town.resident.subject)
    row.refresh_from_db()
    assert (row.status, row.name.open()) == ("declined", "—")


def test_a_year_later_name_and_number_go_and_the_days_stay(town, school):
    row = running(town, school)
    secondments.stop(row, reason="调走了", actor=None)
    assert personal_data.expire(TODAY() + timedelta(days=365))["secondments"] == 0
    assert personal_data.expire(TODAY() + timedelta(days=366))["secondments"] == 1
    row.refresh_from_db()
    assert (row.name.open(), row.phone_index, row.office) == ("—", "", "科员")
    assert personal_data.expire(TODAY() + timedelta(days=366))["secondments"] == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_a_report_sent_twice_at_once_goes_out_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        unit = organizations.register(
            town.community, facts("小学", kind="school", registration="none"), actor=None
        )
        row = secondments.stop(running(town, unit), reason="调走了", actor=town.staff)
        report = row.reports.get()
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, secondment_reports.letters, "sign")
    sends = [lambda: secondment_reports.send(report, actor=town.secretary)] * 2
    outcomes = together(*sends)
    assert meeting.happened is not locked
    assert [one.error.code for one in outcomes if one.error] == (["moved_on"] if locked else [])
