"""How the story is told: chapter by chapter, each in one transaction, none of them twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from core import heartbeat, reference, scope
from doors.models import Chapter

PROGRESS = "town.progress"
"""Cache key of {"done": n, "total": m} while older history is being filled in."""
_ONE_TELLER = 0x70776E  # any number, the same for everybody
_WEEK = 7 * 24 * 3600


@dataclass(frozen=True)
class Part:
    name: str
    tell: Callable[[date], object]


def told_on() -> date:
    """The day the story calls today: the day its first chapter was told."""
    first = Chapter.objects.first()
    return first.told_on if first else timezone.localdate()


def tell(parts: list[Part], *, progress: bool = False) -> list[str]:
    """Tell what has not been told yet; the names of what was told now."""
    with scope.entered(scope.EVERYTHING):
        known = set(Chapter.objects.values_list("name", flat=True))
    due = [part for part in parts if part.name not in known]
    told: list[str] = []
    for part in due:
        if progress:
            report(len(parts) - len(due) + len(told), len(parts))
        if _tell(part):
            told.append(part.name)
    if progress:
        report(len(parts), len(parts))
    return told


def _tell(part: Part) -> bool:
    """One transaction, as a request: what hardly ever changes is read once, not at every step."""
    opened = scope.entered(scope.EVERYTHING, ask=reference.MARK)
    with opened as mark, reference.at(mark):
        _alone()
        if Chapter.objects.filter(name=part.name).exists():
            return False
        day = told_on()
        part.tell(day)
        Chapter.objects.create(name=part.name, told_on=day)
        return True


def report(done: int, total: int) -> None:
    """For the banner on each page, and for /healthz."""
    cache.set(PROGRESS, {"done": done, "total": total}, timeout=_WEEK)
    heartbeat.give(heartbeat.TOWN, done=done, of=total)


def _alone() -> None:
    """Two storytellers at once would tell it twice: the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_TELLER])
