"""飞地: people of both places enrol, each behind the wall of his own, and count once, there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from activities import door_code
from activities.actions import activities, enclaves, enrolling, presence
from activities.models import Activity, Attendance, Enclave, Enrolment
from activities.opening import both_sides
from activities.queries import public
from activities.queries.door import reached
from activities.search import search
from activities.workflow import Place
from core import outbox, scope
from core.exceptions import DomainError
from core.models import AuditEvent, TallyDelta
from tests.activities.conftest import begin, planned, published
from tests.activities.neighbours import asked, comes, shared, sister
from tests.races import meet_inside, together
from volunteers import rewards

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_door(town) -> Activity:
    """Two places, in the neighbour's room."""
    sister(town)
    return shared(town)


def enrol(client, activity, key="enclave-people-1"):
    return client.post(reverse("activities:enrol", args=[activity.pk]), {"idempotency_key": key})


def places(activity):
    return list(activity.enrolments.order_by("pk").values_list("user", "home", "status", "seat"))


# --- who may come ---------------------------------------------------------------------------------
def test_people_of_both_enrol_by_one_tap_and_wait_in_one_line(enter, town, next_door):
    page = reverse("activities:activity", args=[next_door.pk])
    for name in ("resident", "sister", "neighbour"):
        client = enter(name)
        assert "我要报名" in client.get(page).content.decode() or name == "neighbour"
        assert enrol(client, next_door, f"enclave-{name}").status_code == 302
    assert places(next_door) == [
        (town.resident.pk, None, "taken", 1),
        (town.sister.pk, town.sibling.pk, "taken", 2),
        (town.neighbour.pk, None, "waiting", None),
    ]
    row = Enrolment.objects.get(user=town.sister)
    assert (row.resident, row.community) == (town.people["sister"], town.community)
    enter("sister").post(
        reverse("activities:leave", args=[next_door.pk]), {"idempotency_key": "enclave-leave"}
    )
    assert Enrolment.objects.get(user=town.neighbour).status == "offered"


def test_who_waits_reads_how_many_are_before_him_whichever_side_they_are_of(enter, town, next_door):
    for n in range(3):
        enrolling.enrol(next_door, enrolling.Person(f"来客{n}"), actor=None)
    comes(town, next_door, "sister", far=True)
    page = reverse("activities:activity", args=[next_door.pk])
    words = enter("sister").get(page).content.decode()
    assert "您前面还有 1 人" in words


def test_the_guest_is_told_who_reads_his_name(enter, town, next_door):
    page = reverse("activities:activity", args=[next_door.pk])
    assert "您的姓名承办的金秋社区看得到" in enter("sister").get(page).content.decode()
    assert "您的姓名承办的" not in enter("resident").get(page).content.decode()


def test_who_lives_in_neither_does_not_enrol(enter, town, next_door):
    outsider = enter("outsider")
    page = reverse("activities:activity", args=[next_door.pk])
    assert "住在金秋社区和明湖社区的居民" in outsider.get(page).content.decode()
    assert enrol(outsider, next_door).status_code == 404
    own = published(town)
    assert enrol(enter("sister"), own, "enclave-own").status_code == 404
    with pytest.raises(DomainError, match="没有请这个社区"):
        comes(town, own, "sister", far=True)
    unit = asked(town, host_unit=town.organization)
    enclaves.agree(unit, revision=unit.activity.revision, actor=town.org_manager)
    lent = activities.publish(unit.activity, actor=town.staff)
    assert enrol(enter("sister"), lent, "enclave-unit").status_code == 404


def test_nobody_is_his_own_guest(town, next_door):
    row = comes(town, next_door, "resident")
    with pytest.raises(IntegrityError, match="enrolment_home_is_elsewhere"), transaction.atomic():
        Enrolment.objects.filter(pk=row.pk).update(home=town.community)


