"""Who picks up when the community is rung now: its counter in its hours, else who is on duty."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from communities.models import CommunityProfile
from communities.queries import duty
from core import scope


@dataclass(frozen=True)
class Answering:
    telephone: str
    """The number to ring now."""
    until: time | None = None
    """The counter is open, until then."""
    again: time | None = None
    """The counter is shut, and opens then: today, or `tomorrow`."""
    tomorrow: bool = False
    on_duty: bool = False
    """The number is that of a post of the roster which is manned now."""


def answering(profile: CommunityProfile | None, at: datetime | None = None) -> Answering | None:
    """A community that has not told its hours promises none."""
    if profile is None or not profile.telephone:
        return None
    here = timezone.localtime(at)
    opens, closes = profile.opens_at, profile.closes_at
    if opens is None or closes is None:
        return Answering(profile.telephone)
    if opens <= here.time() < closes:
        return Answering(profile.telephone, until=closes)
    post = _telephone_on_duty(profile, here)
    return Answering(
        post or profile.telephone,
        again=opens,
        tomorrow=here.time() >= closes,
        on_duty=bool(post),
    )


def _telephone_on_duty(profile: CommunityProfile, at: datetime) -> str:
    """The post's, never anybody's own; published, so it is read in the community's own scope."""
    with scope.entered([profile.area_id]):
        manned = [shift.post for shift in duty.on_duty(profile.area, at) if not shift.is_empty]
    return next((post.telephone for post in manned if post.telephone), "")
