"""Whom a policy of incentives may be for: what this room knows of it."""

from collections.abc import Iterable

from accounts.viewer import Viewer
from points.eligibility import holds
from volunteers.queries.own import find_mine
from volunteers.workflow import VolunteerStatus


@holds("volunteer")
def serves(viewer: Viewer) -> Iterable[int]:
    """Where he serves: it need not be where he lives."""
    found = None if viewer.is_staff else find_mine(viewer)
    serving = found is not None and found.status == VolunteerStatus.ACTIVE
    return [found.community_id] if found is not None and serving else []