def test_a_place_sends_its_people_only_where_it_was_asked(town, next_door):
    """Behind its own wall it may add rows of its people to a neighbour's activity: to that one."""
    own = published(town)
    row = comes(town, next_door, "sister", far=True)
    said = {"community": town.community, "home": town.sibling, "name": "赵小妹", "seat": 2}
    with scope.entered([town.sibling.pk], user_id=town.sister.pk):
        with pytest.raises(IntegrityError, match="enrolment_home_was_asked"), transaction.atomic():
            Enrolment.objects.create(activity=own, status=Place.TAKEN, **said)
        Enrolment.objects.create(activity=next_door, status=Place.TAKEN, **said)
    with pytest.raises(IntegrityError, match="enrolment_home_was_asked"), transaction.atomic():
        Activity.objects.filter(pk=row.activity_id).update(host=town.far_community)


# --- the walls ------------------------------------------------------------------------------------
def test_each_place_has_its_own_people_and_who_holds_it_has_all(town, next_door):
    for name, far in (("resident", False), ("sister", True)):
        row = comes(town, next_door, name, far=far)
        begin(next_door, timedelta(minutes=5))
        presence.arrive(row, actor=town.staff)
        next_door.starts_at = timezone.now() + timedelta(days=1)
        next_door.ends_at = next_door.starts_at + timedelta(hours=1)
        next_door.save(update_fields=["starts_at", "ends_at"])
    for places_, users in (
        ([town.community.pk], {town.resident.pk, town.sister.pk}),
        ([town.sibling.pk], {town.sister.pk}),
        ([town.far_community.pk], set()),
    ):
        with scope.entered(places_):
            assert set(Enrolment.objects.values_list("user", flat=True)) == users
            there = Attendance.objects.values_list("enrolment__user", flat=True)
            assert set(there) == users
    with scope.entered([], user_id=town.sister.pk):
        assert Enrolment.objects.get().user_id == town.sister.pk
    for name, users in (
        ("staff", {town.resident.pk, town.sister.pk}), ("sibling_staff", {town.sister.pk}),
        ("far_staff", set()),
    ):  # fmt: skip
        viewer = town.viewer(name)
        rows = Enrolment.objects.visible_to(viewer).values_list("user", flat=True)
        assert set(rows) == users, name
        seen = Attendance.objects.visible_to(viewer).values_list("enrolment__user", flat=True)
        assert set(seen) == users, name


def test_a_place_is_counted_inside_both_walls_and_cannot_be_outside(town, next_door):
    """What the other side holds is not seen from this one: the number would be taken twice."""
    comes(town, next_door, "resident")
    with scope.entered([town.sibling.pk], user_id=town.sister.pk):
        with pytest.raises(DomainError, match="报名的人多"):
            comes(town, next_door, "sister", far=True)
        with both_sides(next_door, town.sister):
            assert comes(town, next_door, "sister", far=True).seat == 2
        assert set(Enrolment.objects.values_list("user", flat=True)) == {town.sister.pk}


def test_the_same_number_of_places_is_read_on_both_calendars(enter, town, next_door):
    comes(town, next_door, "resident")
    month = f"{timezone.localtime(next_door.starts_at):%Y-%m}"
    for name in ("resident", "sister", "outsider"):
        client = enter(name)
        for pk in (town.community.pk, town.sibling.pk):
            page = client.get(reverse("activities:calendar", args=[pk]), {"month": month})
            assert "还有 1 个名额" in page.content.decode() or (
                name == "resident" and "已报名" in page.content.decode()
            )


def test_the_neighbours_residents_find_it_and_its_desk_is_not_sent_where_it_may_not_go(
    town, next_door
):
    found = [hit["url"] for hit in search(town.viewer("sister"), next_door.title)]
    assert found == [reverse("activities:activity", args=[next_door.pk])]
    assert search(town.viewer("sibling_staff"), next_door.title) == []
    assert [row.pk for row in public.next_for(town.viewer("sister"))] == [next_door.pk]


