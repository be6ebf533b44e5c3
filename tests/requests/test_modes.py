"""How somebody is found: in small waves, by turns of those on duty, and by itself where decided."""

from datetime import datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from communities.models import DutyPlan, DutyPost, DutyShift
from core import scope
from core.exceptions import DomainError
from core.models import OutboxMessage
from core.quiet import end_of_quiet
from grids.queries.responsible import How, Responsible
from organizations.models import MemberCheckin, OfferedService, ServiceDomain
from requests.actions import calling, catalogue, claiming, dispatch, following, offering, rotation
from requests.actions.catalogue import RuleFacts
from requests.actions.dispatch import Who
from requests.models import Calling, DispatchCatalogue, Offer, Party, RequestEvent
from requests.models.parties import Lane, Via
from requests.workflow import Status
from tests.races import meet_inside, together
from tests.requests.test_offers import named, quiet_now, viewer_of
from tests.requests.test_tasks import fresh, pooled, volunteer
from tests.town import enter
from volunteers.models import Volunteer

__all__ = ["enter"]


@pytest.fixture(autouse=True)
def _only_who_the_test_names(town):
    away = Volunteer.objects.filter(user__in=[town.volunteer, town.team_leader])
    away.update(status="withdrawn")


def waiting(row) -> set[int]:
    return set(
        Offer.objects.waiting().filter(service_request=row).values_list("user_id", flat=True)
    )


def time_passes(row) -> None:
    past = timezone.now() - timedelta(hours=2)
    row.offers.filter(answer="").update(sent_at=past - timedelta(hours=1), expires_at=past)
    Calling.objects.standing().filter(service_request=row).update(next_at=past)


# --- in small waves -------------------------------------------------------------------------------


def test_the_next_ones_are_asked_when_the_hour_is_over(desk):
    people = [named(desk, n, f"第{n}位") for n in (1, 2, 3)]
    row = calling.call(desk.classified(), size=2, wait_minutes=60, by=desk.viewer("secretary"))
    assert row.status == Status.POOLED
    first = waiting(row)
    assert len(first) == 2
    assert calling.call_on() == 0
    time_passes(row)
    offering.lapse_overdue()
    assert calling.call_on() == 1
    assert waiting(row) == {one.user_id for one in people} - first
    assert calling.call_on() == 0


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(20, 59, None), (21, 0, 27), (23, 30, 27), (7, 59, 26), (8, 0, None)],
)
def test_the_morning_after_the_night(hour, minute, day):
    zone = timezone.get_default_timezone()
    morning = end_of_quiet(datetime(2026, 11, 26, hour, minute, tzinfo=zone))
    assert morning == (datetime(2026, 11, day, 8, tzinfo=zone) if day else None)


def page_of(enter, row) -> str:
    return enter("secretary").get(reverse("requests:case", args=[row.pk])).content.decode()


def test_at_night_nobody_is_woken_and_the_wave_waits_for_the_morning(desk, enter, monkeypatch):
    asleep = named(desk, 1, "睡得早", **quiet_now())
    morning = timezone.now() + timedelta(hours=9)
    monkeypatch.setattr(calling, "end_of_quiet", lambda now: morning)
    row = calling.call(desk.classified(), size=2, wait_minutes=60, by=desk.viewer("secretary"))
    assert waiting(row) == set()
    assert Calling.objects.standing().get(service_request=row).next_at == morning
    assert "夜里不打扰人" in page_of(enter, row)
    Volunteer.objects.filter(pk=asleep.pk).update(status="withdrawn")
    time_passes(row)
    assert calling.call_on() == 1  # in the morning nobody is there: it comes back to the desk
    assert not Calling.objects.standing().filter(service_request=row).exists()


def test_when_all_of_a_wave_said_no_nobody_waits_for_the_hour(desk):
    people = {one.user_id: one for one in (named(desk, n, f"第{n}位") for n in (1, 2))}
    row = calling.call(pooled(desk), size=1, wait_minutes=60, by=desk.viewer("secretary"))
    (first,) = waiting(row)
    claiming.decline(row, by=viewer_of(desk, people[first]))
    (second,) = waiting(row)
    assert {first, second} == set(people)


