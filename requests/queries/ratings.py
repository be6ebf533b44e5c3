"""What was said of a request by whom it was done for."""

from collections.abc import Iterable

from requests.models import Rating, RequestEvent, ServiceRequest
from requests.workflow import STEPS

RATINGS = frozenset(step.name for step in STEPS if "grade" in step.needs)


def ratings_of(row: ServiceRequest, events: Iterable[RequestEvent]) -> list[Rating]:
    """In order; asked for only where its events say that there are some."""
    if not any(event.step in RATINGS for event in events):
        return []
    return list(row.ratings.order_by("id"))
