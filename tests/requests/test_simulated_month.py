"""A month at a thousand times its pace: beat every ten seconds is every 10,000 seconds of it.

The clock of the database is the clock of the test: what Django asks as Now(), and what a row gets
as its default, comes from the same simulated moment. Through a policy that changes on the tenth day
and a day on which beat was dead.
"""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from core.workcalendar import Calendar
from doors.town import then
from requests import clocks
from requests.actions import promising, ringing, ticking, watching, work
from requests.clocks import Fact, Tick
from requests.models import ClockEvent, RequestEvent, ServiceRequest, SlaRule, Timer
from requests.tiers import Tier
from requests.workflow import ClockKind, Status

pytestmark = pytest.mark.django_db

CHINA = ZoneInfo("Asia/Shanghai")
BEGAN = datetime(2026, 11, 2, 9, tzinfo=CHINA)  # a Monday
BEAT = timedelta(seconds=10 * 1000)
ENDS = BEGAN + timedelta(days=30)
CHANGE = BEGAN + timedelta(days=10)
DEAD = (BEGAN + timedelta(days=15), BEGAN + timedelta(days=16))


@pytest.fixture
def sim():
    """Both clocks, Python's and the database's, say what this says."""
    with then.clock(BEGAN) as clock:
        yield clock


def handling_rule(row):
    return SlaRule.objects.get(
        policy=row.sla,
        clock=ClockKind.HANDLING,
        priority=row.priority,
        replaced_at__isnull=True,
    )


def a_month(sim, *, each_beat):
    swept = 0
    while sim.now < ENDS:
        sim.now += BEAT
        each_beat(sim.now)
        if DEAD[0] <= sim.now < DEAD[1]:
            continue
        while ringing.sweep():
            pass
        promising.follow_new_rules()
        swept += 1
    return swept


@pytest.fixture
def told(sim, desk):
    """Left alone, paused for a week, finished in time, not looked at: and a month passes."""
    rows = {
        "alone": desk.in_progress(),
        "paused": desk.in_progress(),
        "done": desk.in_progress(),
        "new": desk.submit(),
        "pooled": desk.classified(),
    }
    promised = {name: ServiceRequest.objects.get(pk=row.pk).due_at for name, row in rows.items()}
    before = {}

    def each_beat(now):
        if now - BEAT < BEGAN + timedelta(days=2) <= now:
            work.suspend(
                rows["paused"],
                reason="waiting_for_parts",
                until=BEGAN + timedelta(days=9),
                by=desk.viewer("worker"),
            )
            work.complete(rows["done"], result="换好了", by=desk.viewer("worker"))
        if now - BEAT < CHANGE <= now:
            before["facts"] = list(ClockEvent.objects.order_by("pk").values())
            rule = handling_rule(rows["alone"])
            promising.change_rule(rule, amount=2, unit="workdays", for_open=True, actor=None)

    swept = a_month(sim, each_beat=each_beat)
    return rows, promised, before["facts"], swept


def rung_events(row):
    events = RequestEvent.objects.filter(service_request=row, step__in=["remind", "escalate"])
    return [event for event in events.order_by("pk") if "rung" in event.data]


def test_a_month_passes_and_every_rung_rings_exactly_once(sim, told):
    rows, _promised, _facts, swept = told
    assert swept == 251  # of 260 beats, nine fell into the day on which it was dead
    for name, row in rows.items():
        again = Counter(
            (event.data["rung"], event.data["turn"], event.epoch) for event in rung_events(row)
        )
        assert set(again.values()) <= {1}, name


def test_none_is_early_and_none_later_than_the_next_beat(sim, told):
    timers = Timer.objects.filter(fired_at__isnull=False).select_related("rung")
    assert timers.count() > 20
    for timer in timers:
        wait = timer.fired_at - timer.due_at
        slept = BEAT
        if DEAD[0] - BEAT <= timer.due_at < DEAD[1]:
            slept += DEAD[1] - DEAD[0]
        assert wait >= timedelta(0), timer
        moved = timer.due_at < CHANGE <= timer.fired_at  # the change put it into the past
        assert wait <= slept or moved, (timer, wait)


