"""How far each target is: what is there, what is missing, where the course leads; in words.

All targets of a place, and those of every place right below it, cost the same few statements.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Reach
from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile, Level
from insights.access import ABOVE, leads_on
from insights.charts import AimBar
from insights.charts.scale import shown as number_text
from insights.forecast import Range, forecast
from insights.indicators import REGISTRY, Indicator
from insights.indicators.shape import Kind, Unit
from insights.models import PolicyDocument, PolicyTarget
from insights.periods import Period
from insights.queries.courses import stood
from insights.queries.readings import Reading, read

POINTS = 12
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """Of a place as a whole its own reading; of each place in it, how many of them are there."""

    target: PolicyTarget
    actual: float | None
    goal: float
    reached: int = 0
    of: int = 0
    """Nought where the place is asked as a whole."""
    range: Range | None = None
    reading: Reading | None = None
    """Of a place as a whole: a share says what it is of."""

    @property
    def indicator(self) -> Indicator:
        return REGISTRY[self.target.indicator]

    @property
    def is_reached(self) -> bool:
        return self.actual is not None and self.actual >= self.goal

    @property
    def gap(self) -> float:
        return 0.0 if self.actual is None else max(self.goal - self.actual, 0.0)

    @property
    def is_late(self) -> bool:
        return not self.is_reached and self.target.due_on < timezone.localdate()

    @property
    def verdict(self) -> str:
        """Beside the colour, in words."""
        if self.actual is None:
            return _("现在还算不出来")
        if self.is_reached:
            return _("已到")
        if self.is_late:
            return _("过期没到")
        if self.range is None:
            return _("还没到")
        if self.range.low >= self.goal:
            return _("照现在的速度到得了")
        if self.range.high < self.goal:
            return _("照现在的速度到不了")
        return _("到不到得了还说不准")

    @property
    def tone(self) -> str:
        """What the badge looks like; the words say the same."""
        if self.actual is None:
            return "line"
        if self.is_reached:
            return "go"
        return "late" if self.is_late else "soon"

    # --- as a page says it ---------------------------------------------------------------------
    @property
    def bar(self) -> AimBar | None:
        """Of places it is the share of them that are there."""
        return None if self.actual is None else AimBar(self.actual, self.goal, self.tone)

    @property
    def shown_actual(self) -> str:
        if self.of:
            return _("{of} 处里 {reached} 处到了").format(of=self.of, reached=self.reached)
        return "—" if self.actual is None else _with_unit(self.actual, self.indicator.unit)

    @property
    def fraction(self) -> str:
        said = self.reading
        if said is None or said.share is None:
            return ""
        one = said.indicator
        part, base = one.amount(said.part or 0), one.amount(said.base or 0)
        return f"{number_text(part)} ÷ {number_text(base)} {one.base_name}"

    @property
    def shown_goal(self) -> str:
        one = _with_unit(float(self.target.least), self.indicator.unit)
        if not self.of:
            return one
        if self.target.share == 100:
            return _("每一处都到 {least}").format(least=one)
        return _("{share}% 的地方到 {least}").format(share=self.target.share, least=one)

    @cached_property
    def missing(self) -> int:
        """So many places more."""
        needed = -(-self.of * self.target.share // 100)
        return max(needed - self.reached, 0)

    @property
    def shown_gap(self) -> str:
        if self.actual is None:
            return "—"
        if self.is_reached:
            return _("不差")
        if self.of:
            return _("差 {n} 处").format(n=self.missing)
        if self.indicator.unit is Unit.PERCENT:
            return _("差 {n:.1f} 个百分点").format(n=self.gap)
        return _("差 {n}").format(n=_with_unit(self.gap, self.indicator.unit))

    @property
    def shown_range(self) -> str:
        """Never a number that pretends to know."""
        if self.range is None or self.is_reached or self.is_late:
            return ""
        low, high = max(self.range.low, 0), max(self.range.high, 0)
        if self.indicator.unit is Unit.PERCENT:
            low, high = min(low, 100), min(high, 100)
        return _("照现在的速度，到那天在 {low} 到 {high} 之间").format(
            low=_with_unit(low, self.indicator.unit), high=_with_unit(high, self.indicator.unit)
        )


@dataclass(frozen=True)
class Below:
    """The same target in a place right under this one."""

    area: Area
    standing: Standing
    leads_on: bool


@dataclass(frozen=True)
class TargetPage:
    area: Area
    above: list[Area]
    """The places around it that he reads, the widest first."""
    standing: Standing
    below: list[Below]
    earlier: list[PolicyTarget]
    """The versions before, the last one first."""
    paper_after: PolicyDocument | None
    """What took the place of the paper it stands in."""


def standings(area: Area, today: date | None = None) -> list[Standing]:
    """Of the targets that hold in that place, the next due first."""
    found = _standings(_in_use(), [area], area, today or timezone.localdate())
    return [standing for _area, standing in found]


def target_page(viewer: Viewer, area: Area, pk: int) -> TargetPage:
    """One of them, and how far each place right below is."""
    day = timezone.localdate()
    targets = list(
        PolicyTarget.objects.filter(pk=pk).select_related("document__replaced_by", "area")
    )
    below = _right_below(viewer, area)
    found = _standings(targets, [area, *below], area, day)
    here = next((standing for place, standing in found if place == area), None)
    if here is None:
        raise Http404
    return TargetPage(
        area=area,
        above=_above(viewer, area),
        standing=here,
        below=[
            Below(place, standing, leads_on(viewer, place))
            for place, standing in found
            if place != area
        ],
        earlier=_earlier(here.target),
        paper_after=getattr(here.target.document, "replaced_by", None),
    )


# --- inside ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Place:
    pk: int
    level: str
    path: str
    is_village: bool


def _in_use() -> list[PolicyTarget]:
    rows = PolicyTarget.objects.filter(is_active=True, indicator__in=REGISTRY)
    return list(rows.select_related("document", "area").order_by("due_on", "pk"))


def _standings(
    targets: list[PolicyTarget], areas: list[Area], top: Area, day: date
) -> list[tuple[Area, Standing]]:
    """For each target, and each of the places where it says something."""
    levels = {target.each for target in targets if target.each} | {area.level for area in areas}
    places = _places(top, levels)
    asked = [
        (target, area, chosen)
        for target in targets
        for area in areas
        if _holds(target, area) and (chosen := _chosen(target, area, places))
    ]
    indicators = {target.indicator: REGISTRY[target.indicator] for target, _a, _c in asked}
    wanted = {place.pk for _t, _a, chosen in asked for place in chosen}
    values = read(indicators.values(), wanted, _until(day))
    alone = [(target, area) for target, area, chosen in asked if _is_whole(target, area, chosen)]
    courses = _courses(alone, day)
    return [
        (
            area,
            _standing(target, area, chosen, values, courses.get((area.pk, target.indicator)), day),
        )
        for target, area, chosen in asked
    ]


def _holds(target: PolicyTarget, area: Area) -> bool:
    """A target of one place as a whole is that place's; one for each place holds all over it."""
    if target.area is None:
        return True
    if not target.each:
        return target.area_id == area.pk
    return area.path.startswith(target.area.path)


