"""Which formula of the three rates is in force on a day, and those before it."""

from datetime import date

from requests.models import RateFormula
from requests.reckoning import Formula


def written() -> list[RateFormula]:
    """Every one, also one still to come, the latest first."""
    return list(RateFormula.objects.all())


def in_force(day: date) -> Formula:
    rows = list(RateFormula.objects.filter(since__lte=day))
    if not rows:
        return Formula()
    now = rows[0]
    return Formula(
        contact_hours=now.contact_hours,
        content_from=now.content_from,
        counts_unanswered=now.counts_unanswered,
        counts_unrated=now.counts_unrated,
        version=1 + len(rows),
        since=now.since,
    )
