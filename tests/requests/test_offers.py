"""Asked, never ordered: whom, why, within his own limits; and what comes of it."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.models import Message
from requests.actions import claiming, dispatch, offering
from requests.models import MenuCategory, MenuItem, Offer, Party, RequestEvent, ServiceRequest
from requests.models.parties import Via
from requests.queries import tasks as queries
from requests.ranking import rank
from requests.subscribers import tell
from requests.workflow import Status
from tests.races import meet_inside, together
from tests.requests.test_tasks import fresh, pooled, volunteer
from tests.town import enter
from volunteers.models import Skill, Volunteer, VolunteerSkill, WeeklyTime


@pytest.fixture(autouse=True)
def _only_who_the_test_names(town):
    """The town's own two volunteers serve elsewhere for a while."""
    away = Volunteer.objects.filter(user__in=[town.volunteer, town.team_leader])
    away.update(status="withdrawn")


__all__ = ["enter"]


def named(desk, n: int, name: str, **facts) -> Volunteer:
    user = desk.town.account(f"helper{n}", name, f"137000000{n:02d}")
    return volunteer(desk.town, user, **facts)


def quiet_now() -> dict[str, time]:
    now = timezone.localtime()
    hour = timedelta(hours=1)
    return {"quiet_from": (now - hour).time(), "quiet_until": (now + hour).time()}


def can(person: Volunteer, code: str, **facts) -> None:
    skill = Skill.objects.get(code=code)
    VolunteerSkill.objects.create(
        community=person.community, volunteer=person, skill=skill, **facts
    )


def why_not(row: ServiceRequest, person: Volunteer) -> tuple[str, ...]:
    ranking = rank(row)
    assert person.pk not in [one.volunteer.pk for one in ranking.candidates]
    return next(one.reasons for one in ranking.others if one.name == person.name.open())


def offer(desk, row: ServiceRequest, *people: Volunteer) -> ServiceRequest:
    chosen = [person.pk for person in people]
    return offering.offer(row, volunteers=chosen, by=desk.viewer("secretary"))


def viewer_of(desk, person: Volunteer):
    name = next(name for name, user in desk.town.accounts.items() if user == person.user)
    return desk.viewer(name)


@pytest.fixture
def repair() -> MenuItem:
    category = MenuCategory.objects.create(code="fix", name="小修")
    return MenuItem.objects.create(
        code="fix-tap", name="修水龙头", keywords="漏水 水管", category=category
    )


# --- who comes first, and why -----------------------------------------------------------------


def test_who_can_do_it_comes_first_then_who_lives_near_and_each_says_why(desk, repair):
    far = named(desk, 1, "远一点", grid=desk.town.second_grid)
    near = named(desk, 2, "近一点")
    able = named(desk, 3, "会修的", grid=desk.town.second_grid)
    can(able, "plumbing")
    found = rank(pooled(desk, item=repair)).candidates
    assert [one.volunteer for one in found] == [able, near, far]
    assert "会修水管" in found[0].reasons
    assert "同一个网格" in found[1].reasons
    assert "同一个社区" in found[2].reasons


def test_a_skill_that_needs_a_paper_counts_when_the_paper_was_seen(desk):
    category = MenuCategory.objects.create(code="health", name="健康")
    item = MenuItem.objects.create(code="care", name="上门护理", category=category)
    seen, unseen = named(desk, 1, "看过证"), named(desk, 2, "没看过")
    can(seen, "nursing", checked_at=timezone.now(), checked_by=desk.town.staff)
    can(unseen, "nursing")
    reasons = {one.volunteer: one.reasons for one in rank(pooled(desk, item=item)).candidates}
    assert "会护理" in reasons[seen]
    assert "会护理" not in reasons[unseen]


def test_who_has_time_before_it_is_due_goes_before_who_has_not(desk):
    busy, free = named(desk, 1, "没空的"), named(desk, 2, "有空的")
    today = timezone.localdate().isoweekday()
    WeeklyTime.objects.create(
        community=desk.town.community, volunteer=free, weekday=today, part="morning"
    )
    found = rank(pooled(desk)).candidates
    assert [one.volunteer for one in found] == [free, busy]
    assert any("一般有空" in reason for reason in found[0].reasons)


