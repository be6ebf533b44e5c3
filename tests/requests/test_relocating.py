"""A grid is divided anew while something is open on it."""

import pytest

from communities.actions import areas
from core import delivery

pytestmark = pytest.mark.django_db


def test_open_orders_follow_their_building_into_its_new_grid(town, desk):
    building = town.grid.buildings.get()
    row = desk.submit(building=building)
    areas.assign_buildings(town.second_grid, [building], actor=town.secretary)
    delivery.deliver_due()
    row.refresh_from_db()
    assert row.grid == town.second_grid


def test_open_orders_of_a_merged_grid_stand_on_the_one_that_took_it_in(town, desk):
    over, open_one = desk.closed(), desk.submit()
    areas.merge_areas(town.second_grid, town.grid, actor=town.secretary)
    delivery.deliver_due()
    for row in (over, open_one):
        row.refresh_from_db()
    assert (over.grid, open_one.grid) == (town.grid, town.second_grid)
