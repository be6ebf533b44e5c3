"""A volunteer takes it from the pool, does it, and reads the door only while he needs it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.viewer import AS_RESIDENT, Viewer
from communities.viewers import enter_as
from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent
from requests.actions import claiming, conclude, dispatch, moving, work
from requests.actions.dispatch import Who
from requests.duties import duties_of
from requests.models import MenuCategory, MenuItem, Party, RequestEvent, ServiceRequest
from requests.models.parties import Lane, Via
from requests.queries import tasks as queries
from requests.queries.contact import contact_is_open, contact_of
from requests.workflow import Duty, Kind, Status
from tests.days import day
from tests.races import meet_inside, together
from tests.town import enter
from volunteers.models import Volunteer

__all__ = ["enter"]

CROWD = 12
DOOR, PHONE = "1号楼 301", "13955512345"


def volunteer(town, user: User, **facts) -> Volunteer:
    """As one who registered and was checked."""
    values = {
        "community": town.community,
        "grid": town.grid,
        "born_on": date(1980, 1, 1),
        "identity": "desk",
        "verified_at": timezone.now(),
        "accepted_at": timezone.now(),
        "status": "active",
        # never quiet, whatever the hour this runs at
        "quiet_from": (timezone.localtime() + timedelta(hours=6)).time(),
        "quiet_until": (timezone.localtime() + timedelta(hours=7)).time(),
    }
    return Volunteer.objects.create(user=user, name=user.name.open(), **values | facts)


@pytest.fixture
def helper(desk) -> Viewer:
    """The neighbour is a volunteer."""
    volunteer(desk.town, desk.town.neighbour)
    return desk.viewer("neighbour")


def pooled(desk, **need) -> ServiceRequest:
    need = {"contact_name": "张桂芳", "contact_phone": PHONE, "address": DOOR} | need
    return dispatch.open_pool(desk.classified(**need), by=desk.viewer("secretary"))


def fresh(row: ServiceRequest) -> ServiceRequest:
    return ServiceRequest.objects.get(pk=row.pk)


# --- who may ---------------------------------------------------------------------------------


def test_one_tap_and_it_is_his(desk, helper):
    row = claiming.claim(pooled(desk), by=helper)
    assert row.status == Status.IN_PROGRESS
    party = Party.objects.standing().leads().get(service_request=row)
    assert (party.user_id, party.via, party.lane) == (helper.user_id, Via.POOL, Lane.SELFHELP)
    assert party.signed_at is not None


def test_who_comes_second_hears_a_kind_word(desk, helper):
    volunteer(desk.town, desk.town.stranger)
    row = claiming.claim(pooled(desk), by=helper)
    with pytest.raises(DomainError) as refused:
        claiming.claim(row, by=desk.viewer("stranger"))
    assert refused.value.code == "taken"
    assert row.parties.standing().leads().count() == 1


def test_what_was_called_back_was_not_taken_by_anybody(desk, helper):
    row = pooled(desk)
    dispatch.recall(row, by=desk.viewer("secretary"))
    with pytest.raises(DomainError) as refused:
        claiming.claim(row, by=helper)
    assert refused.value.code == "moved_on"


@pytest.mark.parametrize("name", ["stranger", "outsider", "worker", "secretary", "org_manager"])
def test_who_is_no_volunteer_takes_nothing(desk, helper, name):
    with pytest.raises(DomainError):
        claiming.claim(pooled(desk), by=desk.viewer(name))


def test_nobody_takes_what_he_asked_for(desk):
    volunteer(desk.town, desk.town.resident)
    row, by = pooled(desk), desk.viewer("resident")
    assert Duty.CANDIDATE not in duties_of(by, row)
    with pytest.raises(DomainError):
        claiming.claim(row, by=by)


def test_nor_what_is_for_somebody_he_acts_for(desk, helper):
    row = pooled(desk, resident=desk.town.people["elder"], by="resident")
    with pytest.raises(DomainError):
        claiming.claim(row, by=helper)


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "suspended"},
        {"status": "applied", "accepted_at": None},
        {"born_on": day(-16 * 366)},
    ],
    ids=["suspended", "not yet accepted", "a minor without a guardian's word"],
)
def test_a_volunteer_must_be_free_to_act(desk, facts):
    volunteer(desk.town, desk.town.neighbour, **facts)
    with pytest.raises(DomainError):
        claiming.claim(pooled(desk), by=desk.viewer("neighbour"))


def test_a_volunteer_of_another_place_takes_nothing_here(desk):
    volunteer(desk.town, desk.town.neighbour, community=desk.town.sibling, grid=None)
    with pytest.raises(DomainError):
        claiming.claim(pooled(desk), by=desk.viewer("neighbour"))


def test_in_a_role_somebody_gave_him_he_is_no_volunteer(desk):
    volunteer(desk.town, desk.town.worker)
    assert Duty.CANDIDATE not in duties_of(desk.viewer("worker"), pooled(desk))


def test_what_costs_and_what_accuses_is_no_volunteers_work(desk, helper):
    category = MenuCategory.objects.create(code="paid", name="低偿")
    paid = MenuItem.objects.create(code="paid", name="助浴", category=category, price="low_fee")
    accuses = pooled(desk)  # nobody puts it there; what lies there may be read anew
    accuses.kind = Kind.COMPLAINT
    accuses.save(update_fields=["kind"])
    for row in (pooled(desk, item=paid), accuses):
        assert row.public_id not in [call.public_id for call in queries.board(helper).pool]
        with pytest.raises(DomainError):
            claiming.claim(row, by=helper)


# --- what is seen before and after --------------------------------------------------------------


def test_the_pool_says_nothing_that_leads_to_a_person_or_a_door(desk, enter, helper):
    row = pooled(desk, words="莫奶奶家的灯不亮了")
    page = enter("neighbour").get(reverse("requests:tasks")).content.decode()
    assert str(row.public_id) in page
    assert desk.town.grid.title in page
    for telling in ("莫奶奶", "灯不亮", "张桂芳", "张*", DOOR, PHONE, row.number):
        assert telling not in page


def test_the_pool_is_seen_by_volunteers_and_nobody_else(desk, enter, helper):
    pooled(desk)
    for name, status in [
        ("neighbour", 200), ("resident", 404), ("stranger", 404), ("secretary", 404),
    ]:  # fmt: skip
        assert enter(name).get(reverse("requests:tasks")).status_code == status


def test_before_he_took_it_there_is_no_page_of_it(desk, enter, helper):
    row = pooled(desk)
    assert enter("neighbour").get(reverse("requests:task", args=[row.public_id])).status_code == 404


def test_from_the_pool_to_done_on_the_phone(desk, enter, helper):
    row = pooled(desk)
    client = enter("neighbour")
    took = client.post(reverse("requests:claim", args=[row.public_id]))
    assert took.url == reverse("requests:task", args=[row.public_id])
    page = client.get(took.url).content.decode()
    assert PHONE not in page
    assert DOOR not in page
    for slug, said in [
        ("contact", {"how": "phone", "note": "说好下午去"}),
        ("message", {"note": "三点到"}),
        ("note", {"note": "带梯子"}),
        ("complete", {"result": "换了灯泡"}),
    ]:
        path = reverse("requests:task_act", args=[row.public_id, slug])
        assert client.get(path).status_code == 200
        assert client.post(path, said).status_code == 302
    assert fresh(row).status == Status.COMPLETED
    assert client.get(took.url).status_code == 200


def test_who_cannot_come_gives_it_back_and_no_longer_sees_it(desk, enter, helper):
    row = claiming.claim(pooled(desk), by=helper)
    client = enter("neighbour")
    path = reverse("requests:task_act", args=[row.public_id, "hand_back"])
    back = client.post(path, {"reason": "孩子病了"})
    assert back.url == reverse("requests:tasks")
    assert client.get(back.url).status_code == 200
    assert client.get(reverse("requests:task", args=[row.public_id])).status_code == 404
    assert fresh(row).status == Status.CLASSIFIED


def test_a_party_member_who_was_named_signs_on_his_phone(desk, enter):
    who = Who(Lane.LEAD, user=desk.town.neighbour, reason="他报到过")
    row = dispatch.assign(desk.classified(), who, by=desk.viewer("secretary"))
    client = enter("neighbour")
    assert client.get(reverse("requests:tasks")).status_code == 200
    assert (
        client.post(reverse("requests:task_act", args=[row.public_id, "sign"])).status_code == 302
    )
    assert fresh(row).status == Status.IN_PROGRESS


# --- name, telephone, door ------------------------------------------------------------------------


def looks(row: ServiceRequest) -> int:
    return AuditEvent.objects.filter(
        verb="requests.servicerequest.read", object_id=str(row.pk)
    ).count()


def test_each_look_is_written_down(desk, enter, helper):
    row = claiming.claim(pooled(desk), by=helper)
    client = enter("neighbour")
    path = reverse("requests:task_contact", args=[row.public_id])
    for turn in (1, 2):
        page = client.post(path).content.decode()
        assert PHONE in page
        assert DOOR in page
        assert "张桂芳" in page
        assert looks(row) == turn


def test_the_desk_has_to_look_as_well(desk, enter):
    row = pooled(desk)
    client = enter("secretary")
    assert PHONE not in client.get(reverse("requests:case", args=[row.pk])).content.decode()
    page = client.post(reverse("requests:case_contact", args=[row.pk])).content.decode()
    assert PHONE in page
    assert DOOR in page
    assert looks(row) == 1


def test_who_was_named_reads_it_only_when_he_said_yes(desk, town):
    who = Who(Lane.LEAD, user=town.neighbour, reason="他报到过")
    row = dispatch.assign(desk.classified(), who, by=desk.viewer("secretary"))
    by = desk.viewer("neighbour")
    assert not contact_is_open(by, row)
    assert contact_is_open(by, dispatch.sign(row, by=by))


@pytest.mark.parametrize(
    "name", ["resident", "second_worker", "sibling_staff", "street_official", "stranger",
             "system_admin", "auditor", "anonymous"],
)  # fmt: skip
def test_for_anybody_else_it_is_closed(desk, helper, name):
    row = claiming.claim(pooled(desk), by=helper)
    with pytest.raises(DomainError):
        contact_of(desk.viewer(name), row)
    assert looks(row) == 0


def test_seven_days_after_it_was_done_it_is_closed_for_who_did_it(desk, helper):
    row = claiming.claim(pooled(desk), by=helper)
    row = work.complete(row, result="换好了", by=helper)
    row.completed_at = timezone.now() - timedelta(days=6, hours=23)
    assert contact_of(helper, row).phone == PHONE
    row.completed_at = timezone.now() - timedelta(days=7, minutes=1)
    with pytest.raises(DomainError):
        contact_of(helper, row)
    # the desk has still to ask him how it was
    assert contact_is_open(desk.viewer("secretary"), row)


def test_seven_days_after_the_end_it_is_closed_for_the_desk(desk, helper):
    row = work.complete(claiming.claim(pooled(desk), by=helper), result="好了", by=helper)
    row = conclude.rate(row, grade=5, by=desk.viewer("resident"))
    by = desk.viewer("secretary")
    assert contact_is_open(by, row)
    row.completed_at = row.closed_at = timezone.now() - timedelta(days=7, minutes=1)
    assert not contact_is_open(by, row)


def test_who_gave_it_back_reads_it_no_more(desk, helper):
    row = claiming.claim(pooled(desk), by=helper)
    row = work.hand_back(row, reason="病了", by=helper)
    assert not contact_is_open(helper, row)


# --- the race -------------------------------------------------------------------------------------


def crowd(desk) -> list[Viewer]:
    people = []
    for n in range(CROWD):
        user = desk.town.account(f"helper{n}", "志愿者", f"137000000{n:02d}")
        volunteer(desk.town, user)
        people.append(Viewer(user=user))
    return people


@pytest.mark.django_db(transaction=True)
def test_many_at_once_and_one_has_it(desk):
    with scope.entered(scope.EVERYTHING):
        row, people = pooled(desk), crowd(desk)
    outcomes = together(*[lambda by=by: claiming.claim(row, by=by) for by in people])
    won = [outcome for outcome in outcomes if outcome.error is None]
    lost = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert len(won) == 1
    assert [getattr(error, "code", error) for error in lost] == ["taken"] * (CROWD - 1)
    with scope.entered(scope.EVERYTHING):
        assert row.parties.standing().leads().count() == 1
        assert RequestEvent.objects.filter(service_request=row, step="claim").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_believe_they_have_it_and_the_table_keeps_one(desk, monkeypatch):
    """The control: both stand inside at once, and only the second guard refuses."""

    def unlocked(row: ServiceRequest) -> ServiceRequest:
        return ServiceRequest.objects.select_related("sla").get(pk=row.pk)

    with scope.entered(scope.EVERYTHING):
        row, people = pooled(desk), crowd(desk)[:2]
    monkeypatch.setattr(claiming, "lock", unlocked)
    monkeypatch.setattr(moving, "lock", unlocked)
    meeting = meet_inside(monkeypatch, claiming, "_still_to_be_had", after=True, wait=10)
    outcomes = together(*[lambda by=by: claiming.claim(row, by=by) for by in people])
    assert meeting.happened
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert len(errors) == 1
    assert isinstance(errors[0], IntegrityError)
    assert "party_one_lead" in str(errors[0])
    with scope.entered(scope.EVERYTHING):
        assert row.parties.standing().leads().count() == 1


def test_a_volunteer_reaches_what_he_took_where_he_does_not_live(desk, enter):
    """Through the walls as well: only pages enter their own scope."""
    volunteer(desk.town, desk.town.outsider)
    row = pooled(desk)
    client = enter("outsider")
    assert str(row.public_id) in client.get(reverse("requests:tasks")).content.decode()
    client.post(reverse("requests:claim", args=[row.public_id]))
    page = client.get(reverse("requests:task", args=[row.public_id]))
    assert page.status_code == 200
    assert fresh(row).status == Status.IN_PROGRESS
    assert "做过的" not in client.get(reverse("requests:tasks")).content.decode()
    scope.declare(scope.EVERYTHING)
    work.complete(fresh(row), result="换了灯泡", by=desk.viewer("outsider"))
    conclude.rate(fresh(row), grade=5, by=desk.viewer("resident"))
    board = client.get(reverse("requests:tasks")).content.decode()
    assert "做过的" in board
    assert str(row.public_id) in board


def test_what_somebody_did_in_office_is_not_told_as_a_neighbours(desk):
    row = desk.closed()
    himself = enter_as(desk.town.worker, active=AS_RESIDENT, has_mfa=lambda _user: True)
    scope.declare(scope.EVERYTHING)
    with pytest.raises(Http404):
        queries.board(himself)
    Party.objects.filter(service_request=row, role="lead").update(lane=Lane.SELFHELP)
    assert [one.public_id for one in queries.board(himself).done] == [row.public_id]


def test_what_is_wanted_in_ones_own_grid_comes_first(desk, helper):
    """就近就便: by grid, never by position; what is due sooner elsewhere comes after it."""
    town = desk.town
    Volunteer.objects.filter(user=town.neighbour).update(grid=town.second_grid, reach="community")
    far, near = pooled(desk), pooled(desk)
    now = timezone.now()
    for row, grid, days in ((far, town.grid, 1), (near, town.second_grid, 3)):
        due = now + timedelta(days=days)
        ServiceRequest.objects.filter(pk=row.pk).update(grid=grid, due_at=due)
    found = queries.board(helper).pool
    assert [(call.public_id, call.is_near) for call in found] == [
        (near.public_id, True), (far.public_id, False),
    ]  # fmt: skip
