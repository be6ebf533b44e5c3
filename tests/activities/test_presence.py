"""Who was there: a code that does not travel, a leader's hand, and the server's clock."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities import door_code
from activities.actions import activities, enrolling, presence
from activities.models import Attendance, Enrolment
from activities.queries import door as queries
from core import outbox, scope
from core.exceptions import DomainError
from core.models import TallyDelta
from tests.activities.conftest import begin, guest, published
from tests.races import together

NOW = timezone.now().replace(second=0, microsecond=0)
db = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the code."""

    def move(seconds):
        moment = NOW + timedelta(seconds=seconds)
        monkeypatch.setattr(door_code.timezone, "now", lambda: moment)

    return move


@pytest.fixture
def told(monkeypatch):
    """What was published, whether or not somebody listens."""
    seen = []
    monkeypatch.setattr(
        presence.outbox, "publish", lambda topic, **said: seen.append((topic, said["payload"]))
    )
    return seen


def attended(told):
    return [payload for topic, payload in told if topic == "activities.attended"]


def me(town, name="resident"):
    return enrolling.Person(name, user=town.accounts[name], resident=town.people[name])


# --- the code -----------------------------------------------------------------------------------
def test_a_photo_of_the_code_sent_to_a_friend_fails_after_thirty_seconds(at):
    for shown in (0, 7, 14):
        at(shown)
        code = door_code.code_for(41)
        assert door_code.activity_at(code) == 41
        at(shown + 14)
        assert door_code.activity_at(code) == 41
        for late in (30, 31, 600):
            at(shown + late)
            assert door_code.activity_at(code) is None


def test_the_code_changes_and_is_nobodys_guess(at):
    at(0)
    code = door_code.code_for(41)
    assert code != door_code.code_for(42)
    forged = code.replace("41-", "42-")
    other = Signer(salt="another", sep=".").sign(code.rsplit(".", 1)[0])
    for wrong in (forged, other, "", "41", "x-y.z", code[:-1]):
        assert door_code.activity_at(wrong) is None
    future = door_code.code_for(41, NOW + timedelta(seconds=60))
    assert door_code.activity_at(future) is None
    at(30)
    assert door_code.code_for(41) != code


@db
def test_a_code_opens_the_door_it_was_made_for(enter, town, activity):
    begin(activity, timedelta(minutes=5))
    row = enrolling.enrol(activity, me(town), actor=town.resident, at_the_door=True)
    resident = enter("resident")
    sign = reverse("activities:sign", args=[activity.pk])
    now = reverse("activities:sign_in", args=[activity.pk])
    answer = resident.post(now, {"idempotency_key": "presence-0001"}, follow=True)
    assert "请重新扫" in answer.content.decode()
    scanned = resident.get(reverse("activities:here", args=[door_code.code_for(activity.pk)]))
    assert scanned.url == sign
    resident.post(now, {"idempotency_key": "presence-0002"})
    there = Attendance.objects.get()
    assert (there.enrolment, there.how, there.signed_by) == (row, "code", None)
    assert "我先走了" in resident.get(sign).content.decode()
    resident.post(now, {"idempotency_key": "presence-0003"})
    there.refresh_from_db()
    assert there.minutes == 0
    other = published(town)
    assert resident.get(reverse("activities:sign", args=[other.pk])).status_code == 404


@db
def test_an_old_code_says_so(activity):
    old = door_code.code_for(activity.pk, timezone.now() - timedelta(minutes=1))
    answer = Client().get(reverse("activities:here", args=[old]))
    assert answer.status_code == 400
    assert "签到码过期了" in answer.content.decode()


@db
def test_what_the_scan_proved_lasts_for_the_tap_only(enter, town, activity):
    begin(activity, timedelta(minutes=5))
    resident = enter("resident")
    resident.get(reverse("activities:here", args=[door_code.code_for(activity.pk)]))
    session = resident.session
    session["stood_here"] = [activity.pk, int(timezone.now().timestamp()) - 301]
    session.save()
    now = reverse("activities:sign_in", args=[activity.pk])
    resident.post(now, {"idempotency_key": "presence-0004"})
    assert not Attendance.objects.exists()


@db
def test_who_lives_here_may_walk_in_and_a_stranger_may_not(enter, town, activity):
    begin(activity, timedelta(minutes=5))
    for name, status in (("neighbour", 302), ("stranger", 404)):
        client = enter(name)
        client.get(reverse("activities:here", args=[door_code.code_for(activity.pk)]))
        now = reverse("activities:sign_in", args=[activity.pk])
        answer = client.post(now, {"idempotency_key": f"presence-{name}"})
        assert answer.status_code == status
    assert [row.enrolment.user for row in Attendance.objects.all()] == [town.neighbour]


