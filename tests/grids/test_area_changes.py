"""Grids are divided anew: what was promised on the ground goes with the houses."""

import pytest

from communities.actions import areas
from communities.models import AreaScope, Building
from core import delivery
from grids.actions import groups
from grids.models import WorkerAppointment

pytestmark = pytest.mark.django_db


def test_what_stood_on_a_merged_grid_is_found_in_the_one_that_took_it_in(
    town, appointment, group, leader
):
    areas.merge_areas(town.second_grid, town.grid, actor=town.secretary)
    delivery.deliver_due()
    group.refresh_from_db()
    assert group.grid == town.second_grid
    assert list(AreaScope.objects.filter(grant=group.grant).values_list("area", flat=True)) == [
        town.second_grid.pk
    ]
    appointment.refresh_from_db()
    assert appointment.ended_by == town.secretary
    assert not WorkerAppointment.objects.filter(grid=town.grid, ended_at__isnull=True).exists()


def test_a_group_whose_name_is_taken_there_says_where_it_came_from(town, group):
    groups.form_group(town.second_grid, group.name, [], actor=town.staff)
    areas.merge_areas(town.second_grid, town.grid, actor=town.secretary)
    delivery.deliver_due()
    group.refresh_from_db()
    assert group.name == f"1号楼第一联（原{town.grid.name}）"


def test_a_new_grid_of_a_split_takes_the_groups_of_its_houses_along(town, group):
    homes = town.grid.buildings.all()
    fresh = areas.split_area(town.grid, "第三网格", buildings=homes, actor=town.secretary)
    delivery.deliver_due()
    group.refresh_from_db()
    assert group.grid == fresh


def test_a_group_torn_apart_by_a_split_waits_for_somebody_to_rearrange_it(town, group):
    home = group.memberships.on().first().household
    other = Building.objects.create(
        community=town.community,
        estate=home.dwelling.building.estate,
        grid=town.grid,
        name="9号楼",
    )
    home.dwelling.building = other
    home.dwelling.save()
    areas.split_area(town.grid, "第三网格", buildings=[other], actor=town.secretary)
    delivery.deliver_due()
    group.refresh_from_db()
    assert group.grid == town.grid
