"""The hours in which nobody is woken: the default of every wish about them, and their end."""

from datetime import datetime, time, timedelta

from django.utils import timezone

QUIET_FROM, QUIET_TO = time(21), time(8)


def end_of_quiet(now: datetime, start: time = QUIET_FROM, end: time = QUIET_TO) -> datetime | None:
    """The end of the quiet hours we are in, or None. They may span midnight."""
    here = timezone.localtime(now)
    clock, spans_midnight = here.time(), start > end
    if not ((clock >= start or clock < end) if spans_midnight else (start <= clock < end)):
        return None
    until = here.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return until if until > here else until + timedelta(days=1)