def test_who_says_yes_ends_it_and_who_comes_late_hears_a_kind_word(desk, enter):
    one, two = named(desk, 1, "先来的"), named(desk, 2, "后来的")
    row = calling.call(desk.classified(), size=1, wait_minutes=60, by=desk.viewer("secretary"))
    asked = next(person for person in (one, two) if person.user_id in waiting(row))
    claiming.claim(row, by=viewer_of(desk, asked))
    time_passes(row)
    calling.call_on()
    assert not Calling.objects.standing().exists()
    assert Offer.objects.filter(service_request=row).count() == 1
    volunteer(desk.town, desk.town.neighbour)
    late = enter("neighbour").post(reverse("requests:claim", args=[row.public_id]), follow=True)
    assert "刚有人接走了" in late.content.decode()


def test_when_nobody_is_left_the_keeper_hears_it(desk):
    named(desk, 1, "只有一位")
    row = calling.call(pooled(desk), size=2, wait_minutes=60, by=desk.viewer("secretary"))
    time_passes(row)
    offering.lapse_overdue()
    calling.call_on()
    event = RequestEvent.objects.get(service_request=row, step="nobody_left")
    assert OutboxMessage.objects.filter(key__contains=str(event.pk)).exists()
    assert not Calling.objects.standing().exists()
    assert fresh(row).status == Status.POOLED


# --- by turns -------------------------------------------------------------------------------------


def on_duty(desk, *users) -> None:
    home, now = desk.town.community, timezone.now()
    plan, _made = DutyPlan.objects.get_or_create(
        community=home,
        month=timezone.localdate().replace(day=1),
        defaults={
            "status": "published", "published_by": desk.town.secretary, "published_at": now,
        },
    )  # fmt: skip
    post, _made = DutyPost.objects.get_or_create(community=home, name="大厅", defaults={"seats": 9})
    hours = DateTimeTZRange(now - timedelta(hours=1), now + timedelta(hours=5))
    for seat, user in enumerate(users, 1):
        DutyShift.objects.create(
            community=home, plan=plan, post=post, seat=seat, period=hours, person=user
        )


def lead_of(row) -> int:
    return row.parties.standing().leads().get().user_id


def test_who_is_on_duty_takes_turns(desk):
    on_duty(desk, desk.town.staff, desk.town.worker)
    by = desk.viewer("secretary")
    rows = [rotation.rotate(desk.classified(), by=by) for _n in range(4)]
    leads = [lead_of(row) for row in rows]
    assert set(leads[:2]) == {desk.town.staff.pk, desk.town.worker.pk}
    assert leads[:2] == leads[2:]
    party = Party.objects.leads().filter(service_request=rows[0]).get()
    assert (party.via, party.reason) == (Via.ROTATION, "值班轮到他")


def test_without_anybody_on_duty_it_says_so(desk):
    row = desk.classified()
    with pytest.raises(DomainError) as refused:
        rotation.rotate(row, by=desk.viewer("secretary"))
    assert refused.value.code == "nobody_on_duty"
    assert fresh(row).status == Status.CLASSIFIED


