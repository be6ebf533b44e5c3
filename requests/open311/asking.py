"""What a query string asks for, checked; whatever cannot be meant is a fault with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from requests.open311.formats import fault

WINDOW = timedelta(days=90)
MOST = 1000


@dataclass(frozen=True)
class Box:
    south: float
    west: float
    north: float
    east: float

    def holds(self, point: tuple[float, float]) -> bool:
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north


@dataclass(frozen=True)
class Asked:
    ids: tuple[UUID, ...] | None = None
    codes: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    statuses: frozenset[str] = frozenset({"open", "closed"})
    box: Box | None = None
    first: int = 0
    size: int = 1000
    extended: bool = False


def given(values: Mapping[str, str], name: str) -> str:
    """An empty parameter is an absent one."""
    return (values.get(name) or "").strip()


def read(values: Mapping[str, str]) -> Asked:
    extended = given(values, "extensions") == "true"
    page, size = (_page(values), _size(values)) if extended else (1, MOST)
    first = (page - 1) * size
    box = _box(values) if extended else None
    if ids := given(values, "service_request_id"):
        return Asked(ids=_ids(ids), first=first, size=size, extended=extended)
    start, end = span(values)
    return Asked(
        codes=tuple(code for code in given(values, "service_code").split(",") if code),
        start=start,
        end=end,
        statuses=_statuses(given(values, "status")),
        box=box,
        first=first,
        size=size,
        extended=extended,
    )


def span(values: Mapping[str, str]) -> tuple[datetime, datetime]:
    """At most ninety days; without a word the last ninety."""
    start, end = _moment(values, "start_date"), _moment(values, "end_date")
    if start is None and end is None:
        end = timezone.now()
    if start is None:
        start = (end or timezone.now()) - WINDOW
    if end is None:
        end = min(start + WINDOW, max(start, timezone.now()))
    if end < start:
        raise fault(400, _("end_date 在 start_date 之前"))
    if end - start > WINDOW:
        raise fault(400, _("start_date 和 end_date 最多相隔 90 天"))
    return start, end


def number(values: Mapping[str, str], name: str) -> float | None:
    text = given(values, name)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise fault(400, _("%(name)s 不是数字") % {"name": name}) from None
    if not abs(value) <= 180:
        raise fault(400, _("%(name)s 不是数字") % {"name": name})
    return value


def _moment(values: Mapping[str, str], name: str) -> datetime | None:
    text = given(values, name).replace(" ", "+")
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        day = parse_date(text) if moment is None else None
    except ValueError:
        moment, day = None, None
    if day is not None:
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001  made aware below
    if moment is None:
        raise fault(400, _("%(name)s 不是日期，要写成 2026-01-01T00:00:00+08:00") % {"name": name})
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _ids(text: str) -> tuple[UUID, ...]:
    """What cannot be a number of ours is one that is not there."""
    found = []
    for one in text.split(",")[:MOST]:
        try:
            found.append(UUID(one.strip()))
        except ValueError:
            continue
    return tuple(found)


def _statuses(text: str) -> frozenset[str]:
    wanted = frozenset(one.strip().lower() for one in text.split(",") if one.strip())
    if not wanted <= {"open", "closed"}:
        raise fault(400, _("status 只能是 open、closed"))
    return wanted or frozenset({"open", "closed"})


def _page(values: Mapping[str, str]) -> int:
    return _whole(values, "page", 1, 100_000)


def _size(values: Mapping[str, str]) -> int:
    return _whole(values, "page_size", MOST, MOST)


def _whole(values: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = given(values, name)
    if not text:
        return default
    if not text.isdecimal() or not 1 <= int(text[:9]) <= most:
        raise fault(400, _("%(name)s 要在 1 和 %(most)s 之间") % {"name": name, "most": most})
    return int(text[:9])


def _box(values: Mapping[str, str]) -> Box | None:
    corners = [number(values, name) for name in ("lat_sw", "long_sw", "lat_ne", "long_ne")]
    if all(corner is None for corner in corners):
        return None
    if any(corner is None for corner in corners):
        raise fault(400, _("范围要写全 lat_sw、long_sw、lat_ne、long_ne"))
    south, west, north, east = (corner or 0.0 for corner in corners)
    return Box(south, west, north, east)