# --- the leader ---------------------------------------------------------------------------------
@db
def test_the_leader_signs_in_an_elder_without_a_phone(enter, town, activity):
    activity.leader = town.neighbour
    activity.save()
    elder = guest(activity, 1)
    begin(activity, timedelta(minutes=5))
    leader = enter("neighbour")
    door = reverse("activities:door", args=[activity.pk])
    page = leader.get(door)
    assert "来客1" in page.content.decode()
    assert page.context["address"].split("/")[-2].startswith(f"{activity.pk}-")
    act = reverse("activities:person_act", args=[elder.pk, "in"])
    leader.post(act, {"idempotency_key": "presence-0005"})
    there = Attendance.objects.get()
    assert (there.how, there.signed_by) == ("leader", town.neighbour)
    walk = reverse("activities:door_act", args=[activity.pk, "walk-in"])
    leader.post(walk, {"name": "路过的爷爷", "phone": "", "idempotency_key": "presence-0006"})
    assert Attendance.objects.count() == 2
    leader.post(
        reverse("activities:person_act", args=[elder.pk, "out"]),
        {"idempotency_key": "presence-0007"},
    )
    there.refresh_from_db()
    assert there.left_at is not None
    for name in ("resident", "sibling_staff", "worker"):
        assert enter(name).get(door).status_code == 404
        assert enter(name).post(act).status_code == 404


@db
@pytest.mark.parametrize(
    ("ahead", "open_"), [(timedelta(hours=25), False), (timedelta(hours=23), True)]
)
def test_a_leader_reads_whole_names_from_the_day_before(enter, town, activity, ahead, open_):
    activity.leader = town.neighbour
    activity.save()
    row = guest(activity, 1)
    begin(activity, -ahead)
    door = reverse("activities:door", args=[activity.pk])
    assert (row.name.open() in enter("neighbour").get(door).content.decode()) is open_
    assert row.name.open() in enter("staff").get(door).content.decode()
    begin(activity, timedelta(hours=27))
    assert row.name.open() not in enter("neighbour").get(door).content.decode()


# --- the clock ----------------------------------------------------------------------------------
@db
def test_presence_closes_with_the_minutes_of_the_clock(town, activity, told):
    row = guest(activity, 1)
    begin(activity, timedelta(minutes=50))
    there = presence.arrive(row, actor=town.staff)
    came = timezone.now() - timedelta(minutes=40, seconds=59)
    Attendance.objects.filter(pk=there.pk).update(came_at=came)
    gone = presence.go(there, actor=town.staff)
    assert gone.minutes == 40
    assert attended(told) == [{"attendance": there.pk}]
    assert TallyDelta.objects.filter(measure="activities.attended").count() == 1
    with pytest.raises(DomainError) as refused:
        presence.go(there, actor=town.staff)
    assert refused.value.code == "moved_on"


@db
def test_who_did_not_sign_out_was_there_until_its_end(town, activity, told):
    row = guest(activity, 1)
    begin(activity, timedelta(minutes=10))
    there = presence.arrive(row, actor=town.staff)
    Attendance.objects.filter(pk=there.pk).update(came_at=timezone.now() - timedelta(hours=4))
    begin(activity, timedelta(hours=4))
    activities.hold(activity, actor=town.staff)
    there.refresh_from_db()
    assert (there.minutes, there.left_at) == (120, activity.ends_at)
    assert attended(told) == [{"attendance": there.pk}]


