"""Borders from the outside: GeoJSON files, or one corner per line. Says what is wrong and where."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import DomainError
from grids.geometry import Point, Ring, crossing_edges, is_counterclockwise, square_metres

MOST_CORNERS = 400
LEAST_SQUARE_METRES = 10
DIGITS = 6
"""Decimals kept of a degree: about ten centimetres."""


@dataclass(frozen=True)
class Outline:
    """One polygon of a file, and what the file calls it."""

    ring: Ring
    name: str = ""
    code: str = ""


def polygon_of(ring: Ring) -> dict[str, Any]:
    """GeoJSON as RFC 7946 wants it: counterclockwise, the first corner repeated at the end."""
    corners = ring if is_counterclockwise(ring) else (ring[0], *reversed(ring[1:]))
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in (*corners, corners[0])]]}


def ring_of(value: Any) -> Ring:
    """The ring of a GeoJSON Polygon, or a DomainError that says how to mend it."""
    if not isinstance(value, dict) or value.get("type") != "Polygon":
        raise DomainError(_("边界要是一个多边形（GeoJSON Polygon）"), field="polygon")
    rings = value.get("coordinates")
    if not isinstance(rings, list) or not rings:
        raise DomainError(_("多边形里没有点"), field="polygon")
    if len(rings) > 1:
        raise DomainError(
            _("网格中间不能有洞：请把里面那一块也划进来，或者分成两个网格"), field="polygon"
        )
    corners = _corners(rings[0])
    if len(corners) > 1 and corners[0] != corners[-1]:
        raise DomainError(_("边界没有闭合：最后一个点要和第一个点相同"), field="polygon")
    return check_ring(corners[:-1])


def check_ring(corners: tuple[Point, ...]) -> Ring:
    """At least a triangle, not too fine, no edge over another, some ground inside."""
    ring = _without_repeats(corners)
    if len(ring) < 3:
        raise DomainError(
            _("至少要 3 个点才能围成一块地，现在是 %(n)d 个") % {"n": len(ring)}, field="polygon"
        )
    if len(ring) > MOST_CORNERS:
        raise DomainError(
            _("点太多了：%(n)d 个，最多 %(most)d 个。请先简化边界")
            % {"n": len(ring), "most": MOST_CORNERS},
            field="polygon",
        )
    crossing = crossing_edges(ring)
    if crossing is not None:
        i, j = crossing
        raise DomainError(
            _("边界自己碰到了自己：第 %(i)d 个点后面的边和第 %(j)d 个点后面的边相交")
            % {"i": i + 1, "j": j + 1},
            code="crossing",
            field="polygon",
        )
    if square_metres(ring) < LEAST_SQUARE_METRES:
        raise DomainError(_("这块地不到 10 平方米，请检查坐标"), field="polygon")
    return ring


def read_points(text: str) -> Ring:
    """One corner per line, longitude first: `106.828311, 26.591402`."""
    corners = []
    for number, line in enumerate(text.strip().splitlines(), start=1):
        if not line.strip():
            continue
        parts = re.split(r"[,，;；\s]+", line.strip())  # data
        try:
            longitude, latitude = (float(part) for part in parts)
        except ValueError:
            raise DomainError(
                _("第 %(n)d 行看不懂：“%(line)s”。每行写一个点：经度,纬度")
                % {"n": number, "line": line.strip()[:40]},
                field="points",
            ) from None
        corners.append(_corner(longitude, latitude, number))
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return check_ring(tuple(corners))


def write_points(ring: Ring) -> str:
    return "\n".join(f"{x:.{DIGITS}f}, {y:.{DIGITS}f}" for x, y in ring)


def read_file(data: bytes) -> list[Outline]:
    """Every polygon of a GeoJSON file: a geometry, a feature, or a collection of features."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise DomainError(
            _("这不是 GeoJSON 文件：应是 UTF-8 编码的 .geojson 或 .json"), field="file"
        ) from None
    outlines = [_outline(feature) for feature in _features(value)]
    if not outlines:
        raise DomainError(_("文件里没有多边形"), field="file")
    return outlines


def _features(value: Any) -> list[Any]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "FeatureCollection" and isinstance(value.get("features"), list):
        return list(value["features"])
    return [value] if kind == "Feature" else [{"geometry": value, "properties": {}}]


def _outline(feature: Any) -> Outline:
    if not isinstance(feature, dict):
        raise DomainError(_("文件里有一项不是图形"), field="file")
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "MultiPolygon":
        parts = geometry.get("coordinates")
        if not isinstance(parts, list) or len(parts) != 1:
            raise DomainError(_("一个网格只能是一整块，文件里是几块"), field="file")
        geometry = {"type": "Polygon", "coordinates": parts[0]}
    properties = feature.get("properties")
    named = properties if isinstance(properties, dict) else {}
    return Outline(
        ring_of(geometry),
        name=str(named.get("name") or "").strip(),
        code=str(named.get("code") or "").strip(),
    )


def _corners(values: Any) -> tuple[Point, ...]:
    if not isinstance(values, list):
        raise DomainError(_("多边形里没有点"), field="polygon")
    return tuple(_position(value, number) for number, value in enumerate(values, start=1))


def _position(value: Any, number: int) -> Point:
    if not isinstance(value, list | tuple) or len(value) < 2:
        raise DomainError(_("第 %(n)d 个点要写成 [经度, 纬度]") % {"n": number}, field="polygon")
    longitude, latitude = value[0], value[1]
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in value[:2]):
        raise DomainError(_("第 %(n)d 个点不是数字") % {"n": number}, field="polygon")
    return _corner(float(longitude), float(latitude), number)


def _corner(longitude: float, latitude: float, number: int) -> Point:
    if abs(latitude) > 90 and abs(longitude) <= 90:
        raise DomainError(
            _("第 %(n)d 个点的经度和纬度写反了：经度在前") % {"n": number}, field="polygon"
        )
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise DomainError(_("第 %(n)d 个点不在地球上") % {"n": number}, field="polygon")
    return round(longitude, DIGITS), round(latitude, DIGITS)


def _without_repeats(corners: tuple[Point, ...]) -> Ring:
    """Clicking twice on one spot is one corner."""
    kept = [c for i, c in enumerate(corners) if i == 0 or c != corners[i - 1]]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return tuple(kept)
