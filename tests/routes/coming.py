"""Activities and who comes, in one's own community, in the sibling one, far away."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from activities.actions import activities, enrolling
from activities.actions.facts import ActivityFacts
from activities.models import Enrolment
from tests.routes import things as t


def activity(things: t.Things, place: str) -> Any:
    """On the calendar, with one place."""
    start = timezone.now() + timedelta(days=2)
    facts = ActivityFacts(
        title="合唱",
        kind="culture",
        place="大厅",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        expected=20,
        capacity=1,
    )
    made = activities.plan(things.get(t.community, place), facts, actor=things.clerk(place))
    return activities.publish(made, actor=things.clerk(place))


def enrolment(things: t.Things, place: str) -> Any:
    """Offered a place that somebody gave back."""
    it = things.get(activity, place)
    first = enrolling.enrol(it, enrolling.Person("先来"), actor=None)
    waits = enrolling.enrol(it, enrolling.Person("候补"), actor=None)
    enrolling.leave(first, actor=None)
    return Enrolment.objects.get(pk=waits.pk)


def place_code(things: t.Things, place: str) -> Any:
    return things.get(enrolment, place).code


def door_code(things: t.Things, place: str) -> Any:
    """An old one: what the clock says is no part of the table."""
    return f"{things.get(activity, place).pk}-1.x"
