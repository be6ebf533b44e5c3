"""Stationed cadres on the pages: who reads them, who does what, what hangs on the wall."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.actions import duty
from communities.duty_guests import guests_of
from communities.models import DutyShift
from core.exports.registry import by_kind
from core.models import AuditEvent
from organizations.actions import secondment_days
from organizations.actions.secondments import Plan
from organizations.models import Organization, Secondment, SecondmentDay
from organizations.panels import todo
from organizations.queries import secondments as queries
from tests.communities.duty_help import planned, post
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_pairings import a_school
from tests.organizations.test_secondments import (
    PHONE,
    his,
    of_the_manager,
    proposed,
    running,
    told,
)
from tests.organizations.test_visibility import managing, seeing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def school(town) -> Organization:
    return a_school(town)


# --- who reads it ---------------------------------------------------------------------------------
def test_the_two_sides_and_the_street_know_him(town, school):
    row = running(town, school)
    of_the_manager(town)
    rows = Secondment.objects.all()
    over = {"street_official", "district_official"}
    assert seeing(town, rows, row.pk) == {"staff", "secretary", "org_manager"} | over
    assert managing(town, rows, row.pk) == {"staff", "secretary", "org_manager"}
    his(town, row)
    day = told(town, row)
    days = SecondmentDay.objects.all()
    seen = {"staff", "secretary", "org_manager", "resident"} | over
    assert seeing(town, days, day.pk) == seen
    assert managing(town, days, day.pk) == {"staff", "secretary"}


def test_everybody_reads_unit_office_and_days_and_neither_name_nor_number(client, town, school):
    running(town, school)
    running(town, a_school(town, "第二小学"), starts_on=TODAY() + timedelta(days=9))
    proposed(town, a_school(town, "第三小学"))
    assert queries.stationed_in(town.community) == [
        queries.Stationed("第一小学", "科员", "在便民大厅办税", "每周二、周四", "9:00–11:30")
    ]
    text = client.get(reverse("organizations:place", args=[town.community.pk])).content.decode()
    assert "每周二、周四" in text
    assert "钱向阳" not in text
    assert PHONE not in text


def test_the_two_sides_may_call_him_and_each_look_is_written_down(enter, town, school):
    row = running(town, school)
    page = reverse("organizations:secondment", args=[row.pk])
    assert PHONE in enter("staff").get(page).content.decode()
    assert AuditEvent.objects.filter(verb="organizations.secondment.read").count() == 1
    assert PHONE not in enter("street_official").get(page).content.decode()
    assert AuditEvent.objects.filter(verb="organizations.secondment.read").count() == 1
    for name in ("resident", "worker", "sibling_staff", "org_manager"):
        assert enter(name).get(page).status_code == 404, name


# --- the pages ------------------------------------------------------------------------------------
def test_the_desk_proposes_and_writes_down_the_letter(enter, town, school):
    new, board = reverse("organizations:new_secondment"), reverse("organizations:secondments")
    said = {
        "organization": school.pk, "community": town.community.pk, "name": "钱向阳",
        "phone": PHONE, "office": "科员", "post": "办税", "weekdays": ["2", "4"],
        "dates": f"{TODAY()}\n{TODAY() + timedelta(days=5)}", "hours": "9:00–11:30",
        "starts_on": TODAY(), "ends_on": TODAY() + timedelta(days=365),
        "idempotency_key": "second-0001",
    }  # fmt: skip
    assert enter("street_official").get(new).status_code == 404
    assert enter("resident").get(board).status_code == 404
    wrong = said | {"dates": "下周二", "idempotency_key": "second-0002"}
    answer = enter("staff").post(new, wrong)
    assert "“下周二”不是日子" in answer.content.decode()
    assert enter("staff").post(new, said).status_code == 302
    row = Secondment.objects.get()
    assert (row.from_unit, row.weekdays, len(row.dates)) == (False, [2, 4], 2)
    act = lambda slug: reverse("organizations:secondment_act", args=[row.pk, slug])  # noqa: E731
    assert enter("staff").get(act("agree")).status_code == 404
    assert enter("secretary").get(act("agree")).status_code == 404
    paper = {"paper": "学校来函", "idempotency_key": "second-0003"}
    assert enter("staff").post(act("agree-on-paper"), paper).status_code == 302
    plan = enter("staff").get(act("plan")).context["form"]
    assert plan["dates"].value() == f"{TODAY()}\n{TODAY() + timedelta(days=5)}"
    day = {"on_day": TODAY(), "did": "帮了 6 户", "idempotency_key": "second-0004"}
    assert enter("staff").post(act("day"), day).status_code == 302
    there = SecondmentDay.objects.get()
    count = reverse("organizations:secondment_day_act", args=[there.pk, "count"])
    assert enter("staff").get(count).status_code == 404
    assert "1 天驻点到岗等您核对" in [one["title"] for one in todo(town.viewer("secretary"))]
    seen = enter("secretary")
    assert "帮了 6 户" in seen.get(board).content.decode()
    assert seen.post(count, {"idempotency_key": "second-0005"}).status_code == 302
    there.refresh_from_db()
    assert there.decided_by == town.secretary
    assert enter("sibling_staff").get(act("stop")).status_code == 404
    gone = {"reason": "调走了", "idempotency_key": "second-0006"}
    assert enter("secretary").post(act("stop"), gone).status_code == 302
    assert enter("street_official").get(board).context["board"].may_propose is False


def test_the_unit_proposes_and_the_community_agrees(enter, town, school):
    row = proposed(town, school, from_unit=True, actor=town.org_manager)
    of_the_manager(town)
    act = lambda slug: reverse("organizations:secondment_act", args=[row.pk, slug])  # noqa: E731
    assert enter("org_manager").get(act("agree")).status_code == 404
    assert enter("staff").get(act("agree-on-paper")).status_code == 404
    assert enter("staff").post(act("agree"), {"idempotency_key": "second-11"}).status_code == 302
    row.refresh_from_db()
    assert row.is_running
    assert enter("org_manager").get(act("day")).status_code == 404
    shown = enter("org_manager").get(reverse("doors:desk")).content.decode()
    assert f"派人在{town.community.name}驻点" in shown
    board = enter("org_manager").get(reverse("organizations:secondments"))
    assert "钱向阳" in board.content.decode()


def test_he_notes_his_days_and_answers_for_those_the_desk_wrote_down(enter, town, school):
    row = his(town, running(town, school))
    page = reverse("organizations:my_secondment", args=[row.pk])
    assert enter("neighbour").get(page).status_code == 404
    mine = enter("resident")
    assert mine.get(page).status_code == 200
    act = reverse("organizations:own_secondment_act", args=[row.pk, "day"])
    said = {"on_day": TODAY(), "did": "帮了 6 户", "idempotency_key": "second-21"}
    assert mine.post(act, said).url == page
    own = SecondmentDay.objects.get()
    answer = lambda day: reverse(  # noqa: E731
        "organizations:own_secondment_day_act", args=[day.pk, "count"]
    )
    assert mine.get(answer(own)).status_code == 404
    ours = told(town, row)
    assert enter("neighbour").get(answer(ours)).status_code == 404
    assert enter("resident").post(answer(ours), {"idempotency_key": "second-22"}).status_code == 302
    ours.refresh_from_db()
    assert (ours.status, ours.decided_by) == ("counted", town.resident)


def test_days_go_home_without_a_name(town, school):
    told(town, running(town, school))
    (row,) = lines(town, "staff", "organizations.secondment_days")
    assert (row[0], row[3], row[5]) == ("第一小学", "在便民大厅办税", "帮 6 户核了扣除")
    assert "钱向阳" not in str(row)
    assert PHONE not in str(row)
    assert lines(town, "far_staff", "organizations.secondment_days") == []
    assert not by_kind["organizations.secondment_days"].allowed(town.viewer("worker"))


# --- the duty roster ------------------------------------------------------------------------------
def test_the_roster_takes_him_by_a_tap_and_his_page_leads_to_his_turns(enter, town, school):
    row = running(town, school)
    assert guests_of(town.community, TODAY()) == [("钱向阳", "第一小学")]
    assert guests_of(town.sibling, TODAY()) == []
    plan = planned(town, post(town.community))
    assert queries.secondment_page(town.viewer("staff"), row).roster == []
    shift = plan.shifts.filter(period__startswith__gt=timezone.now()).order_by("period").last()
    if not shift.is_empty:
        duty.take_off(shift, actor=town.secretary, reason="病了")
    url = reverse("communities:duty_shift_act", args=[shift.pk, "assign"])
    form = {"person": "", "guest": "0", "helper": "", "idempotency_key": "second-31"}
    assert enter("secretary").post(url, form).status_code == 302
    fresh = DutyShift.objects.get(pk=shift.pk)
    assert (fresh.helper.open(), fresh.helper_unit) == ("钱向阳", "第一小学")
    DutyShift.objects.exclude(pk=shift.pk).filter(person=None).update(
        helper="别人", helper_unit="第一小学"
    )
    type(plan).objects.filter(pk=plan.pk).update(
        status="published", published_at=timezone.now(), published_by=town.secretary
    )
    assert queries.secondment_page(town.viewer("staff"), row).roster == [fresh]


def test_agreed_days_that_nobody_wrote_down_are_named(town, school):
    row = running(town, school, plan=Plan("办税", dates=[TODAY() - timedelta(days=3), TODAY()]))
    page = queries.secondment_page(town.viewer("staff"), row)
    assert page.unnoted == [TODAY() - timedelta(days=3), TODAY()]
    assert (page.due, page.came) == (2, 0)
    secondment_days.confirm_day(told(town, row, ago=3), actor=town.secretary)
    page = queries.secondment_page(town.viewer("staff"), row)
    assert (page.unnoted, page.due, page.came) == ([TODAY()], 2, 1)
