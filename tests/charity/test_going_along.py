"""What names a resident goes along when two records of one person become one, and comes back."""

from decimal import Decimal

import pytest
from django.utils import timezone

from charity.actions import aid, diners, gifts, handouts, library, stock
from charity.models import AidRecord, Diner, HandOutLine, Loan, Meal
from communities.actions import merging
from core.exceptions import DomainError
from tests.charity.conftest import give, money
from tests.charity.dining import agrees_to_health, canteen, diner, elder, tomorrow

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(town):
    return elder(town, "章一")


@pytest.fixture
def twin(town):
    return elder(town, "章二", phone="")


@pytest.fixture
def table(town):
    return canteen(town)


def merge(town, one, twin):
    return merging.merge_residents(one, twin, reason="同一个人", actor=town.staff)


def whose(model):
    return list(model.objects.order_by("pk").values_list("resident", flat=True))


def must_not(town, row, allergy):
    agrees_to_health(row.resident, town)
    return diners.say_diet(row, allergy=allergy, actor=town.staff)


def standing():
    return list(Diner.objects.standing().order_by("pk"))


def on_the_list(town, received, *names):
    today = timezone.localdate()
    lot = stock.take_in(received, quantity=Decimal(100), actor=town.staff)
    planned = handouts.plan(lot, title="慰问", held_on=today, each=Decimal(1), actor=town.staff)
    handouts.put_on_list(planned, people="\n".join(names), actor=town.staff)


def test_what_he_was_given_and_lent_goes_along_and_comes_back(town, received, one, twin):
    paid = gifts.receive(give(town, money(900, purpose="hardship")), actor=town.secretary)
    aid.propose(
        town.community, kind="hardship", name="章二", ground="低保证", gift=paid,
        quantity=Decimal(300), actor=town.staff,
    )  # fmt: skip
    chair = library.add(town.community, name="轮椅", days=14, actor=town.staff)
    library.lend(chair, name="章二", phone="13900001234", actor=town.staff)
    on_the_list(town, received, "章二")
    given = (AidRecord, Loan, HandOutLine)
    assert [whose(model) for model in given] == [[twin.pk]] * 3
    record = merge(town, one, twin)
    assert [whose(model) for model in given] == [[one.pk]] * 3
    merging.unmerge(record, actor=town.staff)
    assert [whose(model) for model in given] == [[twin.pk]] * 3


def test_who_stands_on_a_list_twice_stays_there_twice(town, received, one, twin):
    """Two shares were planned: the desk sees both lines, and none is taken away unseen."""
    on_the_list(town, received, "章一", "章二")
    merge(town, one, twin)
    assert whose(HandOutLine) == [one.pk, twin.pk]


def test_who_eats_goes_on_eating_under_the_record_that_is_kept(town, table, one, twin):
    his = must_not(town, diner(town, table, twin), "花生")
    tomorrow(table)
    record = merge(town, one, twin)
    assert [(row.resident, row.allergy.open()) for row in standing()] == [(one, "花生")]
    assert Meal.objects.standing().get().diner == his
    merging.unmerge(record, actor=town.staff)
    assert whose(Diner) == [twin.pk]
    assert standing() == [his]


def test_two_records_of_one_person_eat_once_and_two_people_again_twice(town, table, one, twin):
    first, second = diner(town, table, one), diner(town, table, twin)
    tomorrow(table)
    record = merge(town, one, twin)
    assert standing() == [first]
    assert Meal.objects.standing().get().diner == first
    merging.unmerge(record, actor=town.staff)
    assert standing() == [first, second]
    assert whose(Diner) == [one.pk, twin.pk]


def test_what_he_must_not_eat_is_not_lost(town, table, one, twin):
    first, second = diner(town, table, one), must_not(town, diner(town, table, twin), "花生")
    record = merge(town, one, twin)
    assert [(row.pk, row.resident) for row in standing()] == [(second.pk, one)]
    merging.unmerge(record, actor=town.staff)
    assert standing() == [first, second]
    assert [row.allergy.open() for row in standing()] == ["", "花生"]


def test_where_it_differs_somebody_asks_first(town, table, one, twin):
    must_not(town, diner(town, table, one), "海鲜")
    his = must_not(town, diner(town, table, twin), "花生")
    with pytest.raises(DomainError) as refused:
        merge(town, one, twin)
    assert refused.value.code == "two_diets"
    assert whose(Diner) == [one.pk, twin.pk]
    diners.leave(his, actor=town.staff)
    merge(town, one, twin)
    assert [row.allergy.open() for row in standing()] == ["海鲜"]


def test_where_both_say_the_same_nobody_is_asked(town, table, one, twin):
    for person in (one, twin):
        must_not(town, diner(town, table, person), "花生")
    merge(town, one, twin)
    assert [row.allergy.open() for row in standing()] == ["花生"]
