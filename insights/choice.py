"""What somebody chose to look at: when, where, which indicator on the map; and its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.periods import Period, month_of, parsed, quarter, week_of, written, year

NAMED = (
    ("week", gettext_lazy("本周")),
    ("month", gettext_lazy("本月")),
    ("quarter", gettext_lazy("本季")),
    ("year", gettext_lazy("今年")),
)
USUAL = "month"
FREE = "free"
FIRST_YEAR = 2000
YEARS_BACK, QUARTERS_BACK, MONTHS_BACK = 4, 8, 24


@dataclass(frozen=True)
class Choice:
    period: Period
    code: str
    """As it stands in the address: a name that moves along ("month"), one that stays ("2026-03"),
    or "free" with two days beside it."""
    area: str = ""
    show: str = ""
    """The code of an indicator."""
    trouble: str = ""
    """Why it is not what was asked for."""

    def query(self, **changes: Any) -> str:
        """The same, with these things changed: "?period=2026-03&area=12"."""
        asked: dict[str, Any] = {"period": self.code}
        if self.code == FREE:
            asked |= {"from": self.period.first, "to": self.period.last}
        asked |= {"area": self.area, "show": self.show, **changes}
        if asked["period"] != FREE:
            asked = {name: value for name, value in asked.items() if name not in {"from", "to"}}
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})

    @property
    def is_free(self) -> bool:
        return self.period.span is None


def chosen(asked: Mapping[str, str], today: date | None = None) -> Choice:
    """What cannot be read gives the usual month, and says so."""
    day = today or timezone.localdate()
    area, show = asked.get("area", ""), asked.get("show", "")
    area = area if area.isdecimal() else ""
    code = asked.get("period", "") or (FREE if asked.get("from") or asked.get("to") else USUAL)
    if code == FREE:
        first, last = _day(asked.get("from", "")), _day(asked.get("to", ""))
        if first is None or last is None:
            return Choice(month_of(day), USUAL, area, show, _("请写清从哪天到哪天，先看本月。"))
        if first > last:
            return Choice(month_of(day), USUAL, area, show, _("“从”在“到”的后面，先看本月。"))
        return _free(Period(first, _after(last)), area, show)
    period = named(day).get(code) or parsed(code)
    if period is None:
        return Choice(month_of(day), USUAL, area, show, _("看不懂这段时间，先看本月。"))
    return Choice(period, code, area, show)


def named(day: date) -> dict[str, Period]:
    """Each up to its end, also where that is still to come."""
    return {
        "week": week_of(day),
        "month": month_of(day),
        "quarter": quarter(day),
        "year": year(day.year),
    }


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    current: bool


def options(choice: Choice, today: date | None = None) -> list[tuple[str, list[Option]]]:
    """Months, quarters and years that are over or have begun, the latest first."""
    day = today or timezone.localdate()
    shelves = (
        (_("月"), month_of(day), MONTHS_BACK),
        (_("季度"), quarter(day), QUARTERS_BACK),
        (_("年"), year(day.year), YEARS_BACK),
    )
    found = []
    for label, period, count in shelves:
        row = []
        for _n in range(count):
            code = written(period)
            row.append(Option(code, str(period), period == choice.period))
            period = period.before
        found.append((label, row))
    return found


# --- inside ---------------------------------------------------------------------------------------
def _free(period: Period, area: str, show: str) -> Choice:
    """Two days that are a month, a quarter or a year are that."""
    return Choice(period, written(period) or FREE, area, show)


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= timezone.localdate().year + 1 else None


def _after(day: date) -> date:
    return day + timedelta(days=1)
