"""Workers on leave are not put on the duty roster (communities.duty_rotation asks)."""

from collections.abc import Iterable
from datetime import date

from communities.duty_rotation import Away, knows_who_is_away
from grids.models import Absence
from grids.periods import ONE_DAY


@knows_who_is_away
def absent_workers(user_ids: Iterable[int], first: date, last: date) -> Iterable[Away]:
    rows = Absence.objects.filter(
        appointment__worker__in=list(user_ids),
        period__isempty=False,
        period__overlap=(first, last + ONE_DAY),
    )
    for user_id, period in rows.values_list("appointment__worker_id", "period"):
        yield Away(user_id, period.lower, period.upper - ONE_DAY)
