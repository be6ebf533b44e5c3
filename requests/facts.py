"""The clocks of a request, worked out from what was told of them."""

from collections.abc import Iterable

from core.workcalendar import Calendar
from requests import clocks
from requests.clocks import Fact, Reading, Tick
from requests.models import ClockEvent, ServiceRequest
from requests.workflow import ClockKind


def readings(row: ServiceRequest, calendar: Calendar | None = None) -> dict[ClockKind, Reading]:
    """All clocks of the present epoch, worked out from their facts."""
    events = row.clock_events.filter(epoch=row.epoch).select_related("rule").order_by("id")
    return read_all(events, calendar or Calendar())


def read_all(events: Iterable[ClockEvent], calendar: Calendar) -> dict[ClockKind, Reading]:
    facts: dict[ClockKind, list[Fact]] = {}
    for event in events:
        rule = event.rule.rule if event.rule else None
        fact = Fact(Tick(event.tick), event.at, rule, event.until)
        facts.setdefault(ClockKind(event.clock), []).append(fact)
    return {clock: clocks.read(told, calendar) for clock, told in facts.items()}
