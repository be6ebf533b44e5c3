"""What may be done with an activity, by whom, and who hears of it."""

import itertools
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.actions import activities, enrolling
from activities.actions.facts import facts_of
from activities.models import Activity
from activities.workflow import STEPS, Status
from core.exceptions import DomainError
from core.models import AuditEvent, Message, TallyDelta
from tests.activities.conftest import begin, facts, guest, planned

pytestmark = pytest.mark.django_db

DO = {
    "published": lambda it, actor: activities.publish(it, actor=actor),
    "declined": lambda it, actor: activities.decline(it, reason="没有场地", actor=actor),
    "held": lambda it, actor: activities.hold(it, actor=actor),
    "closed": lambda it, actor: activities.close(it, actor=actor),
    "cancelled": lambda it, actor: activities.cancel(it, reason="下雨", actor=actor),
}


@pytest.mark.parametrize(("step", "status"), list(itertools.product(STEPS, Status)))
def test_every_step_from_every_state(town, step, status):
    activity = planned(town)
    activity.status, activity.agreed_by, activity.reason = status, town.staff, "x"
    if step.name == "held":
        begin(activity)
    activity.save()
    if status in step.sources:
        assert DO[step.name](activity, town.staff).status == step.target
    else:
        with pytest.raises(DomainError) as refused:
            DO[step.name](activity, town.staff)
        assert refused.value.code == "moved_on"


def test_a_draft_is_the_desks_and_a_published_one_is_everybodys(town):
    draft = planned(town)

    def seeing():
        names = {"anonymous", *town.accounts}
        rows = Activity.objects.filter(pk=draft.pk)
        return {n for n in names if rows.visible_to(town.viewer(n)).exists()}

    assert seeing() == {"staff", "secretary", "social_worker"}
    activities.publish(draft, actor=town.staff)
    assert seeing() == {"anonymous", *town.accounts}
    rows = Activity.objects.filter(pk=draft.pk)
    keepers = {n for n in town.accounts if rows.manageable_by(town.viewer(n)).exists()}
    assert keepers == {"staff", "secretary", "social_worker"}


def test_what_residents_plan_waits_for_the_desk(town):
    mine = activities.propose(town.community, facts(), actor=town.resident)
    assert (mine.status, mine.organizer, mine.leader) == ("proposed", "resident", town.resident)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=mine.pk).update(status="published")
    agreed = activities.publish(mine, actor=town.secretary)
    assert agreed.agreed_by == town.secretary


def test_a_proposal_for_yesterday_is_refused(town):
    start = timezone.now() - timedelta(days=1)
    said = facts(starts_at=start, ends_at=start + timedelta(hours=1))
    with pytest.raises(DomainError) as refused:
        activities.propose(town.community, said, actor=town.resident)
    assert refused.value.field == "starts_at"


def test_whoever_proposed_hears_why_not(town):
    mine = activities.propose(town.community, facts(), actor=town.resident)
    activities.decline(mine, reason="那天大厅有人用", actor=town.staff)
    [told] = Message.objects.filter(code="activities.declined")
    assert told.to_user == town.resident


@pytest.mark.parametrize("size", [{"expected": 100}, {"expected": 20, "capacity": 100}])
def test_a_large_one_needs_a_safety_note_first(town, size, settings):
    settings.ACTIVITY_LARGE_FROM = 100
    large = planned(town, **size)
    with pytest.raises(DomainError) as refused:
        activities.publish(large, actor=town.staff)
    assert (refused.value.code, refused.value.field) == ("unsafe", "safety_note")
    activities.correct(
        large, **{**facts_of(large), "safety_note": "两个出口，医生在场"}, actor=town.staff
    )
    assert activities.publish(large, actor=town.staff).status == "published"
    settings.ACTIVITY_LARGE_FROM = 101
    assert activities.publish(planned(town, **size), actor=town.staff)


def test_a_published_one_does_not_grow_large_without_a_safety_note(town, activity):
    with pytest.raises(DomainError) as refused:
        activities.correct(activity, **{**facts_of(activity), "expected": 900}, actor=town.staff)
    assert refused.value.code == "unsafe"


def test_nothing_is_published_for_the_past_or_held_before_its_time(town, activity):
    with pytest.raises(DomainError) as early:
        activities.hold(activity, actor=town.staff)
    assert early.value.code == "too_early"
    late = begin(planned(town))
    with pytest.raises(DomainError) as refused:
        activities.publish(late, actor=town.staff)
    assert refused.value.code == "too_late"


