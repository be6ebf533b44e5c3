"""From when to when a command counts: as said, or everything there is."""

from argparse import ArgumentParser
from datetime import date

from django.db.models import Max, Min
from django.utils import timezone

from core import scope
from core.models import TallyDelta


def add_range(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=date.fromisoformat, help="2026-01-01")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, help="2026-12-31")


def range_of(first: date | None, last: date | None) -> tuple[date, date]:
    with scope.entered(scope.EVERYTHING):
        known = TallyDelta.objects.aggregate(first=Min("at"), last=Max("at"))
    today = timezone.localdate()
    earliest = timezone.localdate(known["first"]) if known["first"] else today
    latest = timezone.localdate(known["last"]) if known["last"] else today
    return first or earliest, last or latest
