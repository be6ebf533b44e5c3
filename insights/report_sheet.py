"""A kept report, read again: its rows with names, values and what they were before.

The words are those of then; a reader of another language gets today's, where the definition has
not become another one since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from insights.charts.scale import step
from insights.indicators import REGISTRY
from insights.indicators.rates import THREE
from insights.indicators.shape import Theme

Both = tuple[int | None, int | None]
Frozen = dict[str, Any]
OF_PARTS = ("orders", "orders_closed", "orders_open", *THREE)
"""What the places right below are told apart by, in this order: a kept dictionary has none."""
LANGUAGE = "zh-hans"
"""A report is a paper of the office, whatever the language of who makes it."""


@dataclass(frozen=True)
class Row:
    said: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.said["code"])

    @property
    def name(self) -> str:
        return self._word("name")

    @property
    def definition(self) -> str:
        return self._word("definition")

    @property
    def decision(self) -> str:
        return self._word("decision")

    @property
    def base_name(self) -> str:
        return self._word("base_name")

    @property
    def unit(self) -> str:
        known = self._known
        return str(known.unit.label) if known is not None else str(self.said["unit"])

    @property
    def is_share(self) -> bool:
        return bool(self.said["base_name"])

    @property
    def stands(self) -> bool:
        return bool(self.said["stands"])

    @property
    def part(self) -> int:
        return int(self.said["now"][0] or 0)

    @property
    def base(self) -> int:
        return int(self.said["now"][1] or 0)

    @property
    def left_out(self) -> list[tuple[str, int]]:
        return [(str(why), int(count)) for why, count in self.said["left_out"]]

    @property
    def value(self) -> float | None:
        return self._value("now")

    @property
    def before(self) -> float | None:
        return self._value("before")

    @property
    def a_year_ago(self) -> float | None:
        return self._value("a_year_ago")

    @property
    def shown(self) -> str:
        return self._shown(self.value)

    @property
    def shown_before(self) -> str:
        return self._shown(self.before)

    @property
    def shown_a_year_ago(self) -> str:
        return self._shown(self.a_year_ago)

    @property
    def had_no_year_ago(self) -> bool:
        """Nothing was known of the place then: silence, and no zero."""
        return bool(self.said["a_year_ago"] == [None, None])

    @property
    def fraction(self) -> str:
        """A share never stands without what it is a share of."""
        return f"{self.part:,} ÷ {self.base:,}" if self.is_share else ""

    # --- inside --------------------------------------------------------------------------------
    def _value(self, when: str) -> float | None:
        part, base = self.said[when]
        return share((part, base), self.said["least"]) if self.is_share else _of(part, self.said)

    def _shown(self, value: float | None) -> str:
        if value is None:
            return "—"
        return number(value) + ("%" if self.is_share else "")

    @property
    def _known(self) -> Any:
        one = REGISTRY.get(self.code)
        same = one is not None and one.version == self.said["version"]
        return one if same and get_language() not in {None, LANGUAGE} else None

    def _word(self, name: str) -> str:
        return str(getattr(self._known, name) if self._known is not None else self.said[name])


@dataclass(frozen=True)
class Part:
    """A place right below, with what it is told apart by."""

    pk: int
    name: str
    of: dict[str, Both]

    def share(self, code: str, least: int) -> float | None:
        return share(self.of[code], least)


@dataclass(frozen=True)
class Sheet:
    """The whole of what was kept."""

    said: dict[str, Any]

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(one) for one in self.said["rows"]]

    @cached_property
    def by_code(self) -> dict[str, Row]:
        return {row.code: row for row in self.rows}

    def __getitem__(self, code: str) -> Row:
        return self.by_code[code]

    @property
    def place(self) -> str:
        return str(self.said["place"])

    @property
    def period(self) -> str:
        return str(self.said["period"])

    @cached_property
    def themes(self) -> list[tuple[str, list[Row]]]:
        found = [
            (str(theme.label), [row for row in self.rows if row.said["theme"] == theme.value])
            for theme in Theme
        ]
        return [(label, rows) for label, rows in found if rows]

    @property
    def months(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.said["months"]]

    def course(self, code: str) -> tuple[float | None, ...]:
        least = self[code].said["least"]
        return tuple(share((part, base), least) for part, base in self.said["course"][code])

    @cached_property
    def parts(self) -> list[Part]:
        return [
            Part(one["pk"], one["name"], {code: tuple(both) for code, both in one["of"].items()})
            for one in self.said["parts"]
        ]

    @property
    def kinds(self) -> list[tuple[str, int, int | None]]:
        """With what there was a year ago; nothing where nothing was known then."""
        return [
            (str(name), int(now), None if then is None else int(then))
            for name, now, then in self.said["kinds"]
        ]

    def have(self, codes: Iterable[str]) -> list[Row]:
        return [self[code] for code in codes if code in self.by_code]


def share(both: Both, least: int) -> float | None:
    """In percent; nothing where too few stand behind it."""
    part, base = both
    return 100 * part / base if part is not None and base and base >= least else None


def number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def change(row: Row, other: float | None) -> float | None:
    """In points of a share, in numbers of a number."""
    return None if row.value is None or other is None else step(row.value, other)


def points(change: float) -> str:
    """With its sign, and a minus that is one."""
    return f"{change:+.1f}".replace("-", "−")


# --- inside ---------------------------------------------------------------------------------------
def _of(part: int | None, said: dict[str, Any]) -> float | None:
    return None if part is None else part / said["divisor"]