# --- the neighbour's desk -------------------------------------------------------------------------
def test_the_neighbours_desk_writes_down_its_own_and_sees_nobody_elses(enter, town, next_door):
    comes(town, next_door, "resident")
    row = Enclave.objects.get()
    desk = enter("sibling_staff")
    send = reverse("activities:enclave_act", args=[row.pk, "send"])
    page = reverse("activities:enclave", args=[row.pk])
    for n, name in enumerate(("老钱", "老孙")):
        said = {"name": name, "phone": "", "idempotency_key": f"enclave-send-{n}"}
        assert desk.post(send, said).url == page
    assert places(next_door)[1:] == [
        (None, town.sibling.pk, "taken", 2), (None, town.sibling.pk, "waiting", None),
    ]  # fmt: skip
    words = desk.get(page).content.decode()
    assert "老钱" in words
    assert "老孙" in words
    assert str(town.resident.name.open()) not in words
    assert AuditEvent.objects.filter(
        verb="activities.enrolment.read", scope=town.sibling.pk
    ).exists()
    sent = Enrolment.objects.get(seat=2)
    leave = reverse("activities:sent_act", args=[sent.pk, "leave"])
    assert desk.post(leave, {"idempotency_key": "enclave-off-1"}).url == page
    sent.refresh_from_db()
    assert sent.status == "left"
    mine = Enrolment.objects.get(user=town.resident)
    assert desk.get(reverse("activities:sent_act", args=[mine.pk, "leave"])).status_code == 404
    assert enter("far_staff").get(leave).status_code == 404
    assert "老钱" not in enter("staff").get(page).content.decode()


def test_at_the_door_one_says_where_somebody_belongs(enter, town, next_door):
    begin(next_door, timedelta(minutes=5))
    staff = enter("staff")
    walk_in = reverse("activities:door_act", args=[next_door.pk, "walk-in"])
    said = {"name": "老李", "phone": "", "idempotency_key": "enclave-door-1"}
    assert staff.post(walk_in, said).status_code == 422
    staff.post(walk_in, {**said, "home": town.sibling.pk, "idempotency_key": "enclave-door-2"})
    staff.post(walk_in, {**said, "home": town.community.pk, "idempotency_key": "enclave-door-3"})
    assert [home for _user, home, _status, _seat in places(next_door)] == [town.sibling.pk, None]
    own = begin(published(town), timedelta(minutes=5))
    walk_in = reverse("activities:door_act", args=[own.pk, "walk-in"])
    staff.post(walk_in, {**said, "idempotency_key": "enclave-door-4"})
    assert own.enrolments.get().home is None


def test_a_guest_signs_in_with_the_code_at_the_door(enter, town, next_door):
    for n in range(2):
        enrolling.enrol(next_door, enrolling.Person(f"来客{n}"), actor=None)
    comes(town, next_door, "sister", far=True)
    enrolling.leave(next_door.enrolments.order_by("pk")[0], actor=None)
    begin(next_door, timedelta(minutes=5))
    client = enter("sister")
    client.get(reverse("activities:here", args=[door_code.code_for(next_door.pk)]))
    now = reverse("activities:sign_in", args=[next_door.pk])
    client.post(now, {"idempotency_key": "enclave-sign-1"})
    there = Attendance.objects.get()
    assert (there.enrolment.user, there.how, there.enrolment.status) == (
        town.sister, "code", "taken",
    )  # fmt: skip
    client.post(now, {"idempotency_key": "enclave-sign-2"})
    there.refresh_from_db()
    assert there.left_at is not None


def test_a_guest_who_stands_at_the_door_walks_in(enter, town, next_door):
    enrolling.enrol(next_door, enrolling.Person("来客"), actor=None)
    begin(next_door, timedelta(minutes=5))
    client = enter("sister")
    client.get(reverse("activities:here", args=[door_code.code_for(next_door.pk)]))
    now = reverse("activities:sign_in", args=[next_door.pk])
    client.post(now, {"idempotency_key": "enclave-walk-1"})
    assert places(next_door)[1] == (town.sister.pk, town.sibling.pk, "taken", 2)


