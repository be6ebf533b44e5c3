"""The town, and what takes place in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.actions import activities, enrolling
from activities.actions.facts import ActivityFacts
from activities.models import Activity, Enrolment
from core import scope
from tests.town import Town, enter, town

__all__ = ["enter", "town"]


def facts(**values: Any) -> ActivityFacts:
    """Three days ahead, two hours long, no matter when the test runs."""
    start = timezone.now() + timedelta(days=3)
    said = {
        "title": "重阳敬老",
        "kind": "culture",
        "place": "一楼大厅",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "expected": 20,
    }
    return ActivityFacts(**{**said, **values})


def planned(town: Town, **values: Any) -> Activity:
    with scope.entered(scope.EVERYTHING):
        return activities.plan(town.community, facts(**values), actor=town.staff)


def published(town: Town, **values: Any) -> Activity:
    with scope.entered(scope.EVERYTHING):
        return activities.publish(planned(town, **values), actor=town.staff)


def guest(activity: Activity, n: int = 0, **values: Any) -> Enrolment:
    """Somebody nobody knows, written down at the desk."""
    return enrolling.enrol(activity, enrolling.Person(f"来客{n}", **values), actor=None)


def begin(activity: Activity, ago: timedelta = timedelta(hours=1)) -> Activity:
    """Move it, so that it began a while ago."""
    length = activity.ends_at - activity.starts_at
    activity.starts_at = timezone.now() - ago
    activity.ends_at = activity.starts_at + length
    activity.save(update_fields=["starts_at", "ends_at"])
    return activity


@pytest.fixture
def publish(town: Town) -> Callable[..., Activity]:
    return lambda **values: published(town, **values)


@pytest.fixture
def activity(town: Town) -> Activity:
    """Two places."""
    return published(town, capacity=2)
