import pytest

from communities.actions import households, residents
from communities.models import Household, Resident
from core.exceptions import DomainError
from core.models import AuditEvent
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


# --- what each is to the head -------------------------------------------------------------------
def related(home):
    members = home.members.present().order_by("pk")
    return {one.name.open(): one.relation_to_head for one in members}


@pytest.fixture
def couple(town, family):
    home, people = family
    words = {people["孙母"].pk: "配偶", people["钱子"].pk: "儿子", people["钱女"].pk: "女儿"}
    return households.correct_relations(home, words, reason="名册没写", actor=town.staff), people


def test_divorced_under_one_roof_she_is_no_longer_his_wife(town, couple, enter):
    home, people = couple
    mother = people["孙母"]
    url = f"/desk/households/{home.pk}/do/relations/"
    page = enter("staff").get(url)
    assert "孙母 48 岁和户代表的关系" in page.content.decode()
    words = {f"member_{people[name].pk}": word for name, word in
             [("孙母", "同住"), ("钱子", "儿子"), ("钱女", "女儿")]}  # fmt: skip
    assert enter("staff").post(url, words).status_code == 422  # not without a reason
    assert enter("staff").post(url, {**words, "reason": "离婚后仍同住"}).status_code == 302
    assert related(home) == {"钱父": "", "孙母": "同住", "钱子": "儿子", "钱女": "女儿"}
    (event,) = AuditEvent.objects.filter(
        verb="communities.relation_corrected", object_id=str(mother.pk), details__relation__1="同住"
    )
    assert event.details["relation"] == ["配偶", "同住"]
    assert "离婚" not in str(event.details)
    assert "更正户内关系" in enter("staff").get(f"/desk/households/{home.pk}/").content.decode()


def test_the_head_has_one_wife_and_no_relation_to_himself(town, couple):
    home, people = couple
    two = {people["钱女"].pk: "妻子"}
    with pytest.raises(DomainError, match="一位配偶"):
        households.correct_relations(home, two, reason="写错", actor=town.staff)
    with pytest.raises(DomainError, match="换户代表"):
        households.correct_relations(
            home, {people["钱父"].pk: "儿子"}, reason="写错", actor=town.staff
        )
    stranger = {town.people["neighbour"].pk: "配偶"}
    households.correct_relations(home, stranger, reason="写错", actor=town.staff)
    assert related(home)["孙母"] == "配偶"
    town.people["neighbour"].refresh_from_db()
    assert town.people["neighbour"].relation_to_head != "配偶"


def test_they_part_behind_the_same_door(town, couple, enter):
    home, people = couple
    url = f"/desk/households/{home.pk}/do/split/"
    form = enter("staff").get(url).context["form"]
    door = {name: form.initial[name] for name in ("building", "unit", "room")}
    parted = {"leaving": [people["孙母"].pk, people["钱女"].pk], "head": people["孙母"].pk}
    assert enter("staff").post(url, {**door, **parted}).status_code == 302
    fresh = Resident.objects.get(pk=people["孙母"].pk).household
    assert (fresh.dwelling, fresh == home) == (home.dwelling, False)
    assert related(home) == {"钱父": "", "钱子": "儿子"}
    daughter = {people["钱女"].pk: "女儿"}
    households.correct_relations(fresh, daughter, reason="跟了妈妈", actor=town.staff)
    assert related(fresh) == {"孙母": "", "钱女": "女儿"}
