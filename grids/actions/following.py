"""Buildings changed their grid, or a grid is no more: what was promised there goes along."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, AreaScope, Household, Level
from grids import history
from grids.actions import appointments
from grids.models import (
    BuildingHead,
    GridBoundary,
    GroupMembership,
    TenHouseholdGroup,
    WorkerAppointment,
)


@transaction.atomic
def follow_buildings(building_ids: Iterable[int]) -> None:
    """Heads keep the reach of their building; groups go where all their households went.

    A group torn apart stays where it is until somebody rearranges it. Twice is once.
    """
    ids = list(building_ids)
    heads = BuildingHead.objects.on().filter(building__in=ids, grant__isnull=False)
    for head in heads.select_related("building"):
        AreaScope.objects.filter(grant=head.grant_id).update(area=head.building.grid_id)
    memberships = GroupMembership.objects.on().filter(household__dwelling__building__in=ids)
    touched = TenHouseholdGroup.objects.standing().filter(pk__in=memberships.values("group"))
    for group in _locked(touched):
        _go_along(group)


@transaction.atomic
def leave_grid(grid: Area, *, actor: User) -> None:
    """The grid is closed: nobody answers for it any more, and no border is drawn round it."""
    today = timezone.localdate()
    for group in _locked(TenHouseholdGroup.objects.standing().filter(grid=grid)):
        _go_along(group)
    held = WorkerAppointment.objects.not_over().filter(grid=grid, ended_at__isnull=True)
    for appointment in held.select_for_update(of=("self",)).order_by("pk"):
        appointments.end_with_grid(appointment, actor=actor)
    GridBoundary.objects.on(today).filter(area=grid).update(valid_to=today)


def _locked(groups: QuerySet[TenHouseholdGroup]) -> list[TenHouseholdGroup]:
    return list(groups.select_for_update(of=("self",)).select_related("grid").order_by("pk"))


def _go_along(group: TenHouseholdGroup) -> None:
    target = _where_all_live(group)
    if target is None or target == group.grid:
        return
    before, group.grid = group.grid, target
    group.name = _free_name(group, before)
    group.save(update_fields=["grid", "name"])
    AreaScope.objects.filter(grant=group.grant_id).update(area=target)
    history.note(
        "grids.group_followed_grid",
        group,
        actor=None,
        details={"from": before.pk, "to": target.pk},
    )


def _where_all_live(group: TenHouseholdGroup) -> Area | None:
    """The one grid of all its households: their own, or the one round their micro-grids."""
    homes = Household.objects.filter(
        pk__in=group.memberships.on().values("household"), grid__isnull=False
    ).select_related("grid__parent")
    grids = {home.grid for home in homes if home.grid is not None}
    if len(grids) > 1 or group.grid.level == Level.GRID:
        around = {grid.parent if grid.level == Level.MICRO_GRID else grid for grid in grids}
        grids = {grid for grid in around if grid is not None}
    return grids.pop() if len(grids) == 1 else None


def _free_name(group: TenHouseholdGroup, before: Area) -> str:
    """第6组 comes into a grid that has a 第6组: it says where it came from."""
    longest = TenHouseholdGroup._meta.get_field("name").max_length or 0
    others = TenHouseholdGroup.objects.standing().filter(grid=group.grid).exclude(pk=group.pk)
    taken = set(others.values_list("name", flat=True))
    names = [group.name, _("%(name)s（原%(grid)s）") % {"name": group.name, "grid": before.name}]
    names += [f"{group.name} {number}" for number in range(2, len(taken) + 3)]
    return next(name for name in names if name not in taken and len(name) <= longest)