def _two_rotate(desk):
    with scope.entered(scope.EVERYTHING):
        on_duty(desk, desk.town.staff, desk.town.worker)
        by = desk.viewer("secretary")
        rows = [desk.classified(), desk.classified()]
    outcomes = together(*[lambda row=row: rotation.rotate(row, by=by) for row in rows])
    assert [one.error for one in outcomes] == [None, None]
    with scope.entered(scope.EVERYTHING):
        return [lead_of(row) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_two_turns(desk):
    first, second = _two_rotate(desk)
    assert first != second


@pytest.mark.django_db(transaction=True)
def test_without_the_turnstile_both_are_the_same_ones_turn(desk, monkeypatch):
    """The control."""
    monkeypatch.setattr(rotation, "_one_at_a_time", lambda row: None)
    meeting = meet_inside(monkeypatch, rotation, "_next", after=True, wait=10)
    first, second = _two_rotate(desk)
    assert meeting.happened
    assert first == second


# --- no more than somebody can --------------------------------------------------------------------


def test_a_colleague_is_given_no_more_than_the_place_allows(desk):
    DispatchCatalogue.objects.update(staff_cap=1)
    desk.assigned()
    with pytest.raises(DomainError) as refused:
        desk.assigned()
    assert (refused.value.code, refused.value.field) == ("full", "who")


def test_an_organisation_is_given_no_more_than_it_said_it_can(desk):
    organization = desk.town.organization
    OfferedService.objects.create(
        organization=organization, domain=ServiceDomain.objects.first(), name="陪诊",
        weekdays=[1, 2, 3], starts_at="09:00", ends_at="17:00", weekly_capacity=1,
        audiences=["elders"],
    )  # fmt: skip
    by = desk.viewer("secretary")
    who = Who(Lane.COHANDLE, organization=organization, reason="他们做陪诊")
    dispatch.assign(desk.classified(), who, by=by)
    with pytest.raises(DomainError) as refused:
        dispatch.assign(desk.classified(), who, by=by)
    assert "每周 1 单" in str(refused.value)


def test_a_checked_in_party_member_leads_on_his_own_lane(desk):
    person = named(desk, 1, "党员")
    MemberCheckin.objects.create(
        community=desk.town.community, user=person.user, name="党员", times=["day_off"],
        status="active", decided_by=desk.town.secretary, decided_at=timezone.now(),
    )  # fmt: skip
    row = claiming.claim(pooled(desk), by=viewer_of(desk, person))
    assert row.parties.standing().leads().get().lane == Lane.LEAD


# --- by itself ------------------------------------------------------------------------------------


def decide(desk, **facts) -> None:
    """The place decides that minor matters go by themselves."""
    draft = catalogue.begin_draft(desk.town.community, actor=desk.town.secretary)
    rule = RuleFacts(Lane.HOST, matter="minor", by_itself=True, **facts)
    catalogue.add_rule(draft, facts=rule, actor=desk.town.secretary)
    for _n in range(20):
        catalogue.raise_rule(draft.rules.get(by_itself=True), actor=desk.town.secretary)
    catalogue.put_in_force(draft, actor=desk.town.secretary)


@pytest.mark.parametrize(
    ("mode", "status"),
    [
        ("pool", Status.POOLED),
        ("offer", Status.POOLED),
        ("rotate", Status.ASSIGNED),
        ("assign", Status.ASSIGNED),
    ],
)
def test_what_the_place_decided_is_done_when_it_is_taken_in(desk, mode, status, monkeypatch):
    answer = Responsible(desk.town.worker, How.WORKER)
    monkeypatch.setattr(following, "responsible_for", lambda grid: answer)
    named(desk, 1, "热心人")
    on_duty(desk, desk.town.staff)
    decide(desk, mode=mode)
    row = desk.classified()
    assert row.status == status
    assert Offer.objects.filter(service_request=row).exists() is (mode == "offer")
    if mode == "assign":
        assert lead_of(row) == desk.town.worker.pk


def test_where_nobody_can_be_found_it_waits_for_the_desk(desk):
    decide(desk, mode="rotate")
    row = desk.classified()
    assert row.status == Status.CLASSIFIED
    assert not row.parties.standing().leads().exists()


def test_without_such_a_decision_nothing_goes_by_itself(desk):
    assert desk.classified().status == Status.CLASSIFIED


def test_waves_and_turns_from_the_desk(desk, enter):
    named(desk, 1, "热心人")
    on_duty(desk, desk.town.staff)
    client = enter("secretary")
    row = desk.classified()
    path = reverse("requests:case_act", args=[row.pk, "call"])
    assert client.get(path).status_code == 200
    assert client.post(path, {"size": 1, "wait_minutes": 30}).status_code == 302
    assert len(waiting(row)) == 1
    assert "请到第 1 批" in page_of(enter, row)
    other = desk.classified()
    assert client.post(reverse("requests:case_act", args=[other.pk, "rotate"])).status_code == 302
    assert lead_of(other) == desk.town.staff.pk
