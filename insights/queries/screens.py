"""Screens as their keepers see them, and what each of them shows to whoever stands before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.viewer import ANONYMOUS, Viewer
from communities.models import Area, CommunityProfile, Level, Notice
from communities.queries.place import profile_at
from core import scope
from core.small_cells import hidden, with_rest
from grids.map import Map, draw_map
from grids.queries.boundaries import describe, grid_map, grounds_of
from insights.charts.scale import shown as number_text
from insights.indicators import REGISTRY, Indicator
from insights.indicators.shape import Unit
from insights.models import Screen
from insights.models.screens import Part, keeps_screens
from insights.periods import Period, month_of
from insights.queries.fresh import folded_at
from insights.queries.readings import Reading, read
from insights.wall import ON_THE_WALL, digest_of
from requests.queries import strip

OPEN, CLOSED = "orders_open", "orders_closed"
HEAD = ("households", "residents")
PER_TURN = 8
"""Rows of the strip that stand at a time; the others have their turn."""
MOST_NOTICES = 4
WORDS = 40
LONGEST_SECRET = 80
WIDE = 434
SHOWN = 60


@dataclass(frozen=True)
class Shown:
    """One indicator as it stands on the wall."""

    name: str
    value: str
    unit: str
    note: str


@dataclass(frozen=True)
class News:
    title: str
    text: str
    on: date | None
    is_important: bool


@dataclass(frozen=True)
class Wall:
    """Everything on it; a part that was not chosen is None."""

    screen: Screen
    now: datetime
    head: list[str]
    open: int | None
    """None where it is too few to be told."""
    closed_today: int
    turns: list[list[strip.Line]] | None
    more: int
    map: Map | None
    figures: list[Shown] | None
    since: date
    notices: list[News] | None
    profile: CommunityProfile | None
    small: int
    fresh: datetime | None


# --- at the desk ----------------------------------------------------------------------------------
def screens(viewer: Viewer) -> list[Screen]:
    """Those that hang, then those that were taken back."""
    if not keeps_screens(viewer):
        raise Http404
    rows = Screen.objects.manageable_by(viewer).select_related("area")
    living = list(rows.living().order_by("-pk"))
    ended = rows.filter(revoked_at__isnull=False).order_by("-revoked_at")
    return [*living, *ended[: SHOWN - len(living)]]


def get_screen(viewer: Viewer, pk: int) -> Screen:
    rows = Screen.objects.manageable_by(viewer).select_related("area")
    return get_object_or_404(rows, pk=pk)


def places_for(viewer: Viewer) -> list[Area]:
    if not keeps_screens(viewer):
        raise Http404
    rows = Area.objects.filter(pk__in=viewer.area_ids, is_active=True)
    return list(rows.order_by("path"))


def offered(areas: Sequence[Area]) -> list[Indicator]:
    """What is known of each of these places."""
    levels = {area.level for area in areas}
    return [REGISTRY[code] for code in ON_THE_WALL if levels <= REGISTRY[code].levels]


# --- on the wall ----------------------------------------------------------------------------------
def by_secret(secret: str) -> Screen | None:
    """Living, or nothing: why a link does not open is nobody's business."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    rows = Screen.objects.living().select_related("area")
    return rows.filter(digest=digest_of(secret), area__is_active=True).first()


def wall(screen: Screen, now: datetime | None = None) -> Wall:
    now = timezone.localtime(now)
    area, today = screen.area, now.date()
    communities = _communities(area)
    with scope.entered(communities):
        parts = _parts(area)
        month = month_of(today)
        chosen = [REGISTRY[code] for code in screen.figures if code in REGISTRY]
        stands = read([REGISTRY[OPEN]], [area.pk, *(part.pk for part in parts)], month)
        here = read([*chosen, *(REGISTRY[code] for code in HEAD)], [area.pk], month)
        day = read([REGISTRY[CLOSED]], [area.pk], Period(today, _next(today)))
        near = area.community_id is not None
        small = settings.SMALL_CELLS if near else settings.SMALL_CELLS_FROM_AFAR
        has = set(screen.shows)
        counts = {pk: reading.part or 0 for (pk, _code), reading in stands.items()}
        gone = _gone(counts, area, parts, small)
        told = {part.pk: counts[part.pk] for part in parts if part.pk not in gone}
        lines = strip.lately(area, communities) if Part.STRIP in has else None
        return Wall(
            screen=screen,
            now=now,
            head=_head(here, area, parts),
            open=None if area.pk in gone else counts[area.pk],
            closed_today=day[area.pk, CLOSED].part or 0,
            turns=None if lines is None else _turns(lines),
            more=len(lines or ()),
            map=_map(area, parts, told) if Part.MAP in has else None,
            figures=_figures(chosen, here, area, small) if Part.FIGURES in has else None,
            since=month.first,
            notices=_notices(communities) if Part.NOTICES in has else None,
            profile=profile_at(area.pk) if area.level == Level.COMMUNITY else None,
            small=small,
            fresh=folded_at(),
        )


