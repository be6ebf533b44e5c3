from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from communities.actions import areas
from communities.models import Area, Building, CommunityProfile, Household, Level, Resident
from communities.queries import households as household_queries
from core.exceptions import DomainError
from core.models import AuditEvent


def test_a_new_name_has_its_day_and_the_old_one_stays_readable(town):
    day = timezone.localdate() - timedelta(days=10)
    area = areas.create_area(
        Level.COMMUNITY, town.street, "旧名社区", code="520204002099", since=date(2020, 1, 1),
        actor=None,
    )  # fmt: skip
    areas.rename_area(
        area, name="新名社区", code="520204002100", on=day, source="山民发〔2026〕3 号",
        actor=town.district_official,
    )  # fmt: skip
    names = [(row.name, row.code, row.valid_from, row.valid_to) for row in area.names.all()]
    assert names == [
        ("新名社区", "520204002100", day, None),
        ("旧名社区", "520204002099", date(2020, 1, 1), day),
    ]
    area.refresh_from_db()
    assert (area.name, area.code) == ("新名社区", "520204002100")


def test_a_code_belongs_to_one_place_at_a_time(town):
    with pytest.raises(DomainError) as refusal:
        areas.create_area(
            Level.COMMUNITY, town.street, "冒名社区", code=town.community.code, actor=None
        )
    assert refusal.value.field == "code"


def test_a_name_does_not_begin_tomorrow(town):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError) as refusal:
        areas.rename_area(town.grid, name="明", on=tomorrow, source="x", actor=town.staff)
    assert refusal.value.field == "on"


@pytest.mark.parametrize(
    ("level", "parent"),
    [
        (Level.GRID, "street"),
        (Level.COMMUNITY, "district"),
        (Level.MICRO_GRID, "community"),
        (Level.STREET, "community"),
        (Level.GRID, "grid"),
    ],
)
def test_a_level_stands_only_under_its_own_kind_of_parent(town, level, parent):
    with pytest.raises(DomainError) as refusal:
        areas.create_area(level, getattr(town, parent), "错位", actor=None)
    assert refusal.value.code == "wrong_parent"


def test_the_whole_subtree_moves_along(town):
    """金秋社区 goes under the street of the other district: codes stay facts, ids stay keys."""
    micro = areas.create_area(Level.MICRO_GRID, town.grid, "一单元", actor=None)
    areas.move_area(town.community, town.far_street, actor=town.district_official)
    for area, above in [
        (town.community, town.far_street),
        (town.grid, town.community),
        (micro, town.grid),
    ]:
        area.refresh_from_db()
        above.refresh_from_db()
        assert area.path == f"{above.path}{area.pk}/"
        assert area.community_id == town.community.pk
    assert town.viewer("district_official").community_ids == (town.sibling.pk,)
    assert town.community.pk in town.viewer("far_official").community_ids


def test_a_grid_does_not_leave_its_community(town):
    micro = areas.create_area(Level.MICRO_GRID, town.grid, "一单元", actor=None)
    for area, parent in [(town.grid, town.sibling), (micro, town.sibling_grid)]:
        with pytest.raises(DomainError) as refusal:
            areas.move_area(area, parent, actor=town.staff)
        assert refusal.value.code == "other_community"
    areas.move_area(micro, town.second_grid, actor=town.staff)
    micro.refresh_from_db()
    assert micro.path.startswith(town.second_grid.path)


def test_merging_grids_moves_houses_and_people_and_closes_the_absorbed_one(town, published):
    areas.merge_areas(town.second_grid, town.grid, actor=town.staff)
    town.grid.refresh_from_db()
    assert not town.grid.is_active
    assert town.grid.names.get().valid_to == timezone.localdate()
    for table in (Building, Household, Resident):
        assert not table.objects.filter(grid=town.grid).exists()
    assert Resident.objects.get(pk=town.people["elder"].pk).grid == town.second_grid
    assert ("communities.area_changed", "merged") in [
        (topic, payload.get("kind")) for topic, payload in published
    ]


