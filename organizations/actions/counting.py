"""What of this room is counted while it stands: taken out as it was, put in as it is.

A certificate ends on a day nobody does anything. So the step that takes it out is written together
with the one that puts it in, on the day after its last; renewed, it is taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core import tally
from organizations.facility_workflow import FacilityStatus
from organizations.models import Facility, SocialWorker
from organizations.worker_workflow import WorkerStatus

FACILITIES, CERTIFIED = "organizations.facilities", "organizations.certified"
Dims = Mapping[str, str]


@dataclass(frozen=True)
class Held:
    """A certificate that counts today, and its last day."""

    until: date | None


def place_of(facility: Facility) -> Dims | None:
    """As it counts: open, of its kind, with volunteers in it or without."""
    if facility.status != FacilityStatus.OPEN:
        return None
    return {"kind": facility.kind, "volunteers": "yes" if facility.volunteers_since else "no"}


def facility_changed(before: Dims | None, facility: Facility, at: date | None = None) -> None:
    after = place_of(facility)
    if before == after:
        return
    when = _midnight(at) if at else None
    for dims, delta in ((before, -1), (after, 1)):
        if dims is not None:
            tally.add(FACILITIES, facility.area_id, at=when, dims=dims, delta=delta)


def paper_of(worker: SocialWorker, today: date | None = None) -> Held | None:
    """Of somebody in post; one that has run out was taken out by its own last step."""
    if worker.status != WorkerStatus.ACTIVE or worker.level == SocialWorker.Level.NONE:
        return None
    until: date | None = worker.valid_until
    if until is not None and until < (today or timezone.localdate()):
        return None
    return Held(until)


def paper_changed(before: Held | None, worker: SocialWorker) -> None:
    after = paper_of(worker)
    if before == after:
        return
    for held, delta in ((before, -1), (after, 1)):
        if held is None:
            continue
        tally.add(CERTIFIED, worker.community_id, delta=delta)
        if held.until is not None:
            end = _midnight(held.until + timedelta(days=1))
            tally.add(CERTIFIED, worker.community_id, at=end, delta=-delta)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