def test_work_and_offers_are_shared_fairly(desk):
    first, second, third = (named(desk, n, f"第{n}位") for n in (1, 2, 3))
    claiming.claim(pooled(desk), by=viewer_of(desk, first))
    offer(desk, pooled(desk), second)
    found = rank(pooled(desk)).candidates
    assert [one.volunteer for one in found] == [third, second, first]
    assert "两周内邀请过 1 次" in found[1].reasons
    assert "手上有 1 件" in found[2].reasons


# --- why not -----------------------------------------------------------------------------------


def test_somebody_who_is_not_among_them_is_named_with_the_reason(desk):
    resting = named(desk, 1, "歇着的", paused_until=timezone.localdate() + timedelta(days=9))
    homebody = named(desk, 2, "本网格的", grid=desk.town.second_grid, reach="grid")
    quiet = named(desk, 3, "不想被吵", **quiet_now())
    row = pooled(desk)
    assert why_not(row, resting)[0].startswith("歇到")
    assert why_not(row, homebody) == ("只愿意在本网格做",)
    assert "不想被打扰" in why_not(row, quiet)[0]


def test_what_is_urgent_rings_in_quiet_hours_and_never_beyond_the_weekly_limit(desk):
    quiet = named(desk, 1, "不想被吵", offers_a_week=1, **quiet_now())
    row, other = pooled(desk), pooled(desk)
    for one in (row, other):
        ServiceRequest.objects.filter(pk=one.pk).update(priority=1)
    offer(desk, row, quiet)
    assert "到了他定的上限" in why_not(fresh(other), quiet)[0]


def test_nobody_is_asked_for_what_he_asked_for_himself(desk):
    own = volunteer(desk.town, desk.town.resident)
    assert why_not(pooled(desk), own) == ("这是他自己的事",)


def test_a_minor_is_not_asked_for_what_is_risky(desk, repair):
    MenuItem.objects.filter(pk=repair.pk).update(is_risky=True)
    repair.refresh_from_db()
    born = timezone.localdate() - timedelta(days=16 * 366)
    young = named(desk, 1, "小志愿者", born_on=date(born.year, 1, 1))
    young.guardian_consents.create(
        community=young.community, guardian="他妈妈", relation="母亲", recorded_by=desk.town.staff
    )
    assert why_not(pooled(desk, item=repair), young) == ("有风险的事不请未成年人做",)


def test_the_other_communitys_volunteers_are_not_named_here(desk):
    other = named(desk, 1, "别处的", community=desk.town.sibling, grid=None)
    row = pooled(desk)
    assert rank(row).candidates == []
    assert rank(row).others == []
    with pytest.raises(DomainError):
        offer(desk, row, other)


# --- asking ------------------------------------------------------------------------------------


def test_an_offer_says_why_and_how_long_and_changes_nothing_else(desk):
    one = named(desk, 1, "热心人")
    row = offer(desk, pooled(desk), one)
    made = Offer.objects.get(service_request=row)
    assert made.user == one.user
    assert "同一个网格" in made.why
    assert timezone.now() < made.expires_at <= timezone.now() + offering.WAIT
    assert row.status == Status.POOLED
    assert not Party.objects.standing().working().filter(service_request=row).exists()


def test_only_the_desk_asks_and_only_while_it_waits_to_be_taken(desk):
    one = named(desk, 1, "热心人")
    row = pooled(desk)
    for name in ("helper1", "resident", "sibling_staff", "stranger"):
        with pytest.raises(DomainError):
            offering.offer(row, volunteers=[one.pk], by=desk.viewer(name))
    with pytest.raises(DomainError):
        offer(desk, desk.classified(), one)
    assert not Offer.objects.exists()


def test_who_said_no_or_was_just_asked_is_not_asked_again(desk):
    one = named(desk, 1, "热心人")
    row = offer(desk, pooled(desk), one)
    with pytest.raises(DomainError):
        offer(desk, row, one)
    claiming.decline(row, by=viewer_of(desk, one))
    with pytest.raises(DomainError):
        offer(desk, row, one)
    assert why_not(row, one) == ("这件事他说这次来不了",)


