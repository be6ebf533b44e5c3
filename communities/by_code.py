"""What the desk may do for a household it found by its smart code: the rooms above say so.

    @opens_with_code
    def points(viewer: Viewer, household: Household) -> list[Way]: ...

The code itself opens nothing: each way is a page that looks at its visitor again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.viewer import Viewer
from communities.models import Household


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    icon: str = "right"


Opener = Callable[[Viewer, Household], list[Way]]
_openers: list[Opener] = []


def opens_with_code(opener: Opener) -> Opener:
    _openers.append(opener)
    return opener


def ways(viewer: Viewer, household: Household) -> list[Way]:
    return [way for opener in _openers for way in opener(viewer, household)]
