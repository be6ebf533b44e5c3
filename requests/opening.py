"""The second wall opens for the communities where somebody has a part in something, and no others.

A volunteer, an organisation, a liaison officer reach a request through their Party row. The
wall lets that row through because it names them; the rest of the case stands behind the wall of
its community. This opens it for the rest of the transaction; the first wall (visible_to) still
decides row by row.
"""

from collections.abc import Callable

from accounts.viewer import Viewer
from core import scope
from requests import formerly, guests
from requests.models import Party, SealedAuthor, ServiceRequest


def open_for(viewer: Viewer) -> bool:
    """True where more stands open now than before."""
    opened = viewer.proved is not None and _declare(viewer, guests.places(viewer))
    if viewer.user_id is None or viewer.sleeping:
        return opened
    own = Party.objects.standing().of_user(viewer) | Party.objects.standing().of_office(viewer)
    sealed = SealedAuthor.objects.filter(user=viewer.user).values_list("community_id", flat=True)
    left = formerly.homes_left(viewer).values_list("community_id", flat=True)
    places = set(own.values_list("community_id", flat=True).union(sealed, left))
    return _declare(viewer, places) or opened


def found_for(viewer: Viewer, find: Callable[[], ServiceRequest | None]) -> ServiceRequest | None:
    """One of them: in what stands open to him anyhow, where nearly everything of his lies; only
    else where he has a part."""
    row = find()
    if (row is None or not is_open(row.community_id)) and open_for(viewer):
        row = find()
    return row


def open_at(viewer: Viewer, community_id: int) -> None:
    """For a volunteer, where he serves: it need not be where he lives."""
    _declare(viewer, {community_id})


def is_open(community_id: int) -> bool:
    now = scope.current()
    if now is None or now.communities == scope.EVERYTHING:
        return True
    return str(community_id) in now.communities.split(",")


def _declare(viewer: Viewer, places: set[int]) -> bool:
    """In addition to what is open already."""
    now = scope.current()
    if now is None or now.communities == scope.EVERYTHING:
        return False
    open_now = {int(pk) for pk in now.communities.split(",")}
    if not places - open_now:
        return False
    scope.declare(
        places | open_now,
        user_id=viewer.user_id,
        organizations=viewer.organization_ids,
        departments=viewer.department_ids,
    )
    return True
