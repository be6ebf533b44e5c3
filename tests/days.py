"""Days that a parametrized test means, told from the day on which the test runs.

What stands in a decorator is read when the tests are collected; a long run crosses midnight, and
yesterday's tomorrow is refused by nobody. A day that is meant is read when its test begins.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Meant:
    ahead: int
    said_as: Callable[[date], object]

    def read(self) -> object:
        return self.said_as(timezone.localdate() + timedelta(days=self.ahead))


def day(ahead: int = 0, said_as: Callable[[date], object] = lambda it: it) -> object:
    """So many days after today; before it, with a minus."""
    return Meant(ahead, said_as)


def read(value: object) -> object:
    """With every day that is meant in it as it is today."""
    match value:
        case Meant():
            return value.read()
        case dict():
            return {key: read(part) for key, part in value.items()}
        case list():
            return [read(part) for part in value]
        case tuple() if type(value) is tuple:
            return tuple(read(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        said = {field.name: getattr(value, field.name) for field in fields(value)}
        meant = {name: part.read() for name, part in said.items() if isinstance(part, Meant)}
        return replace(value, **meant) if meant else value
    return value
