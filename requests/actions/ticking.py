"""What a step does to the clocks, and which timer rings next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from core.workcalendar import Calendar
from requests.clocks import Reading, Tick
from requests.facts import read_all, readings
from requests.models import ClockEvent, LadderRung, ServiceRequest, SlaRule, Timer
from requests.terms import ladder, rules_in_force, rungs
from requests.workflow import ClockKind, Status, Step
from requests.workflow.handing import WORKED_ON
from requests.workflow.shape import FIRST

__all__ = ["begin", "followed", "plan", "plan_all", "prolong", "readings"]
PAUSED = frozenset({ClockKind.CONTACT, ClockKind.HANDLING})
"""The whole way goes on counting: who waits, waits."""

INVITE_AFTER = (timedelta(days=3), timedelta(days=6))
CLOSE_AFTER = timedelta(days=9)
"""Asked after three days, again by another way after six; then it is closed, unrated."""
SLACK = timedelta(hours=1)
"""A sweep comes each minute: by more it was not there."""
LOOK_AGAIN = timedelta(days=1)


def begin(row: ServiceRequest) -> None:
    """The first clocks of a request."""
    ClockEvent.objects.bulk_create(_starting(row, FIRST))


@dataclass(frozen=True)
class Opening:
    """All that begins with a request, worked out before a row of it is written."""

    facts: list[ClockEvent]
    timers: list[Timer]
    due_at: datetime | None


def opening(row: ServiceRequest, rules: Mapping[str, SlaRule], now: datetime) -> Opening:
    """The same as `begin` and `plan`, for a row that is not there yet."""
    facts = [
        _fact(row, clock, Tick.START, rules[clock]) for clock in sorted(FIRST) if clock in rules
    ]
    for fact in facts:
        fact.at = now
    shown = read_all(facts, Calendar())
    timers = list(_rungs(row, shown, [], ladder(row.community))) or [
        _timer(row, Timer.Purpose.LOOK, now + LOOK_AGAIN)
    ]
    return Opening(facts, timers, _due(row, shown))


def followed(
    row: ServiceRequest, step: Step, now: datetime
) -> tuple[list[ClockEvent], list[Timer]]:
    """What the step does to the clocks, to be written with it: the new facts, the new timers. Those
    that are moved or go are so at once; `due_at` is set and not yet saved."""
    effect = step.clocks
    fresh = [_fact(row, clock, Tick.STOP) for clock in sorted(effect.stop)]
    if effect.restart:
        for fact in fresh:
            fact.epoch -= 1  # what ends with it ran before it
    if effect.pause:
        fresh += [_fact(row, clock, Tick.PAUSE) for clock in sorted(PAUSED)]
    if effect.resume:
        fresh += [_fact(row, clock, Tick.RESUME) for clock in sorted(PAUSED)]
    fresh += _starting(row, effect.start)
    if effect.restart:
        fresh += _starting(row, FIRST)
    for fact in fresh:
        fact.at = now
    facts = [*_facts_of([row])[row.pk], *(fact for fact in fresh if fact.epoch == row.epoch)]
    timers = _timers_of([row])[row.pk]
    change = _Change()
    _place(row, facts, timers, Calendar(), rungs(), change)
    change.write_old()
    return fresh, change.new


def prolong(row: ServiceRequest, until: datetime) -> None:
    ClockEvent.objects.create(
        service_request=row,
        clock=ClockKind.HANDLING,
        epoch=row.epoch,
        tick=Tick.EXTEND,
        until=until,
    )


def plan(row: ServiceRequest) -> datetime | None:
    """Put the timers where they belong now; what everybody sees as due."""
    plan_all([row])
    return row.due_at


def plan_all(rows: Sequence[ServiceRequest]) -> None:
    """The same for many, in as many statements as for one; `due_at` is set and not yet saved."""
    facts, timers = _facts_of(rows), _timers_of(rows)
    calendar, known, change = Calendar(), rungs(), _Change()
    for row in rows:
        _place(row, facts[row.pk], timers[row.pk], calendar, known, change)
    Timer.objects.bulk_create(change.new)
    change.write_old()


@dataclass
class _Change:
    """What has to be done to the timers."""

    new: list[Timer] = field(default_factory=list)
    moved: list[Timer] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def write_old(self) -> None:
        if self.moved:
            Timer.objects.bulk_update(self.moved, ["due_at"])
        if self.gone:
            Timer.objects.filter(pk__in=self.gone).delete()


def _place(
    row: ServiceRequest,
    facts: list[ClockEvent],
    own: list[Timer],
    calendar: Calendar,
    known: Sequence[LadderRung],
    change: _Change,
) -> None:
    """What one request wants now, beside what is there."""
    shown = read_all(facts, calendar)
    waiting = {
        _key(timer): timer for timer in own if timer.fired_at is None and not _stays(timer, row)
    }
    rang = [timer for timer in own if timer.fired_at and timer.epoch == row.epoch]
    wanted = _wanted(row, shown, rang, ladder(row.community, known)) if row.is_open else []
    for timer in wanted:
        standing = waiting.pop(_key(timer), None)
        if standing is None:
            change.new.append(timer)
        elif standing.due_at != timer.due_at:
            standing.due_at = timer.due_at
            change.moved.append(standing)
    change.gone += [timer.pk for timer in waiting.values()]
    row.due_at = _due(row, shown)


def _stays(timer: Timer, row: ServiceRequest) -> bool:
    """Set by who handed it on, and his to take away while somebody works on it."""
    return timer.purpose == Timer.Purpose.FORWARD and row.status in WORKED_ON


def _facts_of(rows: Sequence[ServiceRequest]) -> defaultdict[int, list[ClockEvent]]:
    """Of the present epoch, in the order in which they happened."""
    epochs = {row.pk: row.epoch for row in rows}
    events = ClockEvent.objects.filter(service_request__in=epochs, epoch__in=set(epochs.values()))
    found = defaultdict[int, list[ClockEvent]](list)
    for event in events.select_related("rule").order_by("id"):
        if event.epoch == epochs[event.service_request_id]:
            found[event.service_request_id].append(event)
    return found


def _timers_of(rows: Sequence[ServiceRequest]) -> defaultdict[int, list[Timer]]:
    found = defaultdict[int, list[Timer]](list)
    ids = [row.pk for row in rows]
    for timer in Timer.objects.filter(service_request__in=ids).order_by("turn", "pk"):
        found[timer.service_request_id].append(timer)
    return found


def _wanted(
    row: ServiceRequest,
    shown: dict[ClockKind, Reading],
    rang: list[Timer],
    known: list[LadderRung],
) -> list[Timer]:
    """Every open request has at least one: nothing is ever waiting for nobody."""
    gone = {_key(timer) for timer in rang}
    timers = [*_of_the_state(row, rang), *_rungs(row, shown, rang, known)]
    left = [timer for timer in timers if _key(timer) not in gone]
    if left:
        return left
    turn = 1 + sum(timer.purpose == Timer.Purpose.LOOK for timer in rang)
    return [_timer(row, Timer.Purpose.LOOK, timezone.now() + LOOK_AGAIN, turn=turn)]


def _of_the_state(row: ServiceRequest, rang: list[Timer]) -> Iterator[Timer]:
    if row.status == Status.ASKING and row.paused_until:
        yield _timer(row, Timer.Purpose.LAPSE, row.paused_until)
    elif row.status == Status.SUSPENDED and row.paused_until:
        yield _timer(row, Timer.Purpose.WAKE, row.paused_until)
    elif row.status == Status.COMPLETED and row.completed_at:
        asked = {one.turn: one.fired_at for one in rang if one.purpose == Timer.Purpose.INVITE}
        late = timedelta()  # nobody swept: who is asked late has his days all the same
        for turn, after in enumerate(INVITE_AFTER, 1):
            at = row.completed_at + after + late
            yield _timer(row, Timer.Purpose.INVITE, at, turn=turn)
            if (fired := asked.get(turn)) and fired - at > SLACK:
                late += fired - at
        yield _timer(row, Timer.Purpose.CLOSE, row.completed_at + CLOSE_AFTER + late)


def _rungs(
    row: ServiceRequest,
    shown: dict[ClockKind, Reading],
    rang: list[Timer],
    known: list[LadderRung],
) -> Iterator[Timer]:
    """Each rung once. One that repeats comes again an interval after it really rang: a day on
    which nobody swept is not made up for by a shower of reminders."""
    running = {clock: reading.due_at for clock, reading in shown.items() if reading.running}
    if not running:
        return
    last = {timer.rung_id: timer for timer in rang if timer.rung_id}
    for rung in known:
        if rung.clock not in running:
            continue
        due, before = running[ClockKind(rung.clock)], last.get(rung.pk)
        if due is None:
            continue
        if before is None:
            at = due + timedelta(minutes=rung.offset_minutes)
            yield _timer(row, Timer.Purpose.RUNG, at, rung=rung)
        elif rung.repeats_every_minutes and before.fired_at:
            at = before.fired_at + timedelta(minutes=rung.repeats_every_minutes)
            yield _timer(row, Timer.Purpose.RUNG, at, rung=rung, turn=before.turn + 1)


def _due(row: ServiceRequest, shown: dict[ClockKind, Reading]) -> datetime | None:
    clock = ClockKind.ANSWER if row.status == Status.DISPUTED else ClockKind.HANDLING
    reading = shown.get(clock)
    return reading.due_at if reading and reading.running else None


def _starting(row: ServiceRequest, kinds: Iterable[ClockKind]) -> list[ClockEvent]:
    rules = {
        rule.clock: rule
        for rule in rules_in_force()
        if rule.policy_id == row.sla_id and rule.priority == row.priority
    }
    return [
        _fact(row, clock, Tick.START, rules[clock]) for clock in sorted(kinds) if clock in rules
    ]


def _fact(
    row: ServiceRequest, clock: ClockKind, tick: Tick, rule: SlaRule | None = None
) -> ClockEvent:
    return ClockEvent(service_request=row, clock=clock, epoch=row.epoch, tick=tick, rule=rule)


def _timer(
    row: ServiceRequest,
    purpose: Timer.Purpose,
    due_at: datetime,
    *,
    rung: LadderRung | None = None,
    turn: int = 1,
) -> Timer:
    return Timer(
        community_id=row.community_id,
        service_request=row,
        purpose=purpose,
        clock=rung.clock if rung else "",
        epoch=row.epoch,
        rung=rung,
        turn=turn,
        due_at=due_at,
    )


def _key(timer: Timer) -> tuple[str, str, int, int | None, int]:
    return (timer.purpose, timer.clock, timer.epoch, timer.rung_id, timer.turn)