def _places(top: Area, levels: set[str]) -> list[_Place]:
    """The place itself and what lies under it, of the levels that are asked for."""
    rows = Area.objects.under(top).filter(Q(level__in=levels) | Q(pk=top.pk), is_active=True)
    village = CommunityProfile.Kind.RURAL
    return [
        _Place(pk, level, path, kind == village)
        for pk, level, path, kind in rows.order_by("path").values_list(
            "pk", "level", "path", "profile__kind"
        )
    ]


def _chosen(target: PolicyTarget, area: Area, places: list[_Place]) -> list[_Place]:
    """Whose readings are asked: the place's own, or those of each in it."""
    inside = [place for place in places if place.path.startswith(area.path)]
    if not target.each:
        return [place for place in inside if place.pk == area.pk]
    return [
        place
        for place in inside
        if place.level == target.each
        and (not target.ground or place.is_village == (target.ground == target.Ground.RURAL))
    ]


def _is_whole(target: PolicyTarget, area: Area, chosen: list[_Place]) -> bool:
    """One of the level it is asked of reads its own number and not "one of one"."""
    return not target.each or [place.pk for place in chosen] == [area.pk]


def _standing(
    target: PolicyTarget,
    area: Area,
    chosen: list[_Place],
    values: dict[tuple[int, str], Reading],
    course: list[float] | None,
    day: date,
) -> Standing:
    least = float(target.least)
    readings = [values[place.pk, target.indicator] for place in chosen]
    now = [reading.value for reading in readings]
    if _is_whole(target, area, chosen):
        ahead = _months_to(day, target.due_on)
        foretold = forecast(course, ahead) if course else None
        return Standing(target, now[0], least, range=foretold, reading=readings[0])
    there = sum(value is not None and value >= least for value in now)
    return Standing(target, 100 * there / len(now), float(target.share), there, len(now))


def _until(day: date) -> Period:
    """What happens counts from the beginning of the year, what stands stands tonight."""
    return Period(date(day.year, 1, 1), day + DAY)


def _courses(
    asked: list[tuple[PolicyTarget, Area]], day: date
) -> dict[tuple[int, str], list[float]]:
    """The last months, a point each, of what stands: only that grows towards a line."""
    codes = {
        target.indicator: REGISTRY[target.indicator]
        for target, _area in asked
        if all(count.kind is Kind.STOCK for count in REGISTRY[target.indicator].counts)
    }
    if not codes:
        return {}
    return stood(codes.values(), {area.pk for _target, area in asked}, day, POINTS)


def _right_below(viewer: Viewer, area: Area) -> list[Area]:
    """From afar nothing below the street is told apart."""
    ends = area.level == Level.STREET and viewer.role.reach == Reach.PLATFORM
    if area.level not in (*ABOVE, Level.PROVINCE) or ends:
        return []
    return list(Area.objects.filter(parent=area, is_active=True).order_by("position", "pk"))


def _above(viewer: Viewer, area: Area) -> list[Area]:
    ids = area.ancestor_ids
    own = [n for n, pk in enumerate(ids) if pk in viewer.area_ids]
    around = Area.objects.filter(pk__in=ids[own[0] if own else 0 : -1], is_active=True)
    if not own:  # from afar
        around = around.filter(level__in=ABOVE)
    return list(around.order_by("path"))


def _earlier(target: PolicyTarget) -> list[PolicyTarget]:
    """A target is revised every few years: there are never many."""
    if target.replaces_id is None:
        return []
    rows = PolicyTarget.objects.filter(version__lt=target.version).select_related("document")
    known = {row.pk: row for row in rows}
    found, older = [], known.get(target.replaces_id)
    while older is not None:
        found.append(older)
        older = known.get(older.replaces_id or 0)
    return found


def _months_to(day: date, due: date) -> int:
    return (due.year - day.year) * 12 + due.month - day.month


def _with_unit(value: float, unit: Unit) -> str:
    number = f"{value:,.1f}".removesuffix(".0")
    return f"{number}%" if unit is Unit.PERCENT else f"{number} {unit.label}"
