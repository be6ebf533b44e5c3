"""A day's meals: as many as places, until the hour that was said, seen by who cooks and carries."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import deliveries, diners, meals, programmes
from charity.models import Meal, MealDay
from charity.panels import panels, todo
from core import outbox
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from tests.charity.dining import (
    agrees_to_health,
    canteen,
    diner,
    elder,
    fee,
    now_it_is_that_day,
    tomorrow,
)
from tests.days import day
from tests.races import meet_inside, together
from tests.town import years_ago
from tests.waiting import deliver_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(town):
    """Somebody eats every day, to whom it is brought; another comes only when he orders."""
    made = canteen(town, **fee(5))
    programmes.name_hand(made, part="carrier", user=town.volunteer, actor=town.staff)
    programmes.name_hand(made, part="kitchen", user=town.social_worker, actor=town.staff)
    return made


@pytest.fixture
def his(town, table):
    return diner(town, table, way="home")


@pytest.fixture
def hers(town, table):
    return diner(town, table, elder(town, "钱婆", phone="13900006666"), weekdays="")


def test_who_always_comes_has_his_meal_with_the_menu(town, table, his, hers):
    day = tomorrow(table)
    [one] = day.meals.all()
    assert (one.diner, one.seat, one.way, one.fee) == (his, 1, "home", 5)
    two = meals.order(day, diner=hers, actor=town.staff)
    assert (two.seat, two.of) == (2, 20)
    programmes.change(
        table, groups=table.groups.all(), place="x", opening="y", price="free", fee=0, actor=None
    )
    two.refresh_from_db()
    assert two.fee == 5, "as it was ordered"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"dishes": " "}, "dishes"),
        ({"dishes": "问 13900001234"}, "dishes"),
        ({"places": 0}, "places"),
        ({"places": 1000}, "places"),
        ({"day": day(-2)}, "day"),
    ],
)
def test_a_menu_says_what_and_for_how_many(table, said, field):
    with pytest.raises(DomainError) as refused:
        tomorrow(table, **said)
    assert refused.value.field == field


def test_nobody_puts_up_fewer_places_than_come_always_nor_a_day_twice(town, table, his):
    diner(town, table, elder(town, "钱二", phone=""))
    with pytest.raises(DomainError) as refused:
        tomorrow(table, places=1)
    assert refused.value.code == "too_few"
    tomorrow(table, places=2)
    with pytest.raises(DomainError) as refused:
        tomorrow(table)
    assert refused.value.code == "twice"


def test_one_meal_a_day_as_long_as_there_are_places_and_time(town, table, his, hers):
    day = tomorrow(table, places=1)
    for who, code in ((his, "twice"), (hers, "full")):
        with pytest.raises(DomainError) as refused:
            meals.order(day, diner=who, actor=None)
        assert refused.value.code == code
    meals.cancel(day.meals.get(), actor=None)
    meals.order(day, diner=hers, actor=None)
    day = now_it_is_that_day(day)
    for act in (
        lambda: meals.cancel(day.meals.standing().get(), actor=None),
        lambda: meals.order(day, diner=his, actor=None),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "too_late"


def test_who_eats_elsewhere_orders_elsewhere(town, table, his):
    other = canteen(town, name="别处")
    with pytest.raises(DomainError) as refused:
        meals.order(tomorrow(other), diner=his, actor=None)
    assert refused.value.field == "diner"


def test_a_meal_ends_once_the_way_it_went_and_not_before_its_day(town, table, his):
    day = tomorrow(table)
    one = day.meals.get()
    with pytest.raises(DomainError) as refused:
        deliveries.deliver(one, actor=None)
    assert refused.value.code == "too_early"
    now_it_is_that_day(day)
    with pytest.raises(DomainError) as refused:
        meals.serve(one, actor=None)
    assert refused.value.code == "other_way"
    deliveries.deliver(one, actor=None)
    with pytest.raises(DomainError) as refused:
        deliveries.fail(one, why="no_answer", actor=None)
    assert refused.value.code == "moved_on"


def test_why_it_failed_is_said(town, table, his):
    one = now_it_is_that_day(tomorrow(table)).meals.get()
    with pytest.raises(DomainError) as refused:
        deliveries.fail(one, why="", actor=None)
    assert refused.value.field == "why"


def test_a_day_without_gas_is_called_off_and_told(town, table):
    diner(town, table, person_of_resident(town))
    day = tomorrow(table)
    for why in (" ", "问 13900001234"):
        with pytest.raises(DomainError) as refused:
            meals.call_off(day, why=why, actor=town.staff)
        assert refused.value.field == "why"
    meals.call_off(day, why="停气", actor=town.staff)
    deliver_all()
    assert [meal.status for meal in day.meals.all()] == ["cancelled"]
    [told] = Message.objects.filter(code="charity.menu_called_off")
    assert told.to_user == town.resident
    with pytest.raises(DomainError) as refused:
        meals.call_off(day, why="又", actor=None)
    assert refused.value.code == "moved_on"
    with pytest.raises(DomainError) as refused:
        meals.order(day, diner=table.diners.get(), actor=None)
    assert refused.value.code == "moved_on"


def person_of_resident(town):
    person = town.people["resident"]
    person.born_on = years_ago(70)
    person.save(update_fields=["born_on"])
    return person


# --- the last place -------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_the_last_place_is_one_diner_s(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    made = canteen(town)
    two = [diner(town, made, elder(town, f"钱{n}", phone=""), weekdays="") for n in "一二"]
    day = tomorrow(made, places=1)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, meals, "_free_seat", after=True)
    outcomes = together(*[lambda one=one: meals.order(day, diner=one, actor=None) for one in two])
    assert meeting.happened is not locked
    refused = [each.error.code for each in outcomes if each.error]
    assert refused == ["full" if locked else "busy"]
    assert Meal.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_thirty_at_once_for_ten_places_are_ten(town, monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    made = canteen(town)
    many = [diner(town, made, elder(town, f"钱{n}", phone=""), weekdays="") for n in range(30)]
    day = tomorrow(made, places=10)
    outcomes = together(*[lambda one=one: meals.order(day, diner=one, actor=None) for one in many])
    assert sum(each.error is None for each in outcomes) == 10
    assert {each.error.code for each in outcomes if each.error} == {"full"}
    assert sorted(Meal.objects.values_list("seat", flat=True)) == list(range(1, 11))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"seat": 21}, "meal_within_the_places"),
        ({"status": "eaten", "ended_at": timezone.now()}, "meal_ends_the_way_it_went"),
        ({"status": "failed", "ended_at": timezone.now()}, "meal_failed_for_a_reason"),
        ({"status": "delivered"}, "meal_over_at_a_time"),
    ],
)
def test_the_database_holds_a_meal_to_it(town, table, his, change, name):
    tomorrow(table)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Meal.objects.update(**change)


@pytest.mark.parametrize(
    ("again", "name"), [({"seat": 2}, "meal_one_a_day"), ({}, "meal_seat_is_one_diner_s")]
)
def test_a_seat_is_one_diner_s_and_a_day_one_meal(town, table, his, hers, again, name):
    one = tomorrow(table).meals.get()
    one.pk = None
    for field, value in (again or {"diner": hers}).items():
        setattr(one, field, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        one.save(force_insert=True)


# --- who cooks and who carries --------------------------------------------------------------------
@pytest.fixture
def today(town, table, his):
    agrees_to_health(his.resident, town)
    diners.say_diet(his, diet="少盐", allergy="花生", actor=town.staff)
    day = tomorrow(table)
    deliveries.give_out(day, carrier=town.volunteer, actor=town.staff)
    return now_it_is_that_day(day)


def page(enter, who, name, *args):
    return enter(who).get(reverse(f"charity:{name}", args=args)).content.decode()


def test_only_who_is_named_carries(town, table, his):
    day = tomorrow(table)
    with pytest.raises(DomainError) as refused:
        deliveries.give_out(day, carrier=town.social_worker, actor=None)
    assert refused.value.field == "carrier"
    assert deliveries.give_out(day, carrier=town.volunteer, actor=None) == 1
    with pytest.raises(DomainError) as refused:
        deliveries.give_out(day, carrier=town.volunteer, actor=None)
    assert refused.value.code == "nothing"
    hand = table.hands.get(part="carrier")
    with pytest.raises(DomainError) as refused:
        programmes.release_hand(hand, actor=None)
    assert refused.value.code == "meals_left"
    with pytest.raises(DomainError) as refused:
        programmes.name_hand(table, part="carrier", user=town.volunteer, actor=None)
    assert refused.value.code == "twice"


def test_allergies_are_read_by_kitchen_and_carrier_on_the_day_and_by_nobody_else(
    town, today, enter
):
    kitchen = page(enter, "social_worker", "meal_kitchen", today.pk)
    carrier = page(enter, "volunteer", "meal_round")
    assert "花生" in kitchen
    assert "花生" in carrier
    assert "13900007788" in carrier
    assert AuditEvent.objects.filter(verb="charity.mealday.read").count() == 2
    for name, pk in (
        ("meal_day", today.pk), ("meal_sheet", today.pk), ("diner", today.meals.get().diner_id),
        ("programme", today.programme_id), ("diners", today.programme_id),
    ):  # fmt: skip
        assert "花生" not in page(enter, "staff", name, pk), name
    for who in ("resident", "stranger", "sibling_staff"):
        for name, args in (("meal_round", []), ("meal_kitchen", [today.pk])):
            answer = enter(who).get(reverse(f"charity:{name}", args=args))
            assert answer.status_code == 404, who
    MealDay.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert "花生" not in page(enter, "social_worker", "meal_kitchen", today.pk)
    assert "章老" not in page(enter, "volunteer", "meal_round"), "yesterday's door is shut"


def test_before_the_hour_the_kitchen_reads_nothing_yet(town, today, enter):
    soon = timezone.now() + timedelta(hours=30)
    MealDay.objects.update(day=timezone.localdate() + timedelta(days=1), cut_off=soon)
    assert "花生" not in page(enter, "social_worker", "meal_kitchen", today.pk)


def test_who_is_no_hand_any_more_reads_nothing(town, today, enter):
    programmes.release_hand(today.programme.hands.get(part="kitchen"), actor=None)
    answer = enter("social_worker").get(reverse("charity:meal_kitchen", args=[today.pk]))
    assert answer.status_code == 404


def test_it_is_brought_with_two_taps(town, today, enter):
    one = today.meals.get()
    url = reverse("charity:round_act", args=[one.pk, "delivered"])
    assert enter("volunteer").get(url).status_code == 200
    enter("volunteer").post(url, {"idempotency_key": "meal-0001"})
    one.refresh_from_db()
    assert one.status == "delivered"
    assert panels(town.viewer("volunteer"), "home")[0]["context"]["works"]


def test_the_desk_reads_what_failed_and_what_nobody_carries(town, today):
    deliveries.fail(today.meals.get(), why="no_answer", note="敲了两次", actor=town.volunteer)
    titles = [line["title"] for line in todo(town.viewer("staff"))]
    assert "1 份饭没送成" in titles
    Meal.objects.update(status="ordered", ended_at=None, why="", carrier=None)
    titles = [line["title"] for line in todo(town.viewer("staff"))]
    assert "1 份饭还没派人送" in titles


# --- one's own ------------------------------------------------------------------------------------
def test_i_stop_tomorrow_and_order_it_again(town, table, enter):
    mine = diner(town, table, person_of_resident(town))
    day = tomorrow(table)
    seen = page(enter, "resident", "my_meals")
    assert "土豆烧鸡" in seen
    stop = reverse("charity:stop_meal", args=[day.meals.get().pk])
    assert enter("stranger").post(stop, {"idempotency_key": "meal-0002"}).status_code == 404
    enter("resident").post(stop, {"idempotency_key": "meal-0003"})
    assert [meal.status for meal in day.meals.all()] == ["cancelled"]
    again = reverse("charity:order_meal", args=[mine.pk, day.pk])
    enter("resident").post(again, {"idempotency_key": "meal-0004"})
    assert day.meals.standing().get().ordered_by == town.resident
    assert panels(town.viewer("resident"), "home")[0]["context"]["eats"]
