"""The clocks of a request, worked out from what was told of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.workcalendar import Calendar
from requests import clocks
from requests.clocks import Fact, Reading, Rule, Tick, Unit
from requests.models import ClockEvent, ServiceRequest
from requests.workflow import ClockKind


def readings(row: ServiceRequest, calendar: Calendar | None = None) -> dict[ClockKind, Reading]:
    """All clocks of the present epoch, worked out from their facts."""
    if row.told is not None:
        return _read(map(_brought, row.told), calendar or Calendar())
    events = row.clock_events.filter(epoch=row.epoch).select_related("rule").order_by("id")
    return read_all(events, calendar or Calendar())


def read_all(events: Iterable[ClockEvent], calendar: Calendar) -> dict[ClockKind, Reading]:
    return _read(map(_noted, events), calendar)


def _read(told: Iterable[tuple[ClockKind, Fact]], calendar: Calendar) -> dict[ClockKind, Reading]:
    facts: dict[ClockKind, list[Fact]] = {}
    for clock, fact in told:
        facts.setdefault(clock, []).append(fact)
    return {clock: clocks.read(some, calendar) for clock, some in facts.items()}


def _noted(event: ClockEvent) -> tuple[ClockKind, Fact]:
    rule = event.rule.rule if event.rule else None
    return ClockKind(event.clock), Fact(Tick(event.tick), event.at, rule, event.until)


def _brought(one: dict[str, Any]) -> tuple[ClockKind, Fact]:
    """The same, as it comes along with its request."""
    rule = Rule(one["amount"], Unit(one["unit"])) if one["unit"] else None
    until = datetime.fromisoformat(one["until"]) if one["until"] else None
    at = datetime.fromisoformat(one["at"])
    return ClockKind(one["clock"]), Fact(Tick(one["tick"]), at, rule, until)
