"""Who reaches whose record: per role × {own, sibling community, other district}."""

import pytest
from django.http import Http404

from communities.models import Household, Resident
from communities.queries import areas, households, profile, residents
from communities.queries.residents import RegisterFilters
from core import scope
from tests.town import Town

READS = {
    #                       own grid, second grid, sibling, far
    "secretary": (True, True, False, False),
    "staff": (True, True, False, False),
    "worker": (True, False, False, False),
    "second_worker": (False, True, False, False),
    "sibling_staff": (False, False, True, False),
    "far_staff": (False, False, False, True),
    "head": (False, False, False, False),
    "dispatcher": (False, False, False, False),
    "street_official": (False, False, False, False),
    "district_official": (False, False, False, False),
    "far_official": (False, False, False, False),
    "privacy_officer": (False, False, False, False),
    "system_admin": (False, False, False, False),
    "security_admin": (False, False, False, False),
    "auditor": (False, False, False, False),
    "liaison": (False, False, False, False),
    "volunteer": (False, False, False, False),
    "team_leader": (False, False, False, False),
    "org_manager": (False, False, False, False),
    "social_worker": (False, False, False, False),
    "resident": (False, False, False, False),
    "neighbour": (True, False, False, False),  # the elder lets him act
    "outsider": (False, False, False, False),
    "stranger": (False, False, False, False),
    "anonymous": (False, False, False, False),
}
MANAGES = {"secretary", "staff", "worker", "second_worker", "sibling_staff", "far_staff"}


def places(town: Town) -> list[Resident]:
    elder = town.people["elder"]
    second = town.person("钱二", town.household(town.second_grid))
    return [elder, second, town.people["sibling"], town.people["outsider"]]


def test_every_account_of_the_town_is_in_the_table(town):
    assert set(READS) == {*town.accounts, "anonymous"}


@pytest.mark.parametrize("name", READS)
def test_who_reads_and_who_changes_whose_record(town, name):
    viewer = town.viewer(name)
    for person, reads in zip(places(town), READS[name], strict=True):
        if name == "outsider" and person == town.people["outsider"]:
            reads = True  # himself
        assert Resident.objects.visible_to(viewer).filter(pk=person.pk).exists() is reads
        manages = reads and name in MANAGES
        assert Resident.objects.manageable_by(viewer).filter(pk=person.pk).exists() is manages
        home = person.household
        assert Household.objects.manageable_by(viewer).filter(pk=home.pk).exists() is manages
        for module, pk in ((residents, person.pk), (households, home.pk)):
            if manages:
                assert module.get_manageable(viewer, pk)
            else:
                with pytest.raises(Http404):
                    module.get_manageable(viewer, pk)


@pytest.mark.parametrize("name", READS)
def test_the_register_holds_exactly_what_one_reads(town, name):
    people = places(town)
    rows = residents.resident_register(town.viewer(name), RegisterFilters()).rows
    listed = {row.pk for row in rows}
    expected = READS[name] if name in MANAGES else (False,) * 4
    assert [person.pk in listed for person in people] == list(expected)


@pytest.mark.parametrize("name", READS)
def test_the_database_itself_shows_no_more(town, name):
    """Without any queryset rule: the scope of the viewer is the second wall."""
    viewer = town.viewer(name)
    with scope.entered(viewer.community_ids, user_id=viewer.user_id):
        seen = set(Resident.objects.values_list("community_id", flat=True))
    assert seen <= set(viewer.community_ids)


def test_a_sleeping_role_sees_nothing(town):
    town.staff.grants.update(role="district_official")
    viewer = town.viewer("staff")
    assert viewer.sleeping
    assert not Resident.objects.visible_to(viewer).exists()
    assert not areas.visible_areas(viewer).exists()


TREE = {
    "secretary": {"金秋社区"},
    "worker": {"第一网格"},
    "district_official": {"山水区"},
    "street_official": {"山水街道"},
    "far_official": {"远山区"},
    "resident": set(),
    "auditor": set(),
    "anonymous": set(),
}


@pytest.mark.parametrize(("name", "tops"), TREE.items())
def test_the_tree_begins_where_the_role_was_given(town, name, tops):
    viewer = town.viewer(name)
    assert {area.name for area in areas.top_areas(viewer)} == tops
    for area in (town.grid, town.far_grid):
        inside = any(top in area.ancestor_ids for top in viewer.area_ids)
        assert areas.visible_areas(viewer).filter(pk=area.pk).exists() is inside


KEEPERS = {
    "secretary": {"grid"},
    "staff": {"grid"},
    "worker": set(),
    "district_official": {"street", "community"},
    "street_official": set(),
    "dispatcher": set(),
}


@pytest.mark.parametrize(("name", "levels"), KEEPERS.items())
def test_who_may_change_which_level(town, name, levels):
    viewer = town.viewer(name)
    for area in (town.district, town.street, town.community, town.grid):
        assert areas.may_manage(viewer, area) is (area.level in levels)


def test_small_numbers_stay_hidden_from_who_does_not_see_persons(town):
    for number in range(6):
        town.person(f"钱{number}", town.households["neighbour"])
    official = profile.area_table(town.viewer("district_official"), town.community)
    staff = profile.area_table(town.viewer("staff"), town.community)
    by_grid = [row.cells["residents"] for row in staff.rows]
    assert [cell.value for cell in by_grid] == [3, 7]
    assert not any(cell.hidden for cell in by_grid)
    hidden = [str(row.cells["residents"]) for row in official.rows]
    assert hidden == ["少于 5", "不公开"]  # the second would give the first away
    # the street's 11 less these 10 would be the one neighbour of the other community
    assert str(official.total.cells["residents"]) == "不公开"
    assert str(official.total.cells["care_elder"]) == "少于 5"
