"""Who holds a role that a policy is for, and where. The rooms above know their own people; each
says so once:

@holds("volunteer")
def serves(viewer: Viewer) -> Iterable[int]: ...  # the communities

Of a role nobody speaks for (出资人, 新就业群体) the desk knows: there it is written down by hand.
"""

from collections.abc import Callable, Iterable

from accounts.roles import BUILDING_HEAD, GRID_WORKER
from accounts.viewer import Viewer

Holder = Callable[[Viewer], Iterable[int]]
_holders: dict[str, Holder] = {}


def holds(code: str) -> Callable[[Holder], Holder]:
    def put(holder: Holder) -> Holder:
        _holders[code] = holder
        return holder

    return put


def roles_of(viewer: Viewer) -> dict[str, set[int]]:
    """The codes of what somebody may apply as, and the communities where he may."""
    if not viewer.is_signed_in or viewer.sleeping:
        return {}
    found = {code: set(holder(viewer)) for code, holder in _holders.items()}
    return {code: places for code, places in found.items() if places}


@holds("resident")
def _lives_here(viewer: Viewer) -> Iterable[int]:
    lives = not viewer.is_staff and viewer.resident_ids
    return viewer.community_ids if lives else ()


@holds("grid_worker")
def _works_a_grid(viewer: Viewer) -> Iterable[int]:
    return viewer.community_ids if viewer.role.code == GRID_WORKER else ()


@holds("building_head")
def _heads_a_building(viewer: Viewer) -> Iterable[int]:
    heads = any(grant.role == BUILDING_HEAD for grant in viewer.grants)
    return viewer.community_ids if heads else ()
