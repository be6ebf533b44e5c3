"""What a notice carries beside its files: something of a room above, with a button.

A room above says in its AppConfig.ready() what it can hang under a notice:

    notice_carries.register(Carrier(shown=…, at_desk=…, carried_over=…))

`shown(viewer, notice)` gives the template and the context for the page everybody reads, or
nothing; `at_desk(notice, may_edit)` the same for the desk; `carried_over(old, fresh)` hangs it
under a correction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.viewer import Viewer
from communities.models import Notice

Part = dict[str, Any]


@dataclass(frozen=True)
class Carrier:
    shown: Callable[[Viewer, Notice], Part | None]
    at_desk: Callable[[Notice, bool], Part | None]
    carried_over: Callable[[Notice, Notice], None]


_carriers: list[Carrier] = []


def register(carrier: Carrier) -> None:
    _carriers.append(carrier)


def shown(viewer: Viewer, notice: Notice) -> list[Part]:
    return [part for each in _carriers if (part := each.shown(viewer, notice))]


def at_desk(notice: Notice, may_edit: bool) -> list[Part]:
    return [part for each in _carriers if (part := each.at_desk(notice, may_edit))]


def carry_over(old: Notice, fresh: Notice) -> None:
    for each in _carriers:
        each.carried_over(old, fresh)
