"""Save a border, and move with it, in one transaction, everything that now lies elsewhere."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions import areas
from communities.models import Area, Building
from core import outbox, tally
from core.exceptions import DomainError
from grids import geojson, history
from grids.actions import following
from grids.geometry import Ring, square_metres
from grids.models import GridBoundary
from grids.redrawing import Move, Redrawing, plan_redrawing


@transaction.atomic
def redraw(
    community: Area,
    rings: Mapping[int, Ring],
    *,
    actor: User | None,
    seen: str = "",
    accept_overlaps: bool = False,
    source: str = GridBoundary.Source.DRAWN,
) -> list[GridBoundary]:
    """Give these areas these borders, from today on.

    `seen` is the fingerprint of the plan that was shown: if the register has changed since,
    nothing is saved and the person looks again. Empty (imports, set-up) skips that.
    """
    community = _lock(community)
    plan = plan_redrawing(community, rings)
    if seen and seen != plan.fingerprint:
        raise DomainError(_("这期间名册或别的边界有变动，请重新看一遍再保存"), code="stale")
    _refuse_overhangs(plan)
    if plan.overlaps and not accept_overlaps:
        raise DomainError(_overlap_in_words(plan), code="overlap", field="accept_overlaps")
    boundaries = [
        _replace(community, plan.areas[pk], ring, source=source, actor=actor)
        for pk, ring in rings.items()
    ]
    _carry_over(plan, actor=actor)
    moves = [_in_ids(move) for move in plan.moves]
    for boundary in boundaries:
        history.note(
            "grids.border_moved",
            boundary,
            actor=actor,
            details={"area": boundary.area_id, "square_metres": boundary.square_metres}
            | {"moves": moves},
        )
        outbox.publish(
            "grids.border_moved",
            key=f"grids.border_moved:{boundary.pk}",
            payload={
                "boundary_id": boundary.pk,
                "area_id": boundary.area_id,
                "community_id": community.pk,
                "building_ids": [move.building.pk for move in plan.moves],
            },
        )
    tally.add("grids.borders_drawn", community.pk, delta=len(boundaries))
    return boundaries


def _lock(community: Area) -> Area:
    """Borders of one community are drawn one after the other: each measures all the others."""
    return Area.objects.select_for_update(of=("self",), no_key=True).get(pk=community.pk)


def _refuse_overhangs(plan: Redrawing) -> None:
    for overhang in plan.overhangs:
        raise DomainError(
            _("“%(area)s”有 %(m)d 平方米伸出了“%(around)s”的边界")
            % {
                "area": overhang.area,
                "m": overhang.square_metres,
                "around": overhang.around,
            },
            code="overhang",
            field="polygon",
        )


def _overlap_in_words(plan: Redrawing) -> str:
    first = plan.overlaps[0]
    return _("“%(one)s”和“%(other)s”重叠了 %(m)d 平方米：请改一改，或者确认随后调整邻格边界") % {
        "one": first.first,
        "other": first.second,
        "m": first.square_metres,
    }


def _replace(
    community: Area, area: Area, ring: Ring, *, source: str, actor: User | None
) -> GridBoundary:
    today = timezone.localdate()
    for old in GridBoundary.objects.on(today).filter(area=area):
        old.valid_to = today
        old.save(update_fields=["valid_to"])
    return GridBoundary.objects.create(
        community=community,
        area=area,
        polygon=geojson.polygon_of(ring),
        square_metres=round(square_metres(ring)),
        source=source,
        valid_from=today,
        drawn_by=actor,
    )


def _carry_over(plan: Redrawing, *, actor: User | None) -> None:
    """Buildings with their households and residents, groups that move as a whole, heads' reach."""
    by_target: dict[Area, list[int]] = {}
    for move in plan.moves:
        if move.to_grid is not None:
            by_target.setdefault(move.to_grid, []).append(move.building.pk)
            _count_residents(plan.community, move)
    for grid, ids in by_target.items():
        areas.assign_buildings(grid, Building.objects.filter(pk__in=ids), actor=actor)
        following.follow_buildings(ids)


def _count_residents(community: Area, move: Move) -> None:
    """The counters by grid follow; the community's own stays what it is."""
    if not move.residents or move.to_grid is None:
        return
    if move.from_grid is not None:
        tally.add(
            "communities.residents",
            community.pk,
            dims={"grid": move.from_grid.pk},
            delta=-move.residents,
        )
    tally.add(
        "communities.residents",
        community.pk,
        dims={"grid": move.to_grid.pk},
        delta=move.residents,
    )


def _in_ids(move: Move) -> dict[str, int | None]:
    return {
        "building": move.building.pk,
        "from": move.from_grid.pk if move.from_grid else None,
        "to": move.to_grid.pk if move.to_grid else None,
        "households": move.households,
        "residents": move.residents,
    }