# --- counted once ---------------------------------------------------------------------------------
def test_who_came_counts_once_where_he_belongs(town, next_door):
    rows = [comes(town, next_door, "resident"), comes(town, next_door, "sister", far=True)]
    begin(next_door)
    for row in rows:
        presence.arrive(row, actor=town.staff)
    activities.hold(next_door, actor=town.staff)
    ours, theirs = reached(town.viewer("staff")), reached(town.viewer("sibling_staff"))
    assert (ours.held, ours.people, ours.visits) == (1, 1, 1)
    assert (theirs.held, theirs.people, theirs.visits) == (0, 1, 1)
    for measure in ("activities.enrolled", "activities.attended"):
        rows_ = TallyDelta.objects.filter(measure=measure).values_list("scope", "delta")
        assert sorted(rows_) == [(town.community.pk, 1), (town.sibling.pk, 1)], measure


def test_points_are_earned_at_home(town, next_door, monkeypatch):
    earned = []
    monkeypatch.setattr(rewards.earning, "earn", lambda home, *_fact, **_said: earned.append(home))
    row = comes(town, next_door, "sister", far=True)
    begin(next_door)
    presence.go(presence.arrive(row, actor=town.staff), actor=town.staff)
    rewards.for_presence(Attendance.objects.get())
    assert earned == [town.households["sister"]]


# --- at the same moment ---------------------------------------------------------------------------
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_two_sides_reach_for_the_last_place(town, monkeypatch, no_broker, locked):
    sister(town)
    activity = shared(town)
    with scope.entered(scope.EVERYTHING):
        enrolling.enrol(activity, enrolling.Person("先来"), actor=None)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, enrolling, "_seat_for", after=True)

    def come(name, home):
        user = town.accounts[name]
        with scope.entered([home.pk], user_id=user.pk), both_sides(activity, user):
            return comes(town, activity, name, far=home == town.sibling).status

    outcomes = together(
        lambda: come("resident", town.community),
        lambda: come("sister", town.sibling),
        communities=None,
    )
    assert meeting.happened is not locked
    codes = {each.error.code for each in outcomes if isinstance(each.error, DomainError)}
    with scope.entered(scope.EVERYTHING):
        assert activity.enrolments.holding().count() == 2
    if locked:
        assert sorted(each.value for each in outcomes) == ["taken", "waiting"]
    else:
        assert codes == {"busy"}


@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_two_colleagues_answer_at_once_and_one_answer_holds(town, monkeypatch, no_broker, locked):
    row = asked(town)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, enclaves, "_answer")
    seen = row.activity.revision
    outcomes = together(
        lambda: enclaves.agree(row, revision=seen, actor=town.sibling_staff),
        lambda: enclaves.decline(row, reason="那天没空", actor=town.sibling_staff),
    )
    assert meeting.happened is not locked
    refused = [each.error.code for each in outcomes if isinstance(each.error, DomainError)]
    assert len(refused) == (1 if locked else 0)
    with scope.entered(scope.EVERYTHING):
        fresh = Enclave.objects.select_related("activity").get()
    if locked:
        assert refused == ["moved_on"]
        assert fresh.activity.is_shared is fresh.is_agreed


@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_nothing_is_published_while_it_is_being_asked(town, monkeypatch, no_broker, locked):
    """Either it is out and nobody may be asked any more, or it is asked and waits."""
    activity = planned(town)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, activities.audit, "record")
    outcomes = together(
        lambda: activities.publish(activity, actor=town.staff),
        lambda: asked(town, activity),
    )
    refused = {each.error.code for each in outcomes if isinstance(each.error, DomainError)}
    assert meeting.happened is not locked
    assert len(refused) == (1 if locked else 0)
