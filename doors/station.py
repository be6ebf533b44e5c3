"""The morning of a social work station: three blocks of what is to be done (待办), what is in hand
(在办) and what must not be forgotten (提醒), over three lines of figures, one for each thing a
station is for (A7-21): it gathers resources, does professional service, supports the civil affairs
of the place.

What lies in the blocks is the social worker's own work; the figures are those of his places, read
where all figures are read.
"""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import SOCIAL_WORKER, Door
from accounts.viewer import Viewer
from insights import replica
from insights.indicators import REGISTRY
from insights.periods import month_of
from insights.queries.readings import read
from requests.queries import queue
from requests.workflow import Status

SHOWN = 5
TODO = (Status.POOLED, Status.ASSIGNED)
"""Asked, or given and not yet signed for."""
DOING = (Status.IN_PROGRESS, Status.SUSPENDED)
PRESSES = ("late", "soon")
PLATFORMS = (
    ("resources", ("social_organizations", "partner_units", "volunteers", "resources_yuan")),
    ("service", ("orders_closed", "activities", "activity_visits", "solved_rate")),
    ("support", ("home_visits", "affairs_helped", "aid", "meals")),
)


@dataclass(frozen=True)
class Figure:
    name: str
    text: str


@dataclass(frozen=True)
class Platform:
    name: str
    figures: list[Figure]


@dataclass(frozen=True)
class Line:
    title: str
    meta: str
    url: str
    promise: dict[str, Any] | None


@dataclass(frozen=True)
class Block:
    name: str
    empty: str
    lines: list[Line] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Station:
    blocks: list[Block]
    platforms: list[Platform]


def has_station(viewer: Viewer) -> bool:
    works = viewer.is_staff and not viewer.sleeping and viewer.role.code == SOCIAL_WORKER
    return works and bool(viewer.community_ids)


def station(viewer: Viewer) -> Station:
    rows = queue.my_work(viewer)
    presses = [one for one in rows if one.promise and one.promise["state"] in PRESSES]
    return Station(
        blocks=[
            _block(_("待办"), _("没有等您接的"), _in(rows, TODO)),
            _block(_("在办"), _("手上没有在办的"), _in(rows, DOING)),
            _block(_("提醒"), _("没有快到期的"), presses),
        ],
        platforms=_platforms(viewer),
    )


def panels(viewer: Viewer) -> list[dict[str, Any]]:
    if not has_station(viewer):
        return []
    return [
        {
            "template": "doors/_panel_station.html",
            "context": {"station": station(viewer)},
            "order": 5,
            "door": Door.DESK,
        }
    ]


# --- inside ---------------------------------------------------------------------------------------
def _in(rows: list[queue.Row], states: tuple[Status, ...]) -> list[queue.Row]:
    return [one for one in rows if one.row.status in states]


def _block(name: str, empty: str, rows: list[queue.Row]) -> Block:
    lines = [
        Line(
            str(one.row.title),
            one.meta,
            reverse("requests:case", args=[one.row.pk]),
            one.promise,
        )
        for one in rows[:SHOWN]
    ]
    return Block(name, empty, lines, len(rows))


def _platforms(viewer: Viewer) -> list[Platform]:
    """Of all the places he works in together, this month."""
    names = {"resources": _("服务资源"), "service": _("社工服务"), "support": _("基层民政")}
    asked = [REGISTRY[code] for _name, codes in PLATFORMS for code in codes]
    with replica.left_out():  # the desk waits for nobody
        found = read(asked, viewer.community_ids, month_of(timezone.localdate()))
    return [
        Platform(names[name], [_figure(found, viewer, code) for code in codes])
        for name, codes in PLATFORMS
    ]


def _figure(found: dict[Any, Any], viewer: Viewer, code: str) -> Figure:
    one = REGISTRY[code]
    readings = [found[pk, code] for pk in viewer.community_ids]
    part = sum(reading.part or 0 for reading in readings)
    if not one.is_share:
        return Figure(str(one.name), f"{part // one.divisor:,} {one.unit.label}")
    base = sum(reading.base or 0 for reading in readings)
    text = "—" if base < max(one.least, 1) else f"{100 * part / base:.1f}%"
    return Figure(str(one.name), text)
