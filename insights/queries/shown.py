"""A reading as this viewer may see it: in words where there is no number, and why there is none.

Of persons a small cell is hidden from who sees no names, with as many neighbours as would give it
away. The hiding is worked out over everything he may open and not over one page; and what happened
to persons he reads by whole years only, for a month less a month would be a cell of one day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from communities.queries.profile import smallest_shown
from core.small_cells import hidden, with_rest
from insights.charts.scale import shown as number_text
from insights.indicators.shape import Indicator, Kind, too_few
from insights.models import Span
from insights.periods import Period
from insights.queries.places import Place
from insights.queries.readings import Question, Reading

TREE = "tree"


@dataclass(frozen=True)
class Shown:
    reading: Reading
    why: str = ""
    """Why there is no number, where there is none."""
    instead: str = ""
    """What stands in its place: "少于 5"."""

    @property
    def number(self) -> float | None:
        return None if self.why else self.reading.value

    @property
    def text(self) -> str:
        if self.number is None:
            return self.instead or "—"
        if self.reading.indicator.is_share:
            return f"{self.number:.1f}%"
        return number_text(self.number)

    @property
    def fraction(self) -> str:
        """86 ÷ 99 件回答了的; of a share that may be shown at all."""
        one = self.reading
        if not one.indicator.is_share or self.instead or one.part is None:
            return ""
        return _("{part} ÷ {whole}，{base}").format(
            part=number_text(one.indicator.amount(one.part)),
            whole=number_text(one.indicator.amount(one.base or 0)),
            base=one.indicator.base_name,
        )

    @property
    def left_out(self) -> str:
        if self.instead:
            return ""
        return _("；").join(
            _("{why} {n} 件不算").format(why=why, n=f"{n:,}")
            for why, n in self.reading.left_out
            if n
        )


class Veil:
    """Asked before the figures are read, then laid over each of them."""

    def __init__(self, viewer: Viewer, place: Place, period: Period) -> None:
        self.small = smallest_shown(viewer)
        self._place, self._period = place, period
        self._gone: dict[str, set[int]] = {}
        self._asked: list[Indicator] = []

    def ask(self, question: Question, indicators: Iterable[Indicator]) -> None:
        persons = [one for one in indicators if one.of_persons]
        if persons and self.small:
            self._asked = persons
            places = [area.pk for area in self._place.tree]
            question.read(TREE, persons, places, self._period)

    def learn(self, answers: Mapping[str, Any]) -> None:
        for one in self._asked:
            readings = {area.pk: answers[TREE][area.pk, one.code] for area in self._place.tree}
            self._gone[one.code] = self._hidden_in(readings)

    def over(self, area: Area, reading: Reading) -> Shown:
        one = reading.indicator
        if area.level not in one.levels:
            return Shown(reading, _("只算到社区"))
        if self.by_years_only(one) and self._period.span is not Span.YEAR:
            return Shown(reading, _("关系到人的，只看整年"), _("只看整年"))
        if one.of_persons and self.small and area.pk in self._gone.get(one.code, {area.pk}):
            return self._instead(reading)
        if reading.silent:
            return Shown(reading, _("那时平台上还没有这里的数据"))
        if reading.part is None:
            return Shown(reading, _("自选的时段只有人次，没有人：一个人来了两个月，不是两个人"))
        if reading.value is None:
            return Shown(reading, too_few(one.least))
        return Shown(reading)

    def by_years_only(self, one: Indicator) -> bool:
        flows = any(count.kind is Kind.FLOW for count in one.counts)
        return bool(one.of_persons and flows and self.small)

    def compares(self, one: Indicator) -> bool:
        """A difference of two numbers of persons would be a small cell of its own."""
        return not (one.of_persons and self.small)

    @property
    def compares_once(self) -> bool:
        """Of a year the period before is the year before."""
        return self._period.before == self._period.a_year_before

    def _hidden_in(self, readings: Mapping[int, Reading]) -> set[int]:
        """Of a share also where those it is of are few, and those who are not in it."""
        parts = {pk: one.part or 0 for pk, one in readings.items()}
        bases = {pk: one.base or 0 for pk, one in readings.items()}
        others = {pk: max(bases[pk] - part, 0) for pk, part in parts.items()}
        shares = any(one.base is not None for one in readings.values())
        gone: set[int] = set()
        for values in (parts, bases, others) if shares else (parts,):
            tree = with_rest(values, self._place.below)
            gone |= hidden(*tree, self._place.top, small=self.small)
        return gone

    def _instead(self, reading: Reading) -> Shown:
        few = not reading.indicator.is_share and (reading.part or 0) < self.small
        instead = _("少于 {small}").format(small=self.small) if few else _("不公开")
        return Shown(reading, _("人数太少，或者会让人推算出来"), instead)
