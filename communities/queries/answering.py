"""Who picks up when the community is rung now: its counter in its hours, else who is on duty."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from communities import hours
from communities.models import CommunityProfile
from communities.queries import duty
from core import scope
from core.workcalendar import Calendar

LONGEST_SHUT = 15
"""Days that are looked through for the next opening; no holiday is longer."""


@dataclass(frozen=True)
class Answering:
    telephone: str
    """The number to ring now."""
    until: time | None = None
    """The counter is open, until then."""
    again: time | None = None
    """The counter is shut, and opens then: today, `tomorrow`, or on the day `on`."""
    tomorrow: bool = False
    on: date | None = None
    on_duty: bool = False
    """The number is that of a post of the roster which is manned now."""


def answering(profile: CommunityProfile | None, at: datetime | None = None) -> Answering | None:
    """A community that has not told its hours promises none."""
    if profile is None or not profile.telephone:
        return None
    here = timezone.localtime(at)
    if profile.opens_at is None or profile.closes_at is None:
        return Answering(profile.telephone)
    calendar, today = Calendar(), here.date()
    now = hours.counter(profile, today, calendar)
    if now is not None and now[0] <= here.time() < now[1]:
        return Answering(profile.telephone, until=now[1])
    post = _telephone_on_duty(profile, here)
    number, on_duty = post or profile.telephone, bool(post)
    if now is not None and here.time() < now[0]:
        return Answering(number, again=now[0], on_duty=on_duty)
    for n in range(1, LONGEST_SHUT):
        day = today + timedelta(days=n)
        if window := hours.counter(profile, day, calendar):
            later = day if n > 1 else None
            return Answering(number, again=window[0], tomorrow=n == 1, on=later, on_duty=on_duty)
    return Answering(number, on_duty=on_duty)


def _telephone_on_duty(profile: CommunityProfile, at: datetime) -> str:
    """The post's, never anybody's own; published, so it is read in the community's own scope."""
    with scope.entered([profile.area_id]):
        manned = [shift.post for shift in duty.on_duty(profile.area, at) if not shift.is_empty]
    return next((post.telephone for post in manned if post.telephone), "")
