"""What a recount is, and the words they are written in."""

from dataclasses import dataclass
from typing import Final

UNDER: Final = "IN (SELECT id FROM communities_area WHERE path LIKE %(below)s)"


@dataclass(frozen=True)
class Recount:
    part: str
    base: str = ""
    """Of what, where it is a share."""
    stands: bool = False
    """As it is today, whatever the period."""
    stood: bool = False
    """As it was at the end of a period: the past can be asked, too."""
    this_month: bool = False
    """People, of whom a whole month is known, of what stands today."""

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        return (("part", self.part), *((("base", self.base),) if self.base else ()))


def of(table: str, where: str, what: str = "count(*)", place: str = "community_id") -> str:
    return f"SELECT {what} FROM {table} WHERE {place} {UNDER} AND {where}"


def within(moment: str) -> str:
    return f"{moment} >= %(start)s AND {moment} < %(end)s"


def on(day: str) -> str:
    return f"{day} >= %(first)s AND {day} < %(until)s"
