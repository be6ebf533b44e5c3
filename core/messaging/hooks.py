"""What the kernel cannot know, asked of the rooms above at the moment of sending."""

from collections.abc import Callable

from core.models import Message

Suppressor = Callable[[Message], str]
"""Returns the reason why this person is told nothing (a code for the row), or ''."""

_suppressors: dict[str, Suppressor] = {}
_localities: list[Callable[[int], list[int]]] = []


def suppressor(name: str) -> Callable[[Suppressor], Suppressor]:
    """Register a reason to stay silent, such as a death in the register."""

    def register(function: Suppressor) -> Suppressor:
        if name in _suppressors:
            raise RuntimeError(f"two suppressors are called {name}")
        _suppressors[name] = function
        return function

    return register


def why_silent(message: Message) -> str:
    return next((reason for ask in _suppressors.values() if (reason := ask(message))), "")


def localities_by(function: Callable[[int], list[int]]) -> None:
    """Register how a scope widens: its own place first, then street, district …"""
    _localities[:] = [function]


def localities_of(scope: int | None) -> list[int]:
    if scope is None:
        return []
    return _localities[0](scope) if _localities else [scope]
