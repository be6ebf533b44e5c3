"""A programme says for whom, at what price and where; who eats there has a ground and agreed."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from charity import personal_data
from charity.actions import diners, meals, programmes
from charity.models import Diner, Meal, Programme, ProgrammeHand
from charity.search import search
from communities.actions import residents
from core import audit
from core.exceptions import DomainError
from organizations.models import Organization
from tests.charity.dining import (
    LOW,
    agrees_to_health,
    approved,
    canteen,
    diner,
    elder,
    fee,
    group,
    now_it_is_that_day,
    tomorrow,
)
from tests.town import years_ago
from tests.waiting import deliver_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"place": " "}, "place"),
        ({"opening": ""}, "opening"),
        ({"place": "打 13900001234"}, "place"),
        ({"groups": []}, "groups"),
        ({"price": "low_fee"}, "fee"),
        ({"fee": 3}, "fee"),
    ],
)
def test_a_programme_says_what_everybody_asks(town, said, field):
    with pytest.raises(DomainError) as refused:
        canteen(town, **said)
    assert refused.value.field == field


def test_who_runs_it_stands_in_the_register_and_is_no_person(town):
    assert canteen(town, operator=town.organization).run_by == town.organization.title
    assert canteen(town, name="社区自己的").run_by == town.community.title
    Organization.objects.update(status="suspended", reason="查账")
    with pytest.raises(DomainError) as refused:
        canteen(town, name="第三个", operator=town.organization)
    assert refused.value.field == "operator"
    paid = {"fee", "pay", "paid", "wage", "amount"}
    assert not paid & {field.name for field in ProgrammeHand._meta.get_fields()}


def test_its_name_is_its_own_while_it_runs(town):
    first = canteen(town)
    with pytest.raises(DomainError) as refused:
        canteen(town)
    assert refused.value.code == "twice"
    programmes.end(first, why="搬走了", actor=town.staff)
    assert canteen(town).runs
    for act in (
        lambda: programmes.end(first, why="又", actor=None),
        lambda: programmes.name_hand(first, part="carrier", user=town.volunteer, actor=None),
        lambda: programmes.change(
            first, groups=[group()], place="x", opening="y", price="free", fee=0, actor=None
        ),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "moved_on"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"fee": 5}, "programme_free_or_low_fee"),
        ({"kind": "bar"}, "programme_kind_known"),
        ({"ended_on": years_ago(1)}, "programme_over_for_a_reason"),
    ],
)
def test_the_database_holds_a_programme_to_it(town, change, name):
    made = canteen(town)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Programme.objects.filter(pk=made.pk).update(**change)


def test_it_ends_for_a_reason_and_leaves_nobody_waiting(town):
    made = canteen(town)
    his = diner(town, made)
    his.diet = "少盐"
    his.save()
    day = tomorrow(made)
    for why, code, field in (
        (" ", "", "why"), ("找 13900001234", "numbers", "why"), ("没人做饭", "meals_left", None)
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            programmes.end(made, why=why, actor=town.staff)
        assert (refused.value.field or None) == field
        assert not code or refused.value.code == code
    meals.call_off(day, why="停气", actor=town.staff)
    programmes.name_hand(made, part="kitchen", user=town.volunteer, actor=town.staff)
    programmes.end(made, why="没人做饭", actor=town.staff)
    his.refresh_from_db()
    assert his.left_on == timezone.localdate()
    assert his.diet.open() == ""
    assert not ProgrammeHand.objects.filter(until__isnull=True).exists()


# --- who eats there -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("born", "as_group", "ground", "field"),
    [
        (years_ago(40), "60 岁以上老人", "", "group"),
        (None, "60 岁以上老人", "", "group"),
        (years_ago(40), LOW, "", "ground"),
        (years_ago(40), "残疾人", "残疾人证", "group"),
    ],
)
def test_who_does_not_belong_is_told_why(town, born, as_group, ground, field):
    made = canteen(town)
    person = town.person("钱青", born_on=born)
    with pytest.raises(DomainError) as refused:
        diner(town, made, person, group=group(as_group), ground=ground)
    assert refused.value.field == field


def test_up_to_an_age_means_up_to_it(town):
    young = group("3 岁以下孩子")
    nursery = canteen(town, kind="childcare", name="托育", groups=[young])
    with pytest.raises(DomainError) as refused:
        diner(town, nursery, town.person("钱大", born_on=years_ago(9)), group=young)
    assert refused.value.field == "group"
    assert diner(town, nursery, town.person("钱小", born_on=years_ago(2)), group=young).pk


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"agreed": " "}, "agreed"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_he_agreed_and_can_be_called(town, said, field):
    with pytest.raises(DomainError) as refused:
        diner(town, canteen(town), **said)
    assert refused.value.field == field


def test_a_meal_is_brought_to_some_door(town):
    homeless = elder(town)
    homeless.household = None
    homeless.save(update_fields=["household"])
    with pytest.raises(DomainError) as refused:
        diner(town, canteen(town), homeless, way="home")
    assert refused.value.field == "where"


def test_one_eats_once_at_a_table_in_ones_own_community(town):
    made, person = canteen(town), elder(town)
    diner(town, made, person)
    with pytest.raises(DomainError) as refused:
        diner(town, made, person)
    assert refused.value.code == "twice"
    away = town.person("钱远", town.household(town.sibling_grid), born_on=years_ago(70))
    with pytest.raises(DomainError) as refused:
        diner(town, made, away)
    assert refused.value.field == "resident"


def test_a_garden_serves_no_meals(town):
    garden = canteen(town, kind="garden", name="爱心菜园")
    for act in (lambda: diner(town, garden), lambda: tomorrow(garden)):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "moved_on"


def test_what_he_must_not_eat_needs_his_separate_yes_and_goes_with_it(town):
    his = diner(town, canteen(town))
    with pytest.raises(DomainError) as refused:
        diners.say_diet(his, allergy="花生", actor=town.staff)
    assert refused.value.code == "no_consent"
    agrees_to_health(his.resident, town)
    diners.say_diet(his, diet="少盐", allergy="花生", actor=town.staff)
    his.refresh_from_db()
    assert his.allergy.open() == "花生"
    assert "花生" not in str(his.allergy)
    agrees_to_health(his.resident, town, given=False)
    deliver_all()
    his.refresh_from_db()
    assert not his.must_be_watched
    assert "花生" not in str([row.details for row in audit.AuditEvent.objects.all()])


def test_who_leaves_gets_no_more_and_what_he_must_not_eat_is_gone(town):
    his = diner(town, canteen(town))
    agrees_to_health(his.resident, town)
    diners.say_diet(his, allergy="花生", actor=town.staff)
    tomorrow(his.programme)
    diners.leave(his, actor=town.staff)
    his.refresh_from_db()
    assert not his.must_be_watched
    assert [meal.status for meal in Meal.objects.all()] == ["cancelled"]
    for act in (
        lambda: diners.leave(his, actor=None),
        lambda: diners.rearrange(his, way="here", actor=None),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "moved_on"


def test_to_who_died_no_meal_is_brought(town):
    his = diner(town, canteen(town))
    tomorrow(his.programme)
    residents.record_death(his.resident, on=timezone.localdate(), actor=town.secretary)
    deliver_all()
    his.refresh_from_db()
    assert not his.is_served
    assert not Meal.objects.standing().exists()


def test_my_data_tells_where_i_ate_and_forgets_it_a_year_later(town):
    his = diner(town, canteen(town), way="home", where="3号楼小卖部", phone="13900002222")
    subject = his.resident.subject
    day = now_it_is_that_day(tomorrow(his.programme))
    [told] = personal_data.export_person(subject)["meals"]
    assert (told["where"], [each["on"] for each in told["meals"]]) == (
        "3号楼小卖部", [day.day.isoformat()],
    )  # fmt: skip
    assert personal_data.erase_person(subject)["diners"] == 0, "he eats there"
    diners.leave(his, actor=town.staff)
    assert personal_data.expire(timezone.localdate())["diners"] == 0
    Diner.objects.update(left_on=years_ago(2), joined_on=years_ago(3))
    assert personal_data.expire(timezone.localdate())["diners"] == 1
    his.refresh_from_db()
    assert not his.where


# --- pages ----------------------------------------------------------------------------------------
def test_it_is_begun_at_the_desk_and_everybody_reads_it(town, enter):
    said = {
        "community": town.community.pk, "kind": "elder_meals", "name": "金秋老年餐",
        "groups": [group().pk], "price": "low_fee", "fee": "5", "place": "2号楼",
        "opening": "每天 11:30", "idempotency_key": "prog-001",
    }  # fmt: skip
    answer = enter("staff").post(reverse("charity:new_programme"), said)
    made = Programme.objects.get()
    assert answer.url == reverse("charity:programme", args=[made.pk])
    board = enter("staff").get(reverse("charity:programmes")).content.decode()
    assert "金秋老年餐" in board
    public = reverse("charity:offers", args=[town.community.pk])
    waits = enter("anonymous").get(public).content.decode()
    assert "收费标准等批准" in waits
    assert "5 元" not in waits
    approved(town, made)
    page = enter("anonymous").get(public).content.decode()
    assert "低偿，每次 5 元" in page
    assert "60 岁以上老人" in page
    assert enter("worker").get(reverse("charity:programmes")).status_code == 404
    assert enter("sibling_staff").get(answer.url).status_code == 404
    assert [hit["title"] for hit in search(town.viewer("staff"), "老年餐")] == ["金秋老年餐"]
    assert search(town.viewer("worker"), "老年餐") == []


def test_somebody_is_put_on_the_table_by_his_name(town, enter):
    made = canteen(town, **fee(4))
    elder(town, "章老", phone="13900007788")
    elder(town, "章老", phone="13900001111")
    act = reverse("charity:programme_act", args=[made.pk, "diner"])
    said = {
        "group": group().pk, "agreed": "当面问过", "way": "home", "weekdays": ["0", "2"],
    }  # fmt: skip
    for who, key in (("章老", "dine-001"), ("不在册", "dine-002")):
        answer = enter("staff").post(act, said | {"who": who, "idempotency_key": key})
        assert answer.status_code == 422, who
    enter("staff").post(act, said | {"who": "章老 7788", "idempotency_key": "dine-003"})
    his = Diner.objects.get()
    assert (his.weekdays, his.way) == ("02", "home")
    page = enter("staff").get(reverse("charity:diners", args=[made.pk])).content.decode()
    assert "章老" in page
    assert "周一" in page or "星期一" in page
    one = reverse("charity:diner", args=[his.pk])
    assert enter("staff").get(one).status_code == 200
    assert enter("sibling_staff").get(one).status_code == 404


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [("0123456", "每天"), ("01234", "星期一到星期五"), ("02", "星期一、星期三")],
)
def test_standing_days_are_said_as_one_says_them(weekdays, said):
    assert Diner(weekdays=weekdays).days_in_words == said
