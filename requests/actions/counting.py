"""What is counted of an order: how it stands, on the day it came, and on the day it was closed.

    requests.orders    one for each, with all that is said of it, on its first day
    requests.closed    the same once it is closed, on that day: of these the three rates are
    requests.standing  what is open, by where it stands: each time it goes on, on the day it does

An order that changes takes back what was counted of it (`ServiceRequest.counted`) and states anew
how it stands, in the transaction of the change. So a grade given in March belongs to the order of
January, and nobody ever counts the table of orders. What stood open at the end of January is no
fact of the day the orders came: there nothing is taken back, it goes from one state to the next.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from core import tally
from core.durations import bucket_of
from core.models import TallyDelta
from requests.models import RequestEvent, ServiceRequest
from requests.reckoning import step_of
from requests.tiers import Tier
from requests.workflow import OPEN, Status

SAID = ("lane", "grade", "how", "solved", "out")
"""What the row itself does not hold; the event says it, and it holds until another one does."""
NOT_DIMS = ("place", "closed_on")
Stood = tuple[int, int | None, str]
"""Of which community, in which grid, in which state."""


def restated(
    row: ServiceRequest,
    said: Mapping[str, Any] | None = None,
    due: datetime | None = None,
    at: datetime | None = None,
) -> list[TallyDelta]:
    """The steps from what was counted to what stands now; none where nothing of it changed. `due`:
    by when it was to be done, before the step that did it stopped its clocks. `at`: when it came to
    stand so, if not now."""
    before: dict[str, Any] = row.counted
    after = _facts(row, before, said or {}, due)
    if after == before:
        return []
    row.counted = after
    stood = [_stood(one["place"], one.get("grid"), one["status"]) for one in (before, after) if one]
    return [
        *_steps(row, before, -1),
        *_steps(row, after, 1),
        *_went(stood[0] if before else None, stood[-1], at or timezone.now()),
    ]


def told(
    row: ServiceRequest,
    events: Iterable[RequestEvent],
    said: Mapping[str, Any],
    due: datetime | None,
) -> list[TallyDelta]:
    """The same of one that is written down with its whole history at once: there, what it came to
    and left within one day is not counted, for it stood at no day's end."""
    row.counted = _facts(row, {}, said, due)
    ends: dict[date, Stood] = {}
    for event in events:
        stood = _stood(row.community_id, row.grid_id, event.to_status)
        ends[timezone.localdate(event.at)] = stood
    steps, before = _steps(row, row.counted, 1), None
    for day, after in ends.items():
        steps += _went(before, after, tally.noon(day))
        before = after
    return steps


# --- inside ---------------------------------------------------------------------------------------
def _facts(
    row: ServiceRequest, before: Mapping[str, Any], said: Mapping[str, Any], due: datetime | None
) -> dict[str, Any]:
    """Without what is empty: most of it is, most of the time."""
    facts: dict[str, Any] = {
        "place": row.community_id,
        "grid": row.grid_id,
        "channel": str(row.channel),
        "kind": str(row.kind),
        "type": str(row.order_type),
        "matter": str(row.matter),
        "mode": str(row.governance),
        "item": row.item_id,
        "status": str(row.status),
        "level": Tier(row.level).name.lower(),
        "urgent": row.is_urgent_concern,
        "again": row.epoch > 1,
        "reached": "" if row.contacted_at is None else step_of(row.contacted_at - row.created_at),
        "contact": _bucket(row, row.contacted_at),
        "work": _bucket(row, row.completed_at),
        "done": before.get("done", ""),
        "became": str(row.became),
        "close": str(row.close_kind),
        "closed_on": "",
    }
    for name in SAID:
        facts[name] = said.get(name, before.get(name))
    if row.completed_at is None:
        facts["done"] = ""
    elif not facts["done"]:
        facts["done"] = "late" if due is not None and row.completed_at > due else "in_time"
    if row.status == Status.CLOSED and row.closed_at is not None:
        facts["closed_on"] = timezone.localdate(row.closed_at).isoformat()
    return {name: _plain(value) for name, value in facts.items() if _says(value)}


def _bucket(row: ServiceRequest, at: datetime | None) -> str:
    """How long it took, as a step of the scale: a text, for 0 is something."""
    return "" if at is None else str(bucket_of(at - row.created_at))


def _says(value: Any) -> bool:
    return value is not None and value != "" and value is not False


def _plain(value: Any) -> Any:
    """As it comes back from the row, or the same would look changed."""
    return "yes" if value is True else value if isinstance(value, str) else int(value)


def _steps(row: ServiceRequest, facts: Mapping[str, Any], sign: int) -> list[TallyDelta]:
    if not facts:
        return []
    dims = {name: value for name, value in facts.items() if name not in NOT_DIMS}
    place = facts["place"]
    steps = [tally.step("requests.orders", place, row.created_at, dims, sign)]
    if day := facts.get("closed_on"):
        noon = timezone.make_aware(datetime.combine(date.fromisoformat(day), time(12)))
        steps.append(tally.step("requests.closed", place, noon, dims, sign))
    return steps


def _stood(place: int, grid: int | None, status: str) -> Stood:
    return place, grid, str(status)


def _went(before: Stood | None, after: Stood, at: datetime) -> list[TallyDelta]:
    """From there to here; what is no longer open stands nowhere."""
    if before == after:
        return []
    return [
        tally.step("requests.standing", place, at, {"grid": grid, "status": status}, sign)
        for (place, grid, status), sign in (*([(before, -1)] if before else []), (after, 1))
        if status in OPEN
    ]
