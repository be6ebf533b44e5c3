"""Every state against every step, and a walk through the table at random: model = database."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from core.exceptions import DomainError
from requests import watch
from requests.actions import moving, ticking
from requests.models import ClockEvent, Party, RequestEvent, ServiceRequest, Timer
from requests.models.parties import Lane, Role, Via
from requests.workflow import CLOSED, OPEN, STEPS, Duty, Status, steps_from
from requests.workflow.steps import UNDER_WAY, WORKED_ON

pytestmark = pytest.mark.django_db

STEPS_A_RUN = int(os.environ.get("WUSHE_STATE_STEPS", "1200"))
"""100,000 and more when somebody wants to be sure: WUSHE_STATE_STEPS=100000 pytest …"""
MOST_IN_A_WALK = 40


def changes_for(step, row, at):
    """What the actions give with a step, so that the row can stand where it is going."""
    changes = {}
    if step.target in {Status.COMPLETED}:
        changes["result"] = "换好了"
    if step.target == Status.CLOSED:
        changes["close_kind"] = "rated"
    if step.target == Status.MERGED:
        changes["merged_into"] = at
    if step.clocks.pause:
        changes["paused_until"] = timezone.now() + timedelta(days=3)
    return changes


def give_a_lead(row, user):
    if not row.parties.standing().leads().exists():
        Party.objects.create(
            community_id=row.community_id, service_request=row, role=Role.LEAD,
            lane=Lane.HOST, via=Via.ASSIGNED, user=user,
        )  # fmt: skip


def put_into(row, status, other, user):
    """Past every action, as the database allows it."""
    done = status in {Status.COMPLETED, Status.DISPUTED, Status.CLOSED}
    ServiceRequest.objects.filter(pk=row.pk).update(
        status=status,
        result="换好了" if done else "",
        completed_at=timezone.now() if done else None,
        closed_at=timezone.now() if status in CLOSED else None,
        close_kind="rated" if status == Status.CLOSED else "",
        merged_into=other if status == Status.MERGED else None,
    )
    if status in WORKED_ON:
        give_a_lead(row, user)
    return ServiceRequest.objects.get(pk=row.pk)


def attempt(row, step, who, other):
    """The row after it, or the refusal."""
    try:
        changes = changes_for(step, row, other)
        return moving.move(row, step.name, by=who, changes=changes).service_request, None
    except DomainError as refusal:
        return None, refusal


@pytest.mark.parametrize("status", list(Status))
def test_from_every_state_exactly_the_steps_of_the_table_can_be_taken(
    status, desk, town, monkeypatch
):
    """14 states × every step: what the table does not name is refused and leaves nothing."""
    monkeypatch.setattr(moving, "duties_of", lambda *_asked: frozenset(Duty))
    other, row = desk.submit("另一件"), desk.submit()
    by = desk.viewer("secretary")
    for step in STEPS:
        with transaction.atomic():
            here = put_into(row, status, other, town.worker)
            before = RequestEvent.objects.filter(service_request=row).count()
            who = None if step.duties == {Duty.CLOCK} else by
            moved, refusal = attempt(here, step, who, other)
            events = RequestEvent.objects.filter(service_request=row).order_by("pk")
            if refusal is not None:
                assert status not in step.sources, step.name
                assert refusal.code == "moved_on"
                assert ServiceRequest.objects.get(pk=row.pk).status == status
                assert events.count() == before
            else:
                assert status in step.sources, step.name
                assert moved.status == (step.target or status)
                last = events.last()
                assert (last.from_status, last.to_status) == (status, moved.status)
            transaction.set_rollback(True)


def test_between_every_pair_of_states_there_is_a_way_or_a_reason(desk):
    """196 pairs; the ones with a way are exactly the table's, no more, no fewer."""
    ways = {(source, step.target) for step in STEPS if step.target for source in step.sources}
    lasting = {s for step in STEPS if step.target and step.name != "undo" for s in step.sources}
    for source in Status:
        for target in Status:
            named = [
                step.name for step in STEPS if source in step.sources and step.target == target
            ]
            assert ((source, target) in ways) is bool(named)
    assert not lasting & (CLOSED - {Status.CLOSED}), "only a slip is taken back from an end"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_each_step_is_for_its_duties_and_nobody_elses(step, desk, town, monkeypatch):
    other, row = desk.submit("另一件"), desk.submit()
    source = sorted(step.sources)[0]
    for duty in Duty:
        monkeypatch.setattr(moving, "duties_of", lambda *_asked, duty=duty: frozenset({duty}))
        with transaction.atomic():
            here = put_into(row, source, other, town.worker)
            _moved, refusal = attempt(here, step, desk.viewer("secretary"), other)
            assert (refusal is None) is (duty in step.duties)
            assert refusal is None or refusal.code == "not_allowed"
            transaction.set_rollback(True)