def test_the_day_without_beat_is_not_made_up_for_by_a_shower(sim, told):
    rows, *_ = told
    first_after = DEAD[1]
    for row in rows.values():
        at_once = [
            event.data["rung"]
            for event in rung_events(row)
            if first_after <= event.at < first_after + BEAT * 2
        ]
        assert len(at_once) == len(set(at_once))


def test_the_last_rung_repeats_at_its_interval_after_it_really_rang(sim, told):
    rows, *_ = told
    rang = [
        (event.at, event.data["turn"])
        for event in rung_events(rows["alone"])
        if event.data["clock"] == "handling" and event.data["tells"] == "district"
    ]
    assert len(rang) >= 3
    for (earlier, _one), (later, _two) in pairwise(rang):
        assert timedelta(days=3) <= later - earlier <= timedelta(days=4) + BEAT


def test_the_changed_policy_is_told_and_what_was_promised_can_still_be_worked_out(sim, told):
    rows, promised, facts, _swept = told
    now = list(ClockEvent.objects.order_by("pk").values())
    assert now[: len(facts)] == facts  # nothing of the history was touched
    told_of = ClockEvent.objects.filter(
        service_request=rows["alone"], clock=ClockKind.HANDLING
    ).select_related("rule")
    first, *_sorted, last = told_of.order_by("pk")
    assert (first.tick, last.tick) == (Tick.START, Tick.RULE)
    start, ruled = first, last
    assert ruled.rule.version == start.rule.version + 1
    old = clocks.read([Fact(Tick.START, start.at, start.rule.rule)], Calendar())
    assert old.due_at == promised["alone"]
    new = clocks.read(
        [Fact(Tick.START, start.at, start.rule.rule), Fact(Tick.RULE, ruled.at, ruled.rule.rule)],
        Calendar(),
    )
    assert new.due_at < old.due_at
    assert ServiceRequest.objects.get(pk=rows["alone"].pk).due_at == new.due_at


def test_the_paused_one_woke_by_itself_and_the_finished_one_was_asked_and_closed(sim, told):
    rows, *_ = told
    steps = {
        name: list(
            RequestEvent.objects.filter(service_request=row)
            .order_by("pk")
            .values_list("step", flat=True)
        )
        for name, row in rows.items()
    }
    assert steps["paused"].count("wake") == 1
    assert steps["done"].count("invite") == 2
    assert steps["done"].count("close_unrated") == 1
    done = ServiceRequest.objects.get(pk=rows["done"].pk)
    assert done.status == Status.CLOSED
    assert ServiceRequest.objects.get(pk=rows["alone"].pk).level == Tier.DISTRICT


def test_at_the_end_of_it_everything_open_is_kept_and_timed(sim, told):
    assert watching.look() == dict.fromkeys(watching.look(), 0)
    for row in told[0].values():
        fresh = ServiceRequest.objects.get(pk=row.pk)
        if fresh.is_open:
            waiting = Timer.objects.filter(service_request=row, fired_at__isnull=True)
            assert waiting.filter(due_at__gt=sim.now - BEAT).exists()
            assert ticking.readings(fresh)


def test_control_a_sweep_that_forgets_what_rang_is_caught(sim, desk, monkeypatch):
    """The same counting, with the mark of the sweep switched off: it must find repeats."""
    row = desk.in_progress()
    sim.now += timedelta(days=40)
    while ringing.sweep():
        pass
    Timer.objects.filter(service_request=row).update(fired_at=None)  # as if nothing had rung
    while ringing.sweep():
        pass
    again = Counter((event.data["rung"], event.data["turn"]) for event in rung_events(row))
    assert max(again.values()) > 1
