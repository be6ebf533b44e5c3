"""One indicator, one line: what it is now, what it was, out of what, and what was left out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from insights.charts.scale import shown as number_text
from insights.charts.scale import step
from insights.indicators import Indicator
from insights.queries.readings import Reading
from insights.queries.shown import Shown


@dataclass(frozen=True)
class Line:
    now: Shown
    before: Shown | None
    """Nothing where the difference of two numbers would tell of a person."""
    a_year_ago: Shown | None

    @property
    def indicator(self) -> Indicator:
        """As it was read: by the formula of that time."""
        return self.now.reading.indicator

    @property
    def value(self) -> str:
        if self.now.number is None or self.indicator.is_share:
            return self.now.text
        return f"{self.now.text} {self.indicator.unit.label}"

    @property
    def changes(self) -> str:
        """In points of a hundred where it is a share, else in its own unit."""
        said = [
            f"{words} {change}"
            for words, change in (
                (_("比上一段"), difference(self.now, self.before)),
                (_("比去年同期"), difference(self.now, self.a_year_ago)),
            )
            if change
        ]
        if self.a_year_ago is not None and self.a_year_ago.reading.silent:
            said.append(_("去年同期还没有数据"))
        return _("，").join(said)


def difference(now: Shown, then: Shown | None) -> str:
    """ "+2.8 个百分点", "−12"; nothing where one of the two is not there."""
    if then is None or now.number is None or then.number is None:
        return ""
    change = step(now.number, then.number)
    if now.reading.indicator.is_share:
        return _("{n} 个百分点").format(n=_signed(change))
    return _signed(change)


def change(now: Reading, then: Reading) -> float | None:
    if now.share is None or then.share is None:
        return None
    return step(now.share, then.share)


def _signed(change: float) -> str:
    if not change:
        return "±0"
    return ("+" if change > 0 else "−") + number_text(abs(change))
