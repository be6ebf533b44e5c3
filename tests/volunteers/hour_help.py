"""Hours to write down."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.town import Town
from volunteers.actions import hours
from volunteers.actions.hours import Deed
from volunteers.models import ServiceRecord, Source, Volunteer


def of(town: Town, name: str) -> Volunteer:
    return Volunteer.objects.select_related("user").get(user=town.accounts[name])


def deed(town: Town, *, minutes: int = 60, **changes: Any) -> Deed:
    """Done an hour ago, by the clock."""
    ended = timezone.now() - timedelta(hours=1)
    said: dict[str, Any] = {
        "source": Source.ORDER,
        "reference": "7.1",
        "community_id": town.community.pk,
        "what": "换灯",
        "begun_at": ended - timedelta(minutes=minutes),
        "ended_at": ended,
    }
    return Deed(**{**said, **changes})


def entered(town: Town, volunteer: Volunteer, **changes: Any) -> ServiceRecord:
    """Ninety minutes of yesterday, written down by `staff`."""
    said: dict[str, Any] = {
        "what": "清理楼道",
        "begun_at": timezone.now() - timedelta(days=1),
        "minutes": 90,
        "actor": town.staff,
    }
    return hours.enter(volunteer, **{**said, **changes})
