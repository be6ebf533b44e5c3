"""What stood at the end of each of the last months: three statements for any number of indicators.

What stood a month ago is what stood later without what came in between; so one sum and the months'
own steps are enough.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from insights.indicators import Indicator
from insights.indicators.shape import Kind
from insights.periods import Period, month_of
from insights.queries.readings import Sums, counted, reading_of, steps_by_month

Course = list[float]


def stood(
    indicators: Iterable[Indicator], areas: Iterable[int], day: date, points: int
) -> dict[tuple[int, str], Course]:
    """By place and code, the last point today. Months before anything stood are no points."""
    asked, places = list(indicators), list(areas)
    counts = {count for one in asked for count in one.counts if count.kind is Kind.STOCK}
    tonight, month = day + timedelta(days=1), month_of(day)
    firsts = [month.first]
    while len(firsts) < points - 1:
        month = month.before
        firsts.append(month.first)
    came = steps_by_month(counts, places, firsts[-1], firsts[0])
    stands = Counter(dict(counted(counts, places, _ending(firsts[0]))))
    sums: list[Sums] = [counted(counts, places, _ending(tonight)), stands]
    for first in firsts[1:]:
        stands = Counter(stands)
        stands.subtract(came.get(first, {}))
        sums.append(stands)
    return {(pk, one.code): _course(one, pk, sums[::-1], day) for pk in places for one in asked}


# --- inside ---------------------------------------------------------------------------------------
def _course(one: Indicator, area_id: int, sums: list[Sums], day: date) -> Course:
    """From the first month in which anything stood, and after the last that tells no value."""
    found: Course = []
    for month in sums:
        reading = reading_of(one, area_id, month, month_of(day))
        if reading.value is None:
            found = []
        elif found or reading.part or reading.base:
            found.append(reading.value)
    return found


def _ending(end: date) -> Period:
    """What stands does not ask when the period began."""
    return Period(end - timedelta(days=1), end)