# --- inside ---------------------------------------------------------------------------------------
def _communities(area: Area) -> list[int]:
    rows = Area.objects.under(area).filter(level=Level.COMMUNITY, is_active=True)
    return list(rows.order_by("path").values_list("pk", flat=True))


def _parts(area: Area) -> list[Area]:
    """What the map is of: grids of a community, communities of a street, streets of a district."""
    rows = Area.objects.filter(parent=area, is_active=True)
    return list(rows.order_by("position", "pk"))


def _gone(counts: dict[int, int], area: Area, parts: list[Area], small: int) -> set[int]:
    """What is known of no part is one more of them: never shown, but found by subtracting."""
    values, below = with_rest(counts, {area.pk: [part.pk for part in parts]})
    return hidden(values, below, area.pk, small=small)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _head(here: dict[tuple[int, str], Reading], area: Area, parts: list[Area]) -> list[str]:
    said = [
        f"{here[area.pk, code].part or 0:,} {REGISTRY[code].unit.label}"
        for code in HEAD
        if here[area.pk, code].part
    ]
    if parts:
        level = Level(parts[0].level)
        said.append(_("%(n)d 个%(level)s") % {"n": len(parts), "level": _short(level)})
    return said


def _short(level: Level) -> str:
    """街道 / 乡镇: on a wall the first of the two words is enough."""
    return str(level.label).partition(" / ")[0]


def _turns(lines: list[strip.Line]) -> list[list[strip.Line]]:
    return [lines[n : n + PER_TURN] for n in range(0, len(lines), PER_TURN)]


def _map(area: Area, parts: list[Area], told: dict[int, int]) -> Map | None:
    """What is not told is dashed: small numbers, and those that would give them away."""
    title = _("%(area)s各处在办的件数") % {"area": area.title}
    unit = str(Unit.CASES.label)
    said = _most(parts, told, unit) if len(told) < len(parts) else ""
    if area.level == Level.COMMUNITY:
        return grid_map(area, told, title=title, unit=unit, description=said, least=0)
    rings = grounds_of(parts)
    text = said or describe(rings, told, unit=unit, least=0)
    return draw_map(rings, told, title=title, description=text, unit=unit, width=WIDE)


def _most(parts: list[Area], told: dict[int, int], unit: str) -> str:
    """Where some are not told, which has fewest is not told either."""
    if not any(told.values()):
        return _("数太小的不写")
    first = max((part for part in parts if part.pk in told), key=lambda part: told[part.pk])
    return _("写了数的地方里，%(place)s最多，%(n)s %(unit)s") % {
        "place": first.title,
        "n": f"{told[first.pk]:,}",
        "unit": unit,
    }


def _figures(
    chosen: list[Indicator], here: dict[tuple[int, str], Reading], area: Area, small: int
) -> list[Shown]:
    return [_shown(one, here[area.pk, one.code], small) for one in chosen]


def _shown(one: Indicator, reading: Reading, small: int) -> Shown:
    """A share with its two numbers; of too few no percentage, of few persons no number."""
    if one.is_share:
        note = _("%(part)s / %(base)s %(name)s") % {
            "part": number_text(one.amount(reading.part or 0)),
            "base": number_text(one.amount(reading.base or 0)),
            "name": one.base_name,
        }
        value = "—" if reading.share is None else f"{reading.share:.1f}"
        return Shown(str(one.name), value, "" if reading.share is None else "%", note)
    number = reading.value
    if number is None:
        return Shown(str(one.name), "—", "", "")
    if one.of_persons and 0 < number < small:
        return Shown(str(one.name), _("少于 %(n)d") % {"n": small}, str(one.unit.label), "")
    text = f"{number:,.1f}".removesuffix(".0")
    return Shown(str(one.name), text, str(one.unit.label), "")


def _notices(communities: list[int]) -> list[News]:
    """What hangs for everybody; of many communities what is important to all."""
    rows = Notice.objects.hung_for(ANONYMOUS).current().filter(community__in=communities)
    if len(communities) > 1:
        rows = rows.filter(is_important=True)
    rows = rows.order_by("-is_important", "-published_at", "-pk")[:MOST_NOTICES]
    return [_news(row) for row in rows]


def _news(row: Any) -> News:
    on = timezone.localdate(row.published_at) if row.published_at else None
    text = Truncator(" ".join(str(row.text).split())).chars(WORDS)
    return News(str(row.heading), text, on, row.is_important)
