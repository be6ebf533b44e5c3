"""Whoever leads an activity may live somewhere else: for its sake he reads inside its walls."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from accounts.viewer import Viewer
from activities.models import Activity
from activities.models.children import leads_now
from core import scope


def inside(viewer: Viewer, communities: set[int]) -> AbstractContextManager[Any]:
    """Who comes stands behind the community's wall; how many come is everybody's to read."""
    if communities <= set(viewer.community_ids):
        return nullcontext()
    return scope.entered(communities, user_id=viewer.user_id)


def sides_led(viewer: Viewer) -> set[int]:
    """Of all he leads from the day before until the day after, courses with a roster too. Inside
    them he still reads only what is his."""
    if viewer.user_id is None:
        return set()
    return {place for row in Activity.objects.filter(leads_now(viewer)) for place in row.sides}