def test_grids_stand_as_they_are_counted_each_before_its_micro_grids(town):
    """Not by their path: as text, the ninth row stands behind the twentieth."""
    micro = areas.create_area(Level.MICRO_GRID, town.grid, "1-1 微网格", actor=None)
    for position, grid in enumerate([town.second_grid, town.grid], start=1):
        Area.objects.filter(pk=grid.pk).update(position=position)
    inside = Area.objects.filter(community=town.community, level__in=["grid", "micro_grid"])
    assert list(inside.grids_in_order()) == [town.second_grid, town.grid, micro]


def test_a_part_of_a_grid_becomes_its_own(town):
    building = town.grid.buildings.get()
    fresh = areas.split_area(town.grid, "第三网格", buildings=[building], actor=town.staff)
    assert (fresh.level, fresh.parent_id) == (Level.GRID, town.community.pk)
    assert Resident.objects.get(pk=town.people["resident"].pk).grid == fresh
    with pytest.raises(DomainError):
        areas.split_area(town.grid, "第四网格", actor=town.staff)


def test_only_what_is_empty_closes(town):
    for area in (town.street, town.community, town.grid):
        with pytest.raises(DomainError):
            areas.close_area(area, actor=town.staff)
    empty = areas.create_area(Level.GRID, town.community, "空网格", actor=town.staff)
    areas.close_area(empty, actor=town.staff)
    assert not Area.objects.get(pk=empty.pk).is_active
    with pytest.raises(DomainError, match="已经不用了"):
        areas.rename_area(empty, name="又用", source="x", actor=town.staff)


def test_communities_are_not_merged_behind_the_backs_of_their_residents(town):
    with pytest.raises(DomainError) as refusal:
        areas.merge_areas(town.community, town.sibling, actor=town.district_official)
    assert refusal.value.code == "community"


def test_buildings_of_another_community_stay_there(town):
    foreign = town.sibling_grid.buildings.get()
    with pytest.raises(DomainError):
        areas.assign_buildings(town.grid, [foreign], actor=town.staff)


def test_the_secretary_keeps_the_profile_at_the_desk(client, town):
    url = f"/desk/areas/{town.community.pk}/do/profile/"
    facts = {
        "kind": "relocation", "telephone": "08588000000", "address": "双水街道 1 号",
        "opens_at": "08:30", "closes_at": "18:00", "data_processor": "双水街道办事处",
    }  # fmt: skip
    for name in ("worker", "street_official", "far_staff", "resident"):
        town.enter(client, name)
        assert client.get(url).status_code == 404, name
    town.enter(client, "secretary")
    assert client.get(url).status_code == 200
    refused = client.post(url, facts | {"closes_at": "08:00"})
    assert refused.status_code == 422
    assert "关门应晚于开门" in refused.content.decode()
    assert client.post(url, facts | {"telephone": "12"}).status_code == 422
    assert client.post(url, facts).status_code == 302

    told = CommunityProfile.objects.get(area=town.community)
    assert (told.kind, told.telephone) == ("relocation", "0858-8000000")
    assert told.opens_at == time(8, 30)
    event = AuditEvent.objects.get(verb="communities.profile_corrected")
    assert event.details["kind"] == ["ordinary", "relocation"]
    assert "修改社区档案" in client.get(f"/desk/areas/{town.community.pk}/").content.decode()
    assert client.get(f"/desk/areas/{town.sibling.pk}/do/profile/").status_code == 404
    assert client.get(f"/desk/areas/{town.grid.pk}/do/profile/").status_code == 404


def test_buildings_stand_in_the_order_of_their_numbers_and_micro_grids_under_their_grid(town):
    first = town.grid.buildings.get()
    for name in ("10号楼", "2号楼", "老楼"):
        Building.objects.create(
            community=town.community, estate=first.estate, grid=town.grid, name=name
        )
    names = [one.name for one in household_queries.buildings_for(town.viewer("staff"))]
    mine = [name for name in names if name in {"10号楼", "2号楼", "老楼"}]
    assert mine == ["2号楼", "10号楼", "老楼"]
    micro = areas.create_area(Level.MICRO_GRID, town.second_grid, "2-1 微网格", actor=None)
    grids = list(household_queries.grids_for(town.viewer("staff")))
    assert grids.index(micro) == grids.index(town.second_grid) + 1
    assert grids[0] == town.grid
