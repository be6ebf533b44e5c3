"""Children under 14: their records stay closed to staff without a standing approval."""

from collections.abc import Iterable

from accounts.queries.privacy import opened_scopes
from accounts.viewer import Viewer
from communities.models import Resident


def is_protected(resident: Resident) -> bool:
    return resident.is_protected


def may_read_minor(viewer: Viewer, resident: Resident) -> bool:
    """May this viewer read this record, if it is a child's? True for everybody else's."""
    return resident.pk not in closed_minors(viewer, [resident])


def closed_minors(viewer: Viewer, residents: Iterable[Resident]) -> frozenset[int]:
    """Of these, the children whose record is closed to the viewer; one question for a page."""
    children = [resident for resident in residents if is_protected(resident)]
    if not viewer.is_staff:  # the family itself, and those it lets act
        return frozenset(
            child.pk
            for child in children
            if child.household_id not in viewer.household_ids and child.pk not in viewer.acts_for
        )
    if not children:
        return frozenset()
    opened = opened_scopes(viewer)
    return frozenset(child.pk for child in children if child.community_id not in opened)
