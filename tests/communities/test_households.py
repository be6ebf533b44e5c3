import pytest

from communities.actions import households, residents
from communities.models import Household, Resident
from core.exceptions import DomainError
from tests.town import years_ago


@pytest.fixture
def family(town):
    """Father (head), mother, son of 20, daughter of 8."""
    home = town.household()
    people = {
        name: town.person(name, home, born_on=years_ago(age))
        for name, age in [("钱父", 50), ("孙母", 48), ("钱子", 20), ("钱女", 8)]
    }
    return home, people


def heads(home):
    return [str(head.name.open()) for head in home.members.present().filter(is_head=True)]


def test_another_adult_member_speaks_for_the_household(town, family):
    home, people = family
    assert heads(home) == ["钱父"]
    households.change_head(home, people["孙母"], actor=town.staff)
    assert heads(home) == ["孙母"]
    for stranger in (people["钱女"], town.people["neighbour"]):
        with pytest.raises(DomainError):
            households.change_head(home, stranger, actor=town.staff)


def test_when_the_head_dies_the_eldest_adult_speaks(town, family):
    home, people = family
    residents.record_death(people["钱父"], actor=town.staff)
    assert heads(home) == ["孙母"]


def test_some_members_set_up_their_own_household(town, family):
    home, people = family
    building = town.second_grid.buildings.get()
    fresh = households.split_household(
        home, [people["钱子"]], building=building, room="901", head=people["钱子"], actor=town.staff
    )
    assert (fresh.grid, heads(fresh), heads(home)) == (town.second_grid, ["钱子"], ["钱父"])
    son = Resident.objects.get(pk=people["钱子"].pk)
    assert (son.grid, son.household) == (town.second_grid, fresh)


def test_a_split_needs_somebody_who_goes_and_somebody_who_stays(town, family):
    home, people = family
    building = town.grid.buildings.get()
    where = {"building": building, "room": "902", "actor": town.staff}
    for leaving, head in [
        ([], people["钱子"]),
        (list(people.values()), people["钱子"]),
        ([people["钱子"]], people["孙母"]),
    ]:
        with pytest.raises(DomainError):
            households.split_household(home, leaving, head=head, **where)
    assert home.members.present().count() == 4


def test_only_an_empty_household_closes_and_a_closed_one_takes_nobody(town, family):
    home, _people = family
    with pytest.raises(DomainError, match="还有在册的人"):
        households.close_household(home, actor=town.staff)
    empty = town.household()
    households.close_household(empty, actor=town.staff)
    empty.refresh_from_db()
    assert empty.status == Household.Status.ENDED
    with pytest.raises(DomainError, match="已销户"):
        town.person("何人", empty)


def test_a_number_is_drawn_once_and_taken_once(town):
    taken = town.household().number
    with pytest.raises(DomainError) as refusal:
        households.open_household(town.door(), number=taken, actor=town.staff)
    assert refusal.value.field == "number"
    assert households.open_household(town.door(), actor=town.staff).number != taken


def test_numbers_in_a_note_lie_sealed_and_are_shown_masked_even_to_who_edits_it(client, town):
    home = town.households["resident"]
    url = f"/desk/households/{home.pk}/do/correct/"
    town.enter(client, "staff")
    assert client.post(url, {"note": "女儿 13911112222，晚上打"}).status_code == 302
    home.refresh_from_db()
    assert home.note.open() == "女儿 13911112222，晚上打"

    page = client.get(url).content.decode()
    assert "女儿 139****2222" in page
    assert "13911112222" not in page
    client.post(url, {"note": "女儿 139****2222，早上打；儿子 13733334444"})
    home.refresh_from_db()
    assert home.note.open() == "女儿 13911112222，早上打；儿子 13733334444"
    client.post(url, {"note": "儿子 137****4444"})
    home.refresh_from_db()
    assert home.note.open() == "儿子 13733334444"
