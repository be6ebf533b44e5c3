"""Signs of life, written to PostgreSQL by the parts themselves (core/pulse.py)."""

from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from core.models import Heartbeat

STALE = timedelta(seconds=30)
WORKER, BEAT, TOWN = "worker", "beat", "town"


def give(name: str, **detail: Any) -> None:
    """By the database's clock: machines may disagree about the time."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": Now(), "detail": detail})


def ages() -> dict[str, timedelta]:
    age = ExpressionWrapper(Now() - F("at"), output_field=DurationField())
    return dict(Heartbeat.objects.annotate(age=age).values_list("name", "age"))


def town_progress() -> dict[str, Any] | None:
    """How far the older history of the demo town has been told; nothing elsewhere."""
    return Heartbeat.objects.filter(name=TOWN).values_list("detail", flat=True).first()
