"""The tree of places as a viewer stands in it, and what he may change there."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, DISTRICT_OFFICIAL
from accounts.viewer import Viewer
from communities.models import Area, Building, CommunityProfile, Level

KEEPS = {
    COMMUNITY_STAFF: {Level.GRID, Level.MICRO_GRID},
    COMMUNITY_SECRETARY: {Level.GRID, Level.MICRO_GRID},
    DISTRICT_OFFICIAL: {Level.STREET, Level.COMMUNITY},
}
"""Which levels a role founds, renames and closes, below the place it was given."""


@dataclass(frozen=True)
class AreaPage:
    area: Area
    crumbs: list[Area]
    names: list[object]
    profile: CommunityProfile | None


def visible_areas(viewer: Viewer) -> "QuerySet[Area]":
    """The places of the active role and all below them; an office has its own, not the place's."""
    if not viewer.is_staff or viewer.sleeping or viewer.role.reach.is_office:
        return Area.objects.none()
    if not viewer.area_ids:
        return Area.objects.none()
    below = Q()
    for pk in viewer.area_ids:
        below |= Q(path__contains=f"/{pk}/")
    return Area.objects.filter(below)


def top_areas(viewer: Viewer) -> list[Area]:
    return list(visible_areas(viewer).filter(pk__in=viewer.area_ids).order_by("path"))


def get_top_areas(viewer: Viewer) -> list[Area]:
    """For the tree page: somebody without a place has no tree."""
    tops = top_areas(viewer)
    if not tops:
        raise Http404
    return tops


def get_visible(viewer: Viewer, pk: int) -> Area:
    return get_object_or_404(visible_areas(viewer).select_related("parent"), pk=pk)


def may_manage(viewer: Viewer, area: Area) -> bool:
    return not viewer.sleeping and area.level in KEEPS.get(viewer.role.code, set())


def levels_below(viewer: Viewer, area: Area) -> list[str]:
    """What this viewer may found directly under the area."""
    below = {
        Level.DISTRICT: Level.STREET,
        Level.STREET: Level.COMMUNITY,
        Level.COMMUNITY: Level.GRID,
        Level.GRID: Level.MICRO_GRID,
    }.get(Level(area.level))
    return [below] if below in KEEPS.get(viewer.role.code, set()) and area.is_active else []


def area_page(viewer: Viewer, area: Area) -> AreaPage:
    ancestors = Area.objects.filter(pk__in=area.ancestor_ids[:-1]).order_by("path")
    seen = visible_areas(viewer)
    return AreaPage(
        area=area,
        crumbs=list(ancestors & seen),
        names=list(area.names.all()),
        profile=CommunityProfile.objects.filter(area=area).first(),
    )


def siblings_of(viewer: Viewer, area: Area) -> "QuerySet[Area]":
    """For choices: what this area can merge with."""
    same = visible_areas(viewer).filter(level=area.level, is_active=True)
    return same.filter(community=area.community_id).exclude(pk=area.pk)


def parents_for(viewer: Viewer, area: Area) -> "QuerySet[Area]":
    if area.parent is None:
        return Area.objects.none()
    others = visible_areas(viewer).filter(level=area.parent.level, is_active=True)
    if area.level == Level.MICRO_GRID:
        others = others.filter(community=area.community_id)
    return others.exclude(pk=area.parent.pk)


def buildings_of(area: Area) -> "QuerySet[Building]":
    return Building.objects.filter(grid=area).select_related("estate").as_they_stand()


def buildings_elsewhere(area: Area) -> "QuerySet[Building]":
    """Buildings of the same community that stand in another grid, or in none."""
    return (
        Building.objects.filter(community=area.community_id)
        .exclude(grid=area)
        .select_related("estate")
        .as_they_stand()
    )