def test_a_wave_is_small_and_somebody_must_be_in_it(desk):
    people = [named(desk, n, f"第{n}位") for n in range(1, offering.AT_ONCE + 2)]
    row = pooled(desk)
    for wave in ([], people):
        with pytest.raises(DomainError):
            offer(desk, row, *wave)


def test_the_message_names_no_person_and_no_door(desk):
    one = named(desk, 1, "热心人")
    row = offer(desk, pooled(desk, words="莫奶奶家的灯不亮了"), one)
    event = RequestEvent.objects.get(service_request=row, step="offer")
    tell({"event_id": event.pk, "request_id": row.pk, "step": "offer", "tells": "offered"})
    message = Message.objects.get(to_user=one.user)
    said = f"{message.context.open()} {message.title.open()} {message.body.open()}"
    for telling in ("莫奶奶", "灯不亮", "1号楼"):
        assert telling not in said
    assert message.link == reverse("requests:tasks")


# --- answering ---------------------------------------------------------------------------------


def test_yes_is_a_claim_and_the_others_need_not_answer_any_more(desk):
    one, two = named(desk, 1, "先来的"), named(desk, 2, "后来的")
    row = offer(desk, pooled(desk), one, two)
    row = claiming.claim(row, by=viewer_of(desk, one))
    answers = dict(row.offers.values_list("user_id", "answer"))
    assert answers == {one.user_id: "accepted", two.user_id: "lapsed"}
    lead = Party.objects.standing().leads().get(service_request=row)
    assert (lead.user, lead.via) == (one.user, Via.OFFERED)
    assert "同一个网格" in lead.reason
    with pytest.raises(DomainError) as refused:
        claiming.claim(row, by=viewer_of(desk, two))
    assert refused.value.code == "taken"


def test_a_yes_that_is_refused_leaves_the_offer_as_it_was(desk):
    """Within a request a claim has no savepoint of its own: what it refuses, it refuses before it
    writes. Here the last of its questions says no, and the transaction goes on."""
    person = named(desk, 0, "周明亮")
    row = offer(desk, pooled(desk), person)
    Volunteer.objects.filter(pk=person.pk).update(status="suspended")
    with CaptureQueriesContext(connection) as seen, pytest.raises(DomainError, match="不归您做"):
        claiming.claim(row, by=viewer_of(desk, person))
    assert {sql["sql"].split()[0] for sql in seen} == {"SELECT"}
    assert row.offers.get().answer == ""


def test_no_costs_nothing_and_the_request_goes_on_waiting(desk):
    one = named(desk, 1, "热心人")
    row = claiming.decline(offer(desk, pooled(desk), one), by=viewer_of(desk, one))
    assert row.status == Status.POOLED
    assert Offer.objects.get(service_request=row).answer == "declined"
    assert one.pk in [other.volunteer.pk for other in rank(pooled(desk)).candidates]


def test_who_was_not_asked_has_nothing_to_decline(desk):
    one = named(desk, 1, "热心人")
    with pytest.raises(DomainError):
        claiming.decline(pooled(desk), by=viewer_of(desk, one))


def test_silence_lapses_by_itself_and_is_written_down_once(desk):
    one = named(desk, 1, "热心人")
    row = offer(desk, pooled(desk), one)
    assert offering.lapse_overdue() == 0
    past = timezone.now() - timedelta(days=2)
    Offer.objects.update(sent_at=past, expires_at=past + timedelta(hours=1))
    assert not queries.board(viewer_of(desk, one)).offers
    assert offering.lapse_overdue() == 1
    assert offering.lapse_overdue() == 0
    assert Offer.objects.get().answer == "lapsed"
    assert fresh(row).status == Status.POOLED
    assert RequestEvent.objects.filter(service_request=row, step="lapse_offer").count() == 1


def test_what_is_called_back_leaves_nobody_waiting(desk):
    one = named(desk, 1, "热心人")
    row = offer(desk, pooled(desk), one)
    dispatch.recall(row, by=desk.viewer("secretary"))
    assert Offer.objects.get().answer == "lapsed"
    assert offering.lapse_overdue() == 0