def test_nobodys_number_hangs_in_the_calendar(town, activity):
    for name in ("title", "about", "place", "safety_note"):
        with pytest.raises(DomainError) as refused:
            planned(town, **{name: "找 13900001111"})
        assert (refused.value.code, refused.value.field) == ("number_in_text", name)
    with pytest.raises(DomainError) as refused:
        activities.cancel(activity, reason="问 13900001111", actor=town.staff)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("step", ["cancel", "decline"])
def test_it_is_called_off_for_a_reason(town, activity, step):
    if step == "decline":
        activity = activities.propose(town.community, facts(), actor=town.resident)
    with pytest.raises(DomainError) as refused:
        getattr(activities, step)(activity, reason=" ", actor=town.staff)
    assert refused.value.field == "reason"


def test_everybody_who_enrolled_or_waits_hears_that_it_is_off(town, activity):
    for name in ("resident", "neighbour"):
        person = enrolling.Person(name, user=town.accounts[name], resident=town.people[name])
        enrolling.enrol(activity, person, actor=town.accounts[name])
    guest(activity, 1, phone="13900008001")
    guest(activity, 2)
    activities.cancel(activity, reason="下大雨", actor=town.staff)
    told = Message.objects.filter(code="activities.cancelled")
    assert set(told.values_list("to_user", flat=True)) == {
        town.resident.pk, town.neighbour.pk, None,
    }  # fmt: skip
    assert told.filter(to_user=None).count() == 1
    with pytest.raises(DomainError):
        guest(activity, 3)


def test_another_time_or_place_is_told_and_another_word_is_not(town, activity):
    me = enrolling.Person("我", user=town.resident, resident=town.people["resident"])
    enrolling.enrol(activity, me, actor=town.resident)
    activities.correct(activity, **{**facts_of(activity), "about": "带水杯"}, actor=town.staff)
    assert not Message.objects.filter(code="activities.changed").exists()
    fresh = activities.correct(
        activity, **{**facts_of(activity), "place": "小广场"}, actor=town.staff
    )
    assert Message.objects.filter(code="activities.changed", to_user=town.resident).count() == 1
    assert fresh.revision == activity.revision + 2


def test_whoever_has_a_place_keeps_it(town, activity):
    guest(activity, 1), guest(activity, 2)
    with pytest.raises(DomainError) as refused:
        activities.correct(activity, **{**facts_of(activity), "capacity": 1}, actor=town.staff)
    assert refused.value.field == "capacity"


def test_what_is_over_is_not_corrected(town, activity):
    activities.hold(begin(activity), actor=town.staff)
    with pytest.raises(DomainError) as refused:
        activities.correct(activity, **facts_of(activity), actor=town.staff)
    assert refused.value.code == "moved_on"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ends_at": timezone.now()}, "ends_at"),
        ({"ends_at": timezone.now() + timedelta(days=9)}, "ends_at"),
        ({"newcomer_places": 1}, "newcomer_places"),
        ({"capacity": 5, "newcomer_places": 6}, "newcomer_places"),
        ({"organizer": "organization"}, "organization"),
        ({"organizer": "team"}, "organizer_name"),
    ],
)
def test_facts_that_do_not_hold_together_are_refused(town, said, field):
    with pytest.raises(DomainError) as refused:
        planned(town, **said)
    assert refused.value.field == field


def test_the_same_again_is_a_series(town, activity):
    series = activities.repeat(activity, times=3, every_days=7, actor=town.staff)
    rows = list(series.activities.order_by("starts_at"))
    assert [(row.starts_at - rows[0].starts_at).days for row in rows] == [0, 7, 14, 21]
    assert {row.status for row in rows} == {"published"}
    activities.repeat(rows[0], times=1, actor=town.staff)
    assert (series.activities.order_by("-starts_at")[0].starts_at - rows[0].starts_at).days == 28
    with pytest.raises(DomainError) as refused:
        activities.repeat(activity, times=61, actor=town.staff)
    assert refused.value.field == "times"
    with pytest.raises(DomainError):
        activities.repeat(
            activities.cancel(rows[1], reason="雨", actor=town.staff), times=1, actor=town.staff
        )


def test_what_took_place_is_counted_and_written_down(town, activity):
    activities.hold(begin(activity), actor=town.staff)
    assert TallyDelta.objects.filter(measure="activities.held").count() == 1
    verbs = AuditEvent.objects.filter(verb__startswith="activities.").values_list("verb", flat=True)
    assert set(verbs) >= {"activities.planned", "activities.published", "activities.held"}