@db
def test_the_database_keeps_the_two_together(town, activity):
    row = guest(activity, 1)
    begin(activity)
    there = presence.arrive(row, actor=town.staff)
    for wrong in (
        {"minutes": 5},
        {"left_at": timezone.now()},
        {"left_at": timezone.now() - timedelta(days=1), "minutes": 5},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attendance.objects.filter(pk=there.pk).update(**wrong)


@db
@pytest.mark.parametrize("minutes", [-31, 121])
def test_the_door_opens_half_an_hour_before_and_closes_with_the_end(enter, town, activity, minutes):
    row = guest(activity, 1)
    begin(activity, timedelta(minutes=minutes))
    door, sign_in = reverse("activities:door", args=[activity.pk]), f"/people/{row.pk}/in/"
    shown = enter("staff").get(door).content.decode()
    assert ("现在不签到" in shown, sign_in in shown) == (True, False)
    with pytest.raises(DomainError) as refused:
        presence.arrive(row, actor=town.staff)
    assert refused.value.code == "closed"
    with pytest.raises(DomainError):
        presence.walk_in(activity, enrolling.Person("路过"), actor=town.staff)
    begin(activity, timedelta(minutes=-29))
    shown = enter("staff").get(door).content.decode()
    assert ("现在不签到" in shown, sign_in in shown) == (False, True)
    assert presence.arrive(row, actor=town.staff)


@db
def test_nobody_is_there_twice_or_without_a_place(town, activity):
    rows = [guest(activity, n) for n in range(4)]
    left = enrolling.leave(rows[3], actor=None)
    begin(activity)
    presence.arrive(rows[0], actor=town.staff)
    with pytest.raises(DomainError) as refused:
        presence.arrive(rows[0], actor=town.staff)
    assert refused.value.code == "twice"
    with pytest.raises(DomainError) as refused:
        presence.arrive(left, actor=town.staff)
    assert refused.value.code == "not_enrolled"
    with pytest.raises(DomainError) as refused:
        presence.arrive(rows[2], actor=town.staff)
    assert refused.value.code == "full"
    with pytest.raises(DomainError) as refused:
        presence.walk_in(activity, enrolling.Person("路过"), actor=town.staff)
    assert refused.value.code == "full"


@db
def test_whoever_waits_and_stands_here_gets_the_place_nobody_took(town, activity):
    rows = [guest(activity, n) for n in range(3)]
    Enrolment.objects.filter(pk=rows[0].pk).update(status="left", seat=None)
    begin(activity)
    presence.arrive(rows[2], actor=town.staff)
    rows[2].refresh_from_db()
    assert (rows[2].status, rows[2].seat) == ("taken", 1)


@db
def test_a_no_show_is_seen_and_nothing_follows(enter, town, activity):
    row = enrolling.enrol(activity, me(town), actor=town.resident)
    activities.hold(begin(activity), nobody=True, actor=town.staff)
    page = enter("staff").get(reverse("activities:desk_activity", args=[activity.pk]))
    assert "没来" in page.content.decode()
    again = enrolling.enrol(published(town, capacity=1), me(town), actor=town.resident)
    assert again.status == "taken"
    assert again.is_newcomer
    row.refresh_from_db()
    assert row.status == "taken"


@db
def test_people_and_visits_are_counted_apart(town, publish):
    for turn in range(3):
        held = publish()
        enrolling.enrol(held, me(town), actor=town.resident)
        guest(held, turn)
        helper = enrolling.enrol(held, me(town, "neighbour"), actor=town.neighbour)
        presence.set_role(helper, role="assistant", actor=town.staff)
        begin(held)
        for row in held.enrolments.all():
            presence.arrive(row, actor=town.staff)
        activities.hold(held, actor=town.staff)
    found = queries.reached(town.viewer("staff"))
    assert (found.held, found.people, found.visits) == (3, 1 + 3, 6)
    assert queries.reached(town.viewer("sibling_staff")).visits == 0


@db
def test_a_role_is_one_of_three_and_changes_while_it_is_open(town, activity):
    row = guest(activity, 1)
    assert presence.set_role(row, role="organizer", actor=town.staff).role == "organizer"
    with pytest.raises(DomainError) as refused:
        presence.set_role(row, role="king", actor=town.staff)
    assert refused.value.field == "role"
    over = activities.hold(begin(activity), nobody=True, actor=town.staff)
    activities.close(over, actor=town.staff)
    with pytest.raises(DomainError) as refused:
        presence.set_role(row, role="assistant", actor=town.staff)
    assert refused.value.code == "moved_on"


@db
def test_presence_stands_behind_the_wall_of_the_enrolment(town, activity):
    row = enrolling.enrol(activity, me(town), actor=town.resident)
    begin(activity)
    presence.arrive(row, actor=town.staff)
    seeing = {n for n in town.accounts if Attendance.objects.visible_to(town.viewer(n)).exists()}
    assert seeing == {"staff", "secretary", "social_worker", "resident"}
    for places, user, seen in (
        ([town.community.pk], None, 1),
        ([town.sibling.pk], None, 0),
        ([], town.resident.pk, 1),
        ([], town.worker.pk, 0),
    ):
        with scope.entered(places, user_id=user):
            assert Attendance.objects.count() == seen


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_hands_sign_one_person_in_once(town, monkeypatch, locked):
    """The lock keeps them apart; without it the constraint still does."""
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    activity = published(town)
    with scope.entered(scope.EVERYTHING):
        row = guest(activity, 1)
        begin(activity)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    outcomes = together(*[lambda: presence.arrive(row, actor=town.staff)] * 2)
    assert [each.error.code for each in outcomes if each.error] == ["twice"]
    with scope.entered(scope.EVERYTHING):
        assert Attendance.objects.count() == 1
