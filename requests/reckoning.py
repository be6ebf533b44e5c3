"""How the three rates are reckoned: no law says it, so a formula does, in force from a day on.

It is applied when figures are read, never when they are counted: what was counted of an order holds
how soon somebody was reached as a step, so a window can be chosen afterwards.
"""

from dataclasses import dataclass
from datetime import date, timedelta

STEPS = (2, 8, 24, 48, 72)
"""Hours."""
LATER = "later"
FAIR = 3
"""基本满意, of five grades."""


@dataclass(frozen=True)
class Formula:
    """As shipped; another one is a row somebody wrote."""

    contact_hours: int = 24
    content_from: int = FAIR
    counts_unanswered: bool = False
    counts_unrated: bool = False
    version: int = 1
    since: date = date(2026, 1, 1)

    @property
    def contact_within(self) -> timedelta:
        return timedelta(hours=self.contact_hours)


def step_of(waited: timedelta) -> str:
    return next((f"{hours}h" for hours in STEPS if waited <= timedelta(hours=hours)), LATER)


def within(hours: int) -> tuple[str, ...]:
    return tuple(f"{each}h" for each in STEPS if each <= hours)
