"""Match meetings: announced with their demands, who came, and what came of it line by line."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from organizations.actions import demands, match_meetings, organizations
from organizations.actions.match_meetings import Sitting
from organizations.match_workflow import STEPS, GuestStatus, MatchStatus
from organizations.models import MatchGuest, MatchMeeting, MatchTalk
from organizations.queries import demands as board_queries
from organizations.queries import match_meetings as queries
from organizations.tasks import remind_of_courses
from tests.organizations.test_demands import answer, ask, choir, demand
from tests.organizations.test_pairings import refused
from tests.organizations.test_visibility import managing
from tests.races import meet_inside, together

__all__ = ["demand"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def announced(town, *over, **said) -> MatchMeeting:
    values = {
        "title": "秋季对接会", "held_on": TODAY() + timedelta(days=3), "starts_at": time(14, 30),
        "place": "议事厅",
    }  # fmt: skip
    return match_meetings.announce(
        town.community, Sitting(**values | said), demands=over, actor=town.staff
    )


def come(found, unit, **said) -> MatchGuest:
    return match_meetings.come(found, organization=unit, actor=None, **said)


def today(found) -> MatchMeeting:
    MatchMeeting.objects.filter(pk=found.pk).update(held_on=TODAY())
    return MatchMeeting.objects.get(pk=found.pk)


def held(town, found, *guests) -> MatchMeeting:
    pks = [guest.pk for guest in guests]
    return match_meetings.hold(today(found), came=pks, actor=town.staff)


def told(kind):
    rows = Message.objects.filter(code=f"organizations.match_{kind}")
    return list(rows.order_by("pk").values_list("to_user", flat=True))


# --- announced ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "找 13900001111"}),
        ("place", {"place": " "}),
        ("about", {"about": "找 13900001111"}),
        ("held_on", {"held_on": date(2020, 1, 1)}),
    ],
)
def test_it_says_what_when_and_where(town, demand, field, said):
    assert refused(announced, town, demand, **said) == field


def test_it_is_about_demands_of_the_place_that_are_open(town, demand):
    assert refused(announced, town) == "demands"
    closed = demands.close(ask(town), result="cancelled", note="不用了", actor=town.staff)
    assert refused(announced, town, demand, closed) == "demands"
    elsewhere = demands.publish(
        town.sibling, domain=demand.domain, title="别处的", answer_by=TODAY(), actor=None
    )
    assert refused(announced, town, elsewhere) == "demands"
    found = announced(town, demand)
    assert refused(match_meetings.add_demand, found, demand=closed, actor=None) == "demands"
    match_meetings.add_demand(found, demand=ask(town, "教围棋"), actor=town.staff)
    assert found.demands.count() == 2
    assert board_queries.demand_page(town.viewer("staff"), demand).meetings == [found]


def test_who_answered_is_asked_to_come(town, demand):
    answer(demand, town.organization)
    announced(town, demand)
    assert told("announced") == [town.org_manager.pk]
    announced(town, ask(town, "没人应的"))
    assert len(told("announced")) == 1


# --- coming ---------------------------------------------------------------------------------------
def test_an_organisation_of_the_register_comes_once_and_may_stay_away(town, demand):
    found = announced(town, demand)
    for people in (0, 31):
        assert refused(come, found, town.organization, people=people) == "people"
    row = come(found, town.organization, people=2)
    assert refused(come, found, town.organization) == "organization"
    match_meetings.stay_away(found, guest=row, actor=None)
    assert refused(match_meetings.stay_away, found, guest=row, actor=None) == "guest"
    again = come(found, town.organization, people=3)
    assert (again.pk, again.people, again.status) == (row.pk, 3, GuestStatus.COMING)
    unit = choir(town)
    organizations.suspend(unit, reason="换届", actor=town.staff)
    unit.refresh_from_db()
    assert refused(come, found, unit) == "organization"


def test_they_hear_of_it_the_day_before_once_and_that_it_is_called_off(town, demand):
    found = announced(town, demand, held_on=TODAY() + timedelta(days=1))
    come(found, town.organization)
    for _run in range(2):
        remind_of_courses()
    assert told("tomorrow") == [town.org_manager.pk]
    assert refused(match_meetings.call_off, found, reason=" ", actor=town.staff) == "reason"
    assert refused(match_meetings.call_off, found, reason="13900001111", actor=None) == "reason"
    match_meetings.call_off(found, reason="漏水", actor=town.staff)
    assert told("called_off") == [town.org_manager.pk]


def test_what_is_called_off_says_who_had_signed_up_and_that_nobody_comes(town, demand, enter):
    found = announced(town, demand)
    come(found, town.organization)
    listed = reverse("organizations:match_meetings")
    page = reverse("organizations:match_meeting", args=[found.pk])
    assert "会来" in enter("staff").get(listed).content.decode()
    match_meetings.call_off(found, reason="漏水", actor=town.staff)
    for url, words in ((listed, "开过的和取消的"), (page, "报过名的")):
        shown = enter("staff").get(url).content.decode()
        assert words in shown
        assert "会来" not in shown


def test_a_day_that_is_not_tomorrow_is_no_reason_to_write(town, demand):
    come(announced(town, demand), town.organization)
    remind_of_courses()
    assert told("tomorrow") == []


# --- held -----------------------------------------------------------------------------------------
def test_who_came_for_something_for_nothing_and_not_at_all(town, demand):
    found = announced(town, demand)
    first, second, third = (
        come(found, unit) for unit in (town.organization, choir(town), choir(town, "棋社"))
    )
    early = {"came": [first.pk], "actor": town.staff}
    assert refused(match_meetings.hold, found, **early) == "early"
    assert refused(held, town, found) == "came"
    assert refused(match_meetings.hold, today(found), came=[0], actor=None) == "came"
    talk = {"demand": demand, "organization": town.organization, "outcome": "agreed"}
    assert refused(match_meetings.note_outcome, found, actor=None, **talk) == "not_held"
    found = held(town, found, first, second)
    assert [row.status for row in found.guests.all()] == ["came", "came", "absent"]
    match_meetings.note_outcome(found, note="先试一个月", actor=town.staff, **talk)
    row = MatchTalk.objects.get()
    assert (row.meeting, row.held_on, row.noted_by) == (found, found.held_on, town.staff)
    page = queries.meeting_page(town.viewer("staff"), found)
    assert (page.quiet, page.talks) == ([second.organization], [row])
    absent = {**talk, "organization": third.organization}
    assert refused(match_meetings.note_outcome, found, actor=None, **absent) == "organization"
    other = {**talk, "demand": ask(town, "教围棋")}
    assert refused(match_meetings.note_outcome, found, actor=None, **other) == "demand"
    assert refused(match_meetings.note_outcome, found, actor=None, **talk) == "organization"


@pytest.mark.parametrize("status", MatchStatus)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_it_moves_as_the_table_says(town, demand, status, step):
    found = announced(town, demand)
    row = come(found, town.organization)
    if status == MatchStatus.HELD:
        found = held(town, found, row)
    if status == MatchStatus.CANCELLED:
        found = match_meetings.call_off(found, reason="漏水", actor=None)
    move = {
        "held": lambda: held(town, found, row),
        "called_off": lambda: match_meetings.call_off(found, reason="漏水", actor=None),
    }[step.name]
    if status in step.sources:
        assert move().status == step.target
    else:
        assert refused(move) == "moved_on"
        assert refused(come, found, choir(town)) == "moved_on"
        assert refused(match_meetings.stay_away, found, guest=row, actor=None) == "moved_on"
        assert refused(match_meetings.add_demand, found, demand=demand, actor=None) == "moved_on"


def test_the_database_holds_it_too(town, demand):
    found = announced(town, demand)
    row = come(found, town.organization)
    for rows, said, name in (
        (MatchMeeting.objects.filter(pk=found.pk), {"status": "lost"}, "status_known"),
        (MatchMeeting.objects.filter(pk=found.pk), {"status": "cancelled"}, "for_a_reason"),
        (MatchGuest.objects.filter(pk=row.pk), {"people": 0}, "some_people"),
        (MatchGuest.objects.filter(pk=row.pk), {"status": "lost"}, "guest_status_known"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**said)
    with pytest.raises(IntegrityError, match="once_per_organization"), transaction.atomic():
        MatchGuest.objects.create(meeting=found, organization=town.organization)


# --- who may --------------------------------------------------------------------------------------
def test_the_place_keeps_it_and_every_organisation_reads_it(town, demand):
    found = announced(town, demand)
    assert managing(town, MatchMeeting.objects.all(), found.pk) == {
        "staff", "secretary", "street_official", "district_official",
    }  # fmt: skip


def labels(client, found):
    answered = client.get(reverse("organizations:match_meeting", args=[found.pk]))
    if answered.status_code == 404:
        return None
    return [str(act["label"]) for act in answered.context["buttons"]]


def test_what_each_may_do_on_the_page(enter, town, demand):
    found = announced(town, demand)
    assert labels(enter("org_manager"), found) == ["报名来"]
    for name in ("resident", "volunteer"):
        assert labels(enter(name), found) is None, name
    act = reverse("organizations:match_meeting_act", args=[found.pk, "come"])
    values = {"organization": town.organization.pk, "people": 2, "idempotency_key": "match-0001"}
    assert enter("org_manager").post(act, values).status_code == 302
    assert labels(enter("org_manager"), found) == ["不来了"]
    found = today(found)
    assert "登记谁到了" in labels(enter("staff"), found)
    act = reverse("organizations:match_meeting_act", args=[found.pk, "hold"])
    values = {"came": [MatchGuest.objects.get().pk], "idempotency_key": "match-0002"}
    assert enter("staff").post(act, values).status_code == 302
    assert labels(enter("staff"), found) == ["记一条结果"]
    assert labels(enter("org_manager"), found) == []
    act = reverse("organizations:match_meeting_act", args=[found.pk, "talk"])
    values = {
        "demand": demand.pk, "organization": town.organization.pk, "outcome": "again",
        "idempotency_key": "match-0003",
    }  # fmt: skip
    assert enter("staff").post(act, values).status_code == 302
    page = enter("staff").get(reverse("organizations:match_meeting", args=[found.pk]))
    assert "再谈" in page.content.decode()
    page = enter("staff").get(reverse("organizations:demand", args=[demand.pk])).content.decode()
    assert reverse("organizations:match_meeting", args=[found.pk]) in page


def test_it_is_announced_at_the_desk_and_stands_on_the_board(enter, town, demand):
    url = reverse("organizations:new_match_meeting")
    values = {
        "area": town.community.pk, "title": "冬季对接会", "held_on": TODAY() + timedelta(days=9),
        "starts_at": "09:00", "place": "议事厅", "demands": [demand.pk],
        "idempotency_key": "match-0004",
    }  # fmt: skip
    staff = enter("staff")
    assert staff.post(url, values | {"demands": []}).status_code == 422
    assert staff.post(url, values | {"idempotency_key": "match-0005"}).status_code == 302
    assert enter("org_manager").get(url).status_code == 404
    found = MatchMeeting.objects.get()
    page = enter("org_manager").get(reverse("organizations:match_meetings")).content.decode()
    assert "冬季对接会" in page
    board = queries.board(town.viewer("staff"))
    assert (board.ahead, board.past, board.may_announce) == ([found], [], True)
    match_meetings.call_off(found, reason="漏水", actor=None)
    board = queries.board(town.viewer("org_manager"))
    assert (board.ahead, board.past, board.may_announce) == ([], [found], False)
    assert queries.board(town.viewer("staff"), found.pk).past == []


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_it_is_held_or_called_off_and_never_both(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        found = announced(town, ask(town))
        row = come(found, town.organization)
        found = today(found)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, match_meetings, "_at", after=True)
    outcomes = together(
        lambda: match_meetings.hold(found, came=[row.pk], actor=town.staff),
        lambda: match_meetings.call_off(found, reason="漏水", actor=town.staff),
    )
    assert meeting.happened is not locked
    refusals = [one.error.code for one in outcomes if one.error]
    assert refusals == (["moved_on"] if locked else [])
