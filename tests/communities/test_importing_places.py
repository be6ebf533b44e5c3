"""Grids, buildings and households from tables."""

from communities.models import Area, Building, Household, Resident
from core.models import AuditEvent
from tests.communities.sheets import bring, counts, look, one, reasons


def test_grids_come_with_their_micro_grids_in_any_order(town):
    data = one(
        ["网格名称", "所属网格", "编号"],
        ["三网格东", "第三网格", ""],
        ["第三网格", "", "520204002001-03"],
        ["第一网格", "", ""],
    )
    plan = bring("grids", town.community, data, town.staff)
    assert counts(plan) == (2, 0, 1)
    micro = Area.objects.get(name="三网格东")
    assert micro.level == "micro_grid"
    assert micro.parent.name == "第三网格"
    assert counts(look("grids", town.community, data)) == (0, 0, 3)


def test_buildings_bring_their_estates_and_a_correction_changes_only_itself(town):
    rows = [
        ["小区名称", "楼栋", "网格", "单元数", "层数"],
        ["秋实苑", "1栋", "第一网格", 3, "6层"],
        ["秋实苑", "2栋", "第二网格", 2, 11],
    ]
    assert counts(bring("buildings", town.community, one(*rows), town.staff)) == (2, 0, 0)
    rows[1] = ["秋实苑", "1号楼", "第一网格", 4, 6]
    plan = bring("buildings", town.community, one(*rows), town.staff)
    assert counts(plan) == (0, 1, 1)
    assert plan.of("updated")[0].changed == ["units"]
    building = Building.objects.get(estate__name="秋实苑", name="1栋")
    assert building.units == 4
    assert AuditEvent.objects.filter(
        object_type="communities.building", object_id=str(building.pk)
    ).count() == 2  # fmt: skip


def test_a_building_in_another_grid_takes_its_people_along(town):
    data = one(["小区", "楼栋", "网格"], ["第一网格家园", "1号楼", "第二网格"])
    bring("buildings", town.community, data, town.staff)
    assert Resident.objects.get(pk=town.people["resident"].pk).grid == town.second_grid


def test_unknown_grids_and_rows_that_repeat_are_named(town):
    data = one(
        ["小区", "楼栋", "网格"],
        ["秋实苑", "1栋", "第九网格"],
        ["秋实苑", "2栋", "第一网格"],
        ["秋实苑", "2号楼", "第一网格"],
    )
    assert reasons(look("buildings", town.community, data)) == [
        (2, "网格", "没有这个网格"),
        (4, "楼栋", "与第 3 行重复"),
    ]


def test_households_open_their_doors_and_are_found_again_by_number(town):
    rows = [
        ["户号", "小区", "楼栋", "单元", "房号", "是否出租"],
        ["H-1", "第一网格家园", "1号楼", "1单元", "101室", "否"],
        ["H-2", "第一网格家园", "1", "1", 102, "是"],
    ]
    assert counts(bring("households", town.community, one(*rows), town.staff)) == (2, 0, 0)
    home = Household.objects.get(number="H-2")
    assert (home.dwelling.unit, home.dwelling.room, home.grid) == ("1", "102", town.grid)
    rows[2][5] = "否"
    plan = bring("households", town.community, one(*rows), town.staff)
    assert counts(plan) == (0, 1, 1)
    home.refresh_from_db()
    assert home.is_rented is False


def test_a_household_behind_a_corrected_door_moves_with_its_people(town):
    home = town.households["resident"]
    data = one(["户号", "小区", "楼栋", "房号"], [home.number, "第二网格家园", "1号楼", "808"])
    assert counts(bring("households", town.community, data, town.staff)) == (0, 1, 0)
    home.refresh_from_db()
    assert home.dwelling.room == "808"
    assert Resident.objects.get(pk=town.people["resident"].pk).grid == town.second_grid


def test_nothing_is_read_from_or_written_to_another_community(town):
    data = one(["小区", "楼栋", "网格"], ["第一网格家园", "1号楼", "第一网格"])
    plan = look("buildings", town.far_community, data)
    assert plan.of("same")
    assert plan.of("same")[0].target.community == town.far_community
    home = town.household(town.second_grid)
    data = one(["户号", "小区", "楼栋", "房号"], [home.number, "第一网格家园", "1号楼", "1"])
    assert look("households", town.far_community, data).of("added")
