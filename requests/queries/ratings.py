"""What was said of a request by whom it was done for, and what the community answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from requests.models import Rating, RequestEvent, ServiceRequest
from requests.workflow import STEPS

RATINGS = frozenset(step.name for step in STEPS if "grade" in step.needs)


@dataclass(frozen=True)
class Rated:
    rating: Rating
    answer: RequestEvent | None


def ratings_of(row: ServiceRequest, events: Iterable[RequestEvent]) -> list[Rated]:
    """In order; asked for only where its events say that there are some."""
    events = list(events)
    if not any(event.step in RATINGS for event in events):
        return []
    answers = {event.data.get("rating"): event for event in events if event.step == "answer_rating"}
    return [Rated(rating, answers.get(rating.pk)) for rating in row.ratings.order_by("id")]


def wait_for_an_answer(rated: list[Rated]) -> bool:
    """The last word is his and nobody has answered it."""
    return bool(rated) and rated[-1].answer is None
