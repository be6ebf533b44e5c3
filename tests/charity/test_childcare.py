"""托育 speaks of children, not of portions; what was written by mistake is taken back."""

import pytest
from django.urls import reverse

from charity.actions import diners, meals, programme_prices
from charity.models import Diner, Meal
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.charity.dining import canteen, diner, elder, group, now_it_is_that_day, tomorrow
from tests.town import years_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def nursery(town):
    return canteen(town, kind="childcare", name="四点半托管", groups=[group("3 岁以下孩子")])


@pytest.fixture
def child(town, nursery):
    little = town.person("钱小", born_on=years_ago(2))
    return diner(town, nursery, little, group=group("3 岁以下孩子"))


def read(client, name, *args):
    return client.get(reverse(f"charity:{name}", args=args)).content.decode()


def test_its_pages_speak_of_children(enter, town, nursery, child):
    day, staff = tomorrow(nursery, dishes="写作业、牛奶"), enter("staff")
    [plate] = Meal.objects.all()
    programme = read(staff, "programme", nursery.pk)
    for word in ("排一天", "登记孩子", "列入看护", "每天的托管", "登记的孩子", "1/20 个孩子"):
        assert word in programme, word
    shown = {
        "programme": programme,
        "diners": read(staff, "diners", nursery.pk),
        "diner": read(staff, "diner", child.pk),
        "day": read(staff, "meal_day", day.pk),
        "menu": read(staff, "programme_act", nursery.pk, "menu"),
        "join": read(staff, "programme_act", nursery.pk, "diner"),
    }
    for name, text in shown.items():
        for word in ("用餐", "送餐", "送上门", "厨房", "菜单", "订了", "饭"):
            assert word not in text.split("<main")[1], (name, word)
    now_it_is_that_day(day)
    came = reverse("charity:meal_act", args=[plate.pk, "eaten"])
    assert ">来了" in staff.get(came).content.decode()
    staff.post(came, {"idempotency_key": "care-0001"})
    assert "来了" in read(staff, "meal_day", day.pk)


def test_a_child_is_registered_without_a_door_and_comes_here(enter, town, nursery):
    town.person("钱小", born_on=years_ago(2))
    staff = enter("staff")
    said = {
        "who": "钱小", "group": group("3 岁以下孩子").pk, "agreed": "妈妈当面办的",
        "weekdays": ["0", "1"], "idempotency_key": "care-0002",
    }  # fmt: skip
    staff.post(reverse("charity:programme_act", args=[nursery.pk, "diner"]), said)
    made = Diner.objects.get()
    assert (made.way, made.weekdays) == ("here", "01")
    change = {"weekdays": ["4"], "idempotency_key": "care-0003"}
    staff.post(reverse("charity:diner_act", args=[made.pk, "way"]), change)
    made.refresh_from_db()
    assert (made.way, made.weekdays) == ("here", "4")


def test_a_canteen_speaks_of_meals_as_before(enter, town):
    text = read(enter("staff"), "programme", canteen(town).pk)
    assert "挂菜单" in text
    assert "登记用餐人" in text


def test_a_registration_by_mistake_is_taken_back_until_somebody_ate(enter, town):
    made = canteen(town)
    row, eats = diner(town, made), diner(town, made, elder(town, "钱老", phone=""))
    day = tomorrow(made)
    now_it_is_that_day(day)
    meals.serve(Meal.objects.get(diner=eats), actor=town.staff)
    staff = enter("staff")
    assert "登记错了，收回" in read(staff, "diner", row.pk)
    assert "登记错了，收回" not in read(staff, "diner", eats.pk)
    with pytest.raises(DomainError) as refused:
        diners.take_back(eats, actor=town.staff)
    assert refused.value.code == "served"
    url = reverse("charity:diner_act", args=[row.pk, "leave"])
    staff.post(url, {"idempotency_key": "care-0004"})
    row.refresh_from_db()
    assert not row.is_served
    assert AuditEvent.objects.filter(verb="charity.diner_taken_back").exists()


def test_who_asked_for_a_price_takes_it_back_and_another_refuses(enter, town, nursery):
    price = programme_prices.ask(nursery, "low_fee", 4, [], actor=town.staff)
    text = read(enter("staff"), "programme", nursery.pk).split("<main")[1]
    assert ">收回" in text
    assert ">不批" not in text
    assert ">不批" in read(enter("secretary"), "programme", nursery.pk)
    url = reverse("charity:price_act", args=[price.pk, "refuse"])
    shown = enter("staff").post(url, {"why": "写错了", "idempotency_key": "care-0005"}, follow=True)
    assert "收回了，原来的照旧" in shown.content.decode()
