"""What an indicator is: one declaration; page, definition, export and report are made from it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from communities.models import Level

HOUR = 60
YUAN = 100
"""Minutes and cents are counted, hours and yuan are shown."""


class Unit(TextChoices):
    """人 and 人次 are never added to each other (A13-12)."""

    PEOPLE = "people", _("人")
    VISITS = "visits", _("人次")
    HOUSEHOLDS = "households", _("户")
    EVENTS = "events", _("场")
    CASES = "cases", pgettext_lazy("unit", "件")
    BODIES = "bodies", _("家")
    TEAMS = "teams", _("支")
    POSTS = "posts", _("个")
    HOURS = "hours", _("小时")
    POINTS = "points", pgettext_lazy("unit", "分")
    TIMES = "times", pgettext_lazy("unit", "次")
    ENTRIES = "entries", pgettext_lazy("unit", "笔")
    MEALS = "meals", pgettext_lazy("unit", "份")
    REPORTS = "reports", pgettext_lazy("reports", "份")
    DAYS = "days", pgettext_lazy("unit", "天")
    NOTICES = "notices", pgettext_lazy("unit", "条")
    YUAN = "yuan", _("元")
    MINUTES = "minutes", _("分钟")
    PERCENT = "percent", "%"


class Pillar(TextChoices):
    """五社, and what holds them together."""

    COMMUNITY = "community", _("社区")
    ORGANIZATIONS = "organizations", _("社会组织")
    SOCIAL_WORKERS = "social_workers", _("社会工作者")
    VOLUNTEERS = "volunteers", _("社区志愿者")
    CHARITY = "charity", _("社会慈善资源")


class Theme(TextChoices):
    LOOP = "loop", _("点单到评单")
    PEOPLE = "people", _("人和网格")
    FORCES = "forces", _("力量")
    SERVICE = "service", _("服务")
    RESOURCES = "resources", _("资源")


class Kind(StrEnum):
    FLOW = "flow"
    """What happened in the period."""
    STOCK = "stock"
    """What stands at its end: everything before it added up."""
    PEOPLE = "people"
    """Who was there, each once: of a month, a quarter or a year."""


@dataclass(frozen=True)
class Count:
    """One sum of figures. `of` are the parts of `by` that belong to it; without `by` the whole."""

    measure: str
    by: str = ""
    of: frozenset[str] = frozenset()
    kind: Kind = Kind.FLOW

    def __post_init__(self) -> None:
        if bool(self.by) != bool(self.of):
            raise ValueError(f"{self}: `by` and `of` come together")


def flow(measure: str, by: str = "", *of: str) -> Count:
    return Count(measure, by, frozenset(of))


def stock(measure: str, by: str = "", *of: str) -> Count:
    return Count(measure, by, frozenset(of), Kind.STOCK)


def people(measure: str) -> Count:
    return Count(measure, kind=Kind.PEOPLE)


@dataclass(frozen=True)
class LeftOut:
    """Not in the base, and said beside the figure."""

    why: Any
    count: Count


ALL_LEVELS = frozenset(
    {Level.GRID, Level.COMMUNITY, Level.STREET, Level.DISTRICT, Level.CITY, Level.PROVINCE}
)
FROM_COMMUNITY = ALL_LEVELS - {Level.GRID}


@dataclass(frozen=True)
class Indicator:
    code: str
    name: Any
    definition: Any
    """In words: what counts, what does not, on which day."""
    decision: Any
    """What somebody does who reads it."""
    unit: Unit
    theme: Theme
    pillar: Pillar
    part: tuple[Count, ...]
    base: tuple[Count, ...] = ()
    """Of what; empty where it is a number and no share."""
    base_name: Any = ""
    left_out: tuple[LeftOut, ...] = ()
    divisor: int = 1
    """Cents are shown as yuan, minutes as hours; of a share the two numbers it is made of."""
    levels: frozenset[Level] = field(default=ALL_LEVELS)
    least: int = 0
    """A base smaller than that is no share yet: the two numbers are shown, no percentage."""
    of_persons: bool = False
    """Small cells could be somebody one knows: hidden from afar."""
    describes: bool = False
    """Only says how it was: no target stands on it, and no place is held beside another by it."""
    version: int = 1
    since: date = date(2026, 1, 1)

    @property
    def is_share(self) -> bool:
        return bool(self.base)

    def amount(self, count: int) -> float:
        """So much of it as a page says."""
        return count if self.divisor == 1 else count / self.divisor

    @property
    def counts(self) -> frozenset[Count]:
        return frozenset({*self.part, *self.base, *(one.count for one in self.left_out)})


def too_few(least: int) -> str:
    """Why a share says no percentage."""
    if least <= 1:
        return gettext("分母是零，不算比例")
    return gettext("不到 {n} 件，不算比例").format(n=least)


def number(
    code: str,
    name: Any,
    definition: Any,
    decision: Any,
    unit: Unit,
    theme: Theme,
    pillar: Pillar,
    *part: Count,
    **more: Any,
) -> Indicator:
    """One that is of nothing: so many, and no share."""
    return Indicator(code, name, definition, decision, unit, theme, pillar, part, **more)
