"""What was done earns points by the rule of the community: once, for the household, as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.actions import enrolling, paper, presence
from activities.models import Attendance
from core import outbox, scope
from core.exceptions import DomainError
from core.models import AuditEvent, OutboxMessage
from points.actions import accounts, ledger, store
from points.models import Account, Posting
from tests.activities.conftest import begin, published
from tests.points.conftest import a_rule, joined
from tests.points.test_store import an_item
from tests.races import meet_inside, together
from tests.volunteers.hour_help import deed, entered, of
from tests.waiting import deliver_all
from volunteers import rewards, subscribers
from volunteers.actions import hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(town, volunteer) -> Account:
    """Of the resident, who is a volunteer; the residents have adopted both rules."""
    a_rule(town, "参加活动", source="activity", points=3)
    a_rule(town, "志愿服务", source="service", points=2, unit="小时")
    return joined(town)


def own(account) -> int:
    return ledger.last(account, "own")[1]


def there(town, name: str, role: str = "participant", **person) -> Attendance:
    """Fifty minutes, signed in at the door."""
    activity = begin(published(town), timedelta(minutes=55))
    person = {"user": town.accounts[name]} | person
    row = enrolling.enrol(activity, enrolling.Person(name, **person), actor=None, at_the_door=True)
    presence.set_role(row, role=role, actor=town.staff)
    came = presence.arrive(row, actor=town.staff)
    Attendance.objects.filter(pk=came.pk).update(came_at=timezone.now() - timedelta(minutes=50))
    return presence.go(came, actor=town.staff)


def told_of(attendance: Attendance) -> None:
    payload = {"attendance": attendance.pk}
    subscribers.note_activity(payload)
    subscribers.points_for_presence(payload)
    for record in hours.ServiceRecord.objects.counted():
        subscribers.points_for_hours({"record_id": record.pk})


def counted(town, **changes):
    [record] = hours.note_deed(deed(town, **changes), [town.resident.pk])
    subscribers.points_for_hours({"record_id": record.pk})
    return record


# --- presences ------------------------------------------------------------------------------------
def test_who_took_part_has_points_once_however_often_it_is_told(town, home):
    came = there(town, "resident")
    for _twice in range(2):
        told_of(came)
    [posting] = Posting.objects.all()
    assert (own(home), posting.reason) == (3, came.enrolment.activity.title)
    assert (posting.source_kind, posting.source_reference) == ("activity", str(came.pk))


def test_the_record_of_the_register_says_whose_household_it_is(town, home):
    told_of(there(town, "resident", user=None, resident=town.people["resident"]))
    assert own(home) == 3


def test_what_one_hand_wrote_down_from_paper_earns_nothing_by_itself(town, home):
    activity = begin(published(town), timedelta(hours=3))
    person = enrolling.Person("resident", user=town.resident)
    row = enrolling.enrol(activity, person, actor=None, at_the_door=True)
    [came] = paper.write_down(activity, [row], actor=town.staff)
    told_of(came)
    assert own(home) == 0


def test_who_is_still_there_has_none_yet(town, home):
    row = enrolling.enrol(
        begin(published(town)), enrolling.Person("x", user=town.resident), actor=None,
        at_the_door=True,
    )  # fmt: skip
    told_of(presence.arrive(row, actor=town.staff))
    assert own(home) == 0


def test_who_helped_has_them_for_the_hours_and_not_twice(town, home):
    told_of(there(town, "resident", "assistant"))
    assert [row.source_kind for row in Posting.objects.all()] == ["service"]
    assert own(home) == 1  # two an hour, of fifty minutes


def test_who_helped_without_being_a_volunteer_was_there_all_the_same(town, home):
    neighbour = joined(town, "neighbour")
    told_of(there(town, "neighbour", "assistant"))
    assert (own(neighbour), own(home)) == (3, 0)


@pytest.mark.parametrize("person", [{"user": None}, {}], ids=["a guest", "no register knows him"])
def test_whom_no_household_here_knows_gets_none(town, home, person):
    told_of(there(town, "stranger", **person))
    assert not Posting.objects.exists()


# --- hours ----------------------------------------------------------------------------------------
def test_hours_count_to_the_minute(town, home):
    counted(town, minutes=90)
    assert own(home) == 3


def test_void_hours_take_their_points_back_once_and_corrected_ones_earn_theirs(town, home):
    record = counted(town, minutes=120)
    question = hours.ask(record, words="少记了", minutes=90, actor=town.resident)
    fresh = hours.correct(question, minutes=90, answer="按他说的改", actor=town.staff)
    for _twice in range(2):
        subscribers.take_points_back({"record_id": record.pk})
        subscribers.points_for_hours({"record_id": fresh.pk})
    assert own(home) == 3
    assert list(Posting.objects.values_list("kind", "points").order_by("pk")) == [
        ("earn", 4), ("reverse", 4), ("earn", 3),
    ]  # fmt: skip


def test_what_was_used_meanwhile_nobody_owes(town, home):
    record = counted(town, minutes=120)
    ledger.post(ledger.lock(home), "hold", 3, source=("test", "1"))
    hours.make_void(record, reason="登记错了人", actor=town.staff)
    subscribers.take_points_back({"record_id": record.pk})
    assert own(home) == 1
    assert AuditEvent.objects.filter(verb="points.left_as_used").count() == 1


def test_what_was_only_held_meanwhile_is_taken_back_when_it_is_free_again(town, home, monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    record = counted(town, minutes=120)
    kept = store.redeem(home, item=an_item(town, points=3), actor=town.resident)
    hours.make_void(record, reason="登记错了人", actor=town.staff)
    deliver_all()
    assert own(home) == 1
    store.cancel(kept, actor=town.resident)
    for _twice in range(2):
        deliver_all()
        OutboxMessage.objects.update(status="pending", attempts=0)
    assert own(home) == 0
    assert Posting.objects.filter(kind="reverse").count() == 1


def test_what_waits_for_a_second_person_earns_when_he_has_looked(town, home):
    record = entered(town, of(town, "resident"))
    subscribers.points_for_hours({"record_id": record.pk})
    assert own(home) == 0
    hours.approve(record, actor=town.secretary)
    subscribers.points_for_hours({"record_id": record.pk})
    [posting] = Posting.objects.all()
    assert (posting.recorded_by, posting.approved_by) == (town.staff, town.secretary)
    assert own(home) == 3


def test_void_before_the_points_came_there_are_none(town, home):
    [record] = hours.note_deed(deed(town), [town.resident.pk])
    hours.make_void(record, reason="登记错了人", actor=town.staff)
    for told in (subscribers.take_points_back, subscribers.points_for_hours):
        told({"record_id": record.pk})
    assert not Posting.objects.exists()


def test_who_does_not_take_part_has_hours_and_no_points(town, home):
    accounts.leave(home, actor=town.resident)
    counted(town)
    told_of(there(town, "resident"))
    assert not Posting.objects.exists()


def test_hours_are_rewarded_by_the_hour(town):
    with pytest.raises(DomainError) as refused:
        a_rule(town, "志愿服务", source="service", unit="次")
    assert refused.value.field == "unit"


def test_the_room_hears_of_it():
    for topic, name in (
        ("activities.attended", "volunteers.points_for_presence"),
        ("volunteers.hours_counted", "volunteers.points_for_hours"),
        ("volunteers.hours_void", "volunteers.take_points_back"),
        ("points.released", "volunteers.settle_points"),
    ):
        assert name in [each.name for each in outbox.by_topic[topic]]


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_hours_void_while_their_points_come_leave_none(town, home, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    with scope.entered(scope.EVERYTHING):
        [record] = hours.note_deed(deed(town), [town.resident.pk])
    if not locked:
        monkeypatch.setattr(hours, "lock", lambda row: hours.ServiceRecord.objects.get(pk=row.pk))
    void = meet_inside(monkeypatch, rewards, "_home", wait=0.8 if locked else 10)
    read = meet_inside(monkeypatch, rewards, "_home", wait=10)  # comes first: then he makes it void

    def earn() -> None:
        with scope.entered(scope.EVERYTHING):
            rewards.for_hours(record.pk)

    def make_void() -> None:
        read.attend()
        with scope.entered(scope.EVERYTHING):
            hours.make_void(record, reason="登记错了人", actor=town.staff)
        with scope.entered(scope.EVERYTHING):
            rewards.take_back(record.pk)
        void.attend()

    outcomes = together(earn, make_void, communities=None)
    assert [each.error for each in outcomes] == [None, None]
    assert read.happened
    assert void.happened is not locked
    with scope.entered(scope.EVERYTHING):
        assert (own(home) == 0) is locked
