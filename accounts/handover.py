"""What is open in somebody's hands, told by each room, so that nobody leaves with it.

    @handover("grids.appointments", title=_("负责的网格"))
    class Appointments:
        @staticmethod
        def count(grant: RoleGrant) -> int: ...

        @staticmethod
        def move(grant: RoleGrant, *, to: User, actor: User) -> None: ...

in `room/handover.py`, imported by AppConfig.ready(). `count` says how many things somebody
holds by virtue of this grant, `move` puts them all into other hands (`to` may be None for what
is sealed: see Registered).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from accounts.models import RoleGrant


@dataclass(frozen=True)
class Registered:
    name: str
    title: object
    count: Callable[[RoleGrant], int]
    move: Callable[..., None]
    is_sealed: bool = False
    """That there is any is told to its holder alone; it finds other hands without a successor."""


@dataclass(frozen=True)
class Open:
    """One kind of things, and how many of them are waiting for other hands."""

    duty: Registered
    count: int

    @property
    def title(self) -> str:
        return str(self.duty.title)


T = TypeVar("T")
_registered: dict[str, Registered] = {}


def handover(name: str, *, title: object, is_sealed: bool = False) -> Callable[[T], T]:
    def register(duty: T) -> T:
        if name in _registered:
            raise RuntimeError(f"two duties are called {name}")
        _registered[name] = Registered(name, title, duty.count, duty.move, is_sealed)  # type: ignore[attr-defined]
        return duty

    return register


def open_duties(grant: RoleGrant) -> list[Open]:
    found = [Open(duty, duty.count(grant)) for duty in _registered.values()]
    return [duty for duty in found if duty.count]


def unsealed(duties: list[Open]) -> list[Open]:
    """What may be named to others than the holder."""
    return [duty for duty in duties if not duty.duty.is_sealed]