class Walk(RuleBasedStateMachine):
    """One request, any step at any time by anybody; beside it what ought to be true of it."""

    desk = town = None
    taken = refused = 0

    @initialize()
    def brought(self):
        self.savepoint = transaction.savepoint()
        self.row = self.desk.submit("随便走走")
        self.other = self.desk.submit("另一件")
        self.status, self.epoch = Status.SUBMITTED, 1
        self.lines = 1

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    @rule(step=st.sampled_from(STEPS))
    def take_any(self, step):
        self.take(step)

    @rule(n=st.integers(0, 99))
    def go_on(self, n):
        """One that may come now, and seldom the last one, so that the walk goes far."""
        may = steps_from(self.status)
        lasting = [step for step in may if (step.target or self.status) in OPEN]
        choice = lasting if lasting and n % 10 else may
        if choice:
            self.take(choice[n % len(choice)])

    def take(self, step):
        who = None if step.duties == {Duty.CLOCK} else self.by
        here = ServiceRequest.objects.get(pk=self.row.pk)
        changes = changes_for(step, here, self.other)
        lead = step.target in WORKED_ON and self.status in step.sources
        try:
            with transaction.atomic():
                if lead and not step.ends_lead:
                    give_a_lead(here, self.town.worker)
                moved = moving.move(here, step.name, by=who, changes=changes).service_request
                if lead and step.ends_lead:
                    give_a_lead(moved, self.town.staff)
        except DomainError:
            assert self.status not in step.sources, (self.status, step.name)
            Walk.refused += 1
            return
        assert self.status in step.sources, (self.status, step.name)
        Walk.taken += 1
        self.lines += 1
        self.epoch += step.clocks.restart
        if step.target:
            self.status = step.target

    @invariant()
    def the_database_says_the_same(self):
        if not hasattr(self, "row"):
            return
        fresh = ServiceRequest.objects.get(pk=self.row.pk)
        assert (fresh.status, fresh.epoch) == (self.status, self.epoch)
        events = RequestEvent.objects.filter(service_request=fresh).order_by("pk")
        assert events.count() == self.lines
        assert events.last().to_status == fresh.status
        assert (fresh.closed_at is not None) == (fresh.status in CLOSED)

    @invariant()
    def kept_timed_and_led(self):
        if not hasattr(self, "row"):
            return
        rows = ServiceRequest.objects.open().filter(pk=self.row.pk)
        for name, broken in watch.RULES.items():
            assert not broken(rows).exists(), (name, self.status)
        waiting = Timer.objects.filter(service_request=self.row, fired_at__isnull=True)
        assert waiting.exists() == (self.status in OPEN)

    @invariant()
    def the_clocks_can_be_worked_out_from_their_facts(self):
        if not hasattr(self, "row"):
            return
        fresh = ServiceRequest.objects.get(pk=self.row.pk)
        shown = ticking.readings(fresh)
        running = {clock for clock, reading in shown.items() if reading.running}
        assert not (self.status in CLOSED and running), (self.status, running)
        facts = ClockEvent.objects.filter(service_request=fresh)
        assert not facts.filter(epoch__gt=self.epoch).exists()


@pytest.mark.slow
def test_a_random_walk_never_leaves_the_table(desk, town, monkeypatch):
    monkeypatch.setattr(moving, "duties_of", lambda *_asked: frozenset(Duty))
    Walk.desk, Walk.town, Walk.by = desk, town, desk.viewer("secretary")
    Walk.taken = Walk.refused = 0
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=max(1, STEPS_A_RUN // MOST_IN_A_WALK),
            stateful_step_count=MOST_IN_A_WALK,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Walk.taken >= STEPS_A_RUN // 12
    assert Walk.refused > STEPS_A_RUN // 20


@pytest.mark.slow
def test_control_a_step_outside_the_table_is_caught(desk, town, monkeypatch):
    """With the check of the state switched off, the same walk must find it out."""
    monkeypatch.setattr(moving, "duties_of", lambda *_asked: frozenset(Duty))
    monkeypatch.setattr(moving, "_may_come_now", lambda step, row: None)
    Walk.desk, Walk.town, Walk.by = desk, town, desk.viewer("secretary")
    with pytest.raises(Exception):  # noqa: B017, PT011 an assertion, or a constraint of the database
        run_state_machine_as_test(
            Walk,
            settings=settings(
                max_examples=5, stateful_step_count=20, deadline=None, derandomize=True,
                database=None, suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip


def test_pooled_and_worked_on_are_what_the_names_say():
    assert set(UNDER_WAY) - set(WORKED_ON) == {Status.POOLED}