# --- pages -------------------------------------------------------------------------------------


def test_from_the_desks_page_to_the_volunteers_yes(desk, enter):
    one = named(desk, 1, "热心人")
    resting = named(desk, 2, "歇着的", paused_until=timezone.localdate() + timedelta(days=9))
    row = pooled(desk)
    client = enter("secretary")
    page = client.get(reverse("requests:case", args=[row.pk])).content.decode()
    assert one.name.open() in page
    assert "同一个网格" in page
    assert resting.name.open() in page
    assert "歇到" in page
    sent = client.post(reverse("requests:case_act", args=[row.pk, "offer"]), {"volunteers": one.pk})
    assert sent.status_code == 302
    client = enter("helper1")
    page = client.get(reverse("requests:tasks")).content.decode()
    assert "社区想请您" in page
    assert desk.town.people["resident"].name.open() not in page
    took = client.post(reverse("requests:claim", args=[row.public_id]))
    assert took.url == reverse("requests:task", args=[row.public_id])


def test_this_time_i_cannot_is_one_tap(desk, enter):
    one = named(desk, 1, "热心人")
    row = offer(desk, pooled(desk), one)
    enter("helper1").post(reverse("requests:decline", args=[row.public_id]))
    assert Offer.objects.get().answer == "declined"


def test_a_resident_reads_nothing_of_whom_was_asked(desk, enter):
    one = named(desk, 1, "热心人")
    row = offer(desk, pooled(desk), one)
    page = enter("resident").get(reverse("requests:mine_one", args=[row.public_id]))
    assert one.name.open() not in page.content.decode()


def test_as_many_statements_for_fifteen_volunteers_as_for_one(desk):
    row, costs = pooled(desk), []
    for n in range(15):
        can(named(desk, n, f"第{n}位"), "plumbing")
        with CaptureQueriesContext(connection) as seen:
            assert len(rank(fresh(row)).candidates) == n + 1
        costs.append(len(seen))
    assert costs[0] == costs[-1]


# --- two desks at once -------------------------------------------------------------------------


def _two_desks_ask(desk):
    with scope.entered(scope.EVERYTHING):
        person = named(desk, 1, "一周一次", offers_a_week=1)
        rows = [pooled(desk), pooled(desk)]
        by = desk.viewer("secretary")
    return together(
        *[lambda row=row: offering.offer(row, volunteers=[person.pk], by=by) for row in rows]
    )


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_do_not_ask_him_more_often_than_he_allows(desk):
    outcomes = _two_desks_ask(desk)
    assert sum(outcome.error is None for outcome in outcomes) == 1
    with scope.entered(scope.EVERYTHING):
        assert Offer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_the_person_both_ask(desk, monkeypatch):
    """The control."""
    monkeypatch.setattr(
        offering, "lock_people", lambda row, pks: list(Volunteer.objects.filter(pk__in=pks))
    )
    meeting = meet_inside(monkeypatch, offering, "rank", after=True, wait=10)
    outcomes = _two_desks_ask(desk)
    assert meeting.happened
    assert [outcome.error for outcome in outcomes] == [None, None]
    with scope.entered(scope.EVERYTHING):
        assert Offer.objects.count() == 2


def test_who_lives_in_no_register_still_sees_on_his_home_that_somebody_asks(client, desk):
    person = named(desk, 1, "外来的")
    offer(desk, pooled(desk), person)
    client.force_login(person.user)
    assert "1 件事想请您帮忙" in client.get("/").content.decode()


def test_who_serves_where_he_does_not_live_is_asked_for_what_he_can(desk, repair):
    """Behind the wall of the place where he serves stands what he can."""
    repair.skill = Skill.objects.get(code="plumbing")
    repair.save()
    away = named(desk, 1, "外来师傅")
    can(away, "plumbing")
    row = pooled(desk, item=repair)
    viewer = viewer_of(desk, away)
    assert viewer.community_ids == ()
    with scope.entered((), user_id=away.user_id):
        assert [one.public_id for one in queries.board(viewer).pool] == [row.public_id]
