"""Places: who has one, who waits, how one goes on, and whose clock decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from activities import personal_data
from activities.actions import activities, enrolling, presence, waiting
from activities.actions.facts import facts_of
from activities.models import Activity, Enrolment
from activities.tasks import sweep_places
from core import scope
from core.exceptions import DomainError
from core.models import Message
from tests.activities.conftest import begin, guest, published

pytestmark = pytest.mark.django_db


def states(activity):
    rows = activity.enrolments.order_by("pk").values_list("name", "status", "seat")
    return [(str(name.open())[-1], status, seat) for name, status, seat in rows]


def me(town, name="resident"):
    return enrolling.Person(name, user=town.accounts[name], resident=town.people[name])


def run_out(row):
    Enrolment.objects.filter(pk=row.pk).update(answer_by=timezone.now() - timedelta(seconds=1))


def test_places_then_the_waiting_list_in_order(activity):
    for n in range(4):
        guest(activity, n)
    assert states(activity) == [
        ("0", "taken", 1), ("1", "taken", 2), ("2", "waiting", None), ("3", "waiting", None),
    ]  # fmt: skip


def test_a_place_given_back_is_offered_to_the_first_and_kept_for_him(town, activity):
    first, _second = guest(activity, 0), guest(activity, 1)
    waits = enrolling.enrol(activity, me(town), actor=town.resident)
    guest(activity, 3)
    enrolling.leave(first, actor=None)
    assert states(activity)[0] == ("0", "left", None)
    waits.refresh_from_db()
    assert (waits.status, waits.seat) == ("offered", 1)
    left = (waits.answer_by - timezone.now()).total_seconds()
    assert 11.9 * 3600 < left <= 12 * 3600
    [told] = Message.objects.filter(code="activities.offered", to_user=town.resident)
    assert told.link == reverse("activities:place", args=[waits.code])
    assert guest(activity, 4).status == "waiting"


def test_the_database_says_whether_it_is_too_late(activity):
    rows = [guest(activity, n) for n in range(4)]
    enrolling.leave(rows[0], actor=None)
    run_out(rows[2])
    with pytest.raises(DomainError) as refused:
        waiting.confirm(rows[2], actor=None)
    assert refused.value.code == "lapsed"
    sweep_places()
    assert [status for _n, status, _s in states(activity)] == [
        "left", "taken", "lapsed", "offered",
    ]  # fmt: skip
    assert waiting.confirm(rows[3], actor=None).status == "taken"
    sweep_places()
    assert states(activity)[3] == ("3", "taken", 1)


def test_an_offer_never_outlasts_the_beginning(town, publish):
    start = timezone.now() + timedelta(hours=3)
    soon = publish(capacity=1, starts_at=start, ends_at=start + timedelta(hours=1))
    first, second = guest(soon, 0), guest(soon, 1)
    enrolling.leave(first, actor=None)
    second.refresh_from_db()
    assert abs(second.answer_by - start + timedelta(hours=1.5)) < timedelta(minutes=1)
    earlier = start - timedelta(hours=2)
    moved = {"starts_at": earlier, "ends_at": earlier + timedelta(hours=1)}
    activities.correct(soon, **{**facts_of(soon), **moved}, actor=town.staff)
    second.refresh_from_db()
    assert second.answer_by == earlier


@pytest.mark.parametrize(
    ("minutes", "offered", "code"),
    [(10, 10, "activities.offered_soon"), (24, 15, "activities.offered_soon"),
     (40, 20, "activities.offered_soon"), (300, 150, "activities.offered")],
)  # fmt: skip
def test_near_the_beginning_there_is_less_time_to_confirm(
    enter, town, publish, minutes, offered, code
):
    start = timezone.now() + timedelta(minutes=minutes)
    soon = publish(capacity=1, starts_at=start, ends_at=start + timedelta(hours=1))
    first = guest(soon)
    mine = enrolling.enrol(soon, me(town), actor=town.resident)
    enrolling.leave(first, actor=None)
    mine.refresh_from_db()
    left = mine.answer_by - timezone.now()
    assert timedelta(minutes=offered - 1) < left <= timedelta(minutes=offered)
    [told] = Message.objects.filter(code__startswith="activities.offered", to_user=town.resident)
    assert told.code == code
    page = enter("resident").get(told.link).content.decode()
    assert ("快开始了：名额给您留到" in page) is (code == "activities.offered_soon")


def test_nobody_is_offered_what_has_begun(town, publish, client):
    """The last offer ends with the beginning; who comes then is signed in at the door."""
    activity = publish(capacity=1)
    first, second = guest(activity, 0), guest(activity, 1)
    third = guest(activity, 2)
    enrolling.leave(first, actor=None)
    begin(activity, ago=timedelta(minutes=1))
    with pytest.raises(DomainError) as refused:
        waiting.confirm(second, actor=None)
    assert refused.value.code == "closed"
    said = client.get(reverse("activities:place", args=[second.code])).content.decode()
    assert "已经开始了" in said
    assert "给了下一位" not in said
    run_out(second)
    sweep_places()
    third.refresh_from_db()
    assert third.status == "waiting"
    presence.arrive(third, actor=town.staff)
    third.refresh_from_db()
    assert third.status == "taken"


def test_more_places_go_to_those_who_wait(town, activity):
    for n in range(4):
        guest(activity, n)
    activities.correct(activity, **{**facts_of(activity), "capacity": 3}, actor=town.staff)
    assert [status for _n, status, _s in states(activity)] == [
        "taken", "taken", "offered", "waiting",
    ]  # fmt: skip


def test_some_places_are_kept_for_those_who_never_came(town, publish, client):
    once = publish()
    enrolling.enrol(once, me(town), actor=town.resident)
    begin(once)
    presence.arrive(Enrolment.objects.get(activity=once), actor=town.staff)
    activities.hold(once, actor=town.staff)
    activity = publish(capacity=2, newcomer_places=2)
    regular = enrolling.enrol(activity, me(town), actor=town.resident)
    assert (regular.status, regular.is_newcomer) == ("waiting", False)
    page = client.get(reverse("activities:activity", args=[activity.pk])).content.decode()
    assert "留给第一次来的还有 2 个，1 人候补" in page
    new = guest(activity, 1)
    assert (new.status, new.is_newcomer) == ("taken", True)
    sweep_places()
    regular.refresh_from_db()
    assert regular.status == "waiting"
    start = timezone.now() + timedelta(hours=23)
    type(activity).objects.filter(pk=activity.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=1)
    )
    sweep_places()
    regular.refresh_from_db()
    assert regular.status == "offered"


def test_that_it_would_be_the_waiting_list_is_said_before_the_press(enter, town, publish):
    once = publish()
    enrolling.enrol(once, me(town), actor=town.resident)
    begin(once)
    presence.arrive(Enrolment.objects.get(activity=once), actor=town.staff)
    kept, full = publish(capacity=1, newcomer_places=1), publish(capacity=1)
    guest(full)

    def read(name, activity):
        shown = enter(name).get(reverse("activities:activity", args=[activity.pk]))
        text = shown.content.decode()
        return "候补报名" in text, "剩下的名额留给第一次来的人" in text, "名额满了：" in text

    assert read("resident", kept) == (True, True, False)
    assert read("neighbour", kept) == (False, False, False)
    assert read("resident", full) == (True, False, True)
    assert read("stranger", full) == (False, False, False)


def test_what_one_did_not_come_to_is_not_what_one_was_at(enter, town, publish):
    came, missed = publish(title="去了的"), publish(title="没去的")
    for activity in (came, missed):
        enrolling.enrol(activity, me(town), actor=town.resident)
        begin(activity)
    presence.arrive(Enrolment.objects.get(activity=came), actor=town.staff)
    for activity in (came, missed):
        begin(activity, timedelta(hours=3))
    page = enter("resident").get(reverse("activities:mine")).content.decode()
    assert ("去了的" in page, "没去的" in page) == (True, False)


def test_a_newcomer_further_down_gets_what_is_kept_for_him(town, publish):
    once = publish()
    enrolling.enrol(once, me(town), actor=town.resident)
    begin(once)
    presence.arrive(Enrolment.objects.get(activity=once), actor=town.staff)
    activities.hold(once, actor=town.staff)
    activity = publish(capacity=1, newcomer_places=1)
    holder = guest(activity, 0)
    regular = enrolling.enrol(activity, me(town), actor=town.resident)
    late = guest(activity, 2)
    enrolling.leave(holder, actor=None)
    for row in (regular, late):
        row.refresh_from_db()
    assert (regular.status, late.status) == ("waiting", "offered")


def test_one_person_has_one_place(town, activity):
    row = enrolling.enrol(activity, me(town), actor=town.resident)
    with pytest.raises(DomainError) as refused:
        enrolling.enrol(activity, me(town), actor=town.resident)
    assert refused.value.code == "twice"
    enrolling.leave(row, actor=town.resident)
    assert enrolling.enrol(activity, me(town), actor=town.resident).status == "taken"


@pytest.mark.parametrize(
    ("person", "field"),
    [(enrolling.Person(" "), "name"), (enrolling.Person("甲", phone="12"), "phone")],
)
def test_a_name_is_wanted_and_a_number_that_is_one(activity, person, field):
    with pytest.raises(DomainError) as refused:
        enrolling.enrol(activity, person, actor=None)
    assert refused.value.field == field


def test_when_it_has_begun_nobody_enrols_or_leaves(activity):
    row = guest(activity, 1)
    begin(activity)
    with pytest.raises(DomainError) as refused:
        guest(activity, 2)
    assert refused.value.code == "closed"
    with pytest.raises(DomainError) as refused:
        enrolling.leave(row, actor=None)
    assert refused.value.code == "moved_on"


def test_who_comes_is_known_to_the_desk_and_to_himself(town, activity):
    row = enrolling.enrol(activity, me(town), actor=town.resident)
    rows = Enrolment.objects.filter(pk=row.pk)

    def seeing():
        names = {"anonymous", *town.accounts}
        return {n for n in names if rows.visible_to(town.viewer(n)).exists()}

    assert seeing() == {"staff", "secretary", "social_worker", "resident"}
    activity.leader = town.neighbour
    activity.save()
    assert seeing() == {"staff", "secretary", "social_worker", "resident", "neighbour"}
    for places, user, seen in (
        ([town.community.pk], None, 1),
        ([town.sibling.pk], None, 0),
        ([], town.resident.pk, 1),
        ([], town.worker.pk, 0),
    ):
        with scope.entered(places, user_id=user):
            assert Enrolment.objects.count() == seen


def test_whoever_wants_to_be_forgotten_gives_his_place_back(town, activity):
    row = enrolling.enrol(activity, me(town), actor=town.resident)
    subject = town.resident.subject
    assert [each["title"] for each in personal_data.export_person(subject)["activities"]] == [
        activity.title
    ]
    assert personal_data.erase_person(subject)["activities"] == 1
    row.refresh_from_db()
    assert (row.name.open(), row.user, row.resident, row.status) == ("已注销", None, None, "left")


def test_a_year_after_it_nobody_is_named(town, activity):
    guest(activity, 1)
    begin(activity)
    today = timezone.localdate()
    assert personal_data.expire(today)["activities"] == 0
    assert personal_data.expire(today + timedelta(days=400))["activities"] == 1


@pytest.mark.parametrize(
    "wrong",
    [{"seat": None}, {"seat": 0}, {"status": "waiting"}, {"status": "offered"}],
)
def test_the_database_knows_who_holds_a_place(activity, wrong):
    row = guest(activity, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=row.pk).update(**wrong)


def test_places_for_newcomers_are_places(activity):
    for wrong in ({"capacity": None, "newcomer_places": 1}, {"newcomer_places": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.filter(pk=activity.pk).update(**wrong)


def test_places_of_one_are_not_places_of_another(town, activity):
    other = published(town, capacity=1)
    guest(activity, 1)
    assert guest(other, 1).seat == 1
