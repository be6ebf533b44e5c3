"""Free for some and a low fee for the others; a fee stands when somebody else has approved it."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import meals, programme_prices, programmes
from charity.models import Diner, Programme, ProgrammePrice
from charity.panels import todo
from charity.programme_workflow import PRICE_STEPS, PriceStatus
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.charity.dining import LOW, OLD, approved, canteen, diner, elder, fee, group, tomorrow

pytestmark = pytest.mark.django_db


def begun(town, **said):
    """By `staff`, with a fee that nobody has approved yet."""
    values = {
        "kind": "canteen", "name": "金秋爱心食堂", "groups": [group(), group(LOW)],
        "place": "1号楼", "opening": "中午", "actor": town.staff, **fee(5),
    }  # fmt: skip
    return programmes.begin(town.community, **values | said)


def changed(town, table, **said):
    values = {
        "groups": list(table.groups.all()), "place": table.place, "opening": table.opening,
        "actor": town.staff, **fee(5),
    }  # fmt: skip
    return programmes.change(table, **values | said)


def waiting(table):
    return table.prices.waiting().get()


# --- free for some --------------------------------------------------------------------------------
def test_at_one_table_some_pay_and_some_do_not(town):
    table = canteen(town, **fee(5), free_groups=[group(LOW)])
    pays = diner(town, table, elder(town, "付一"))
    free = diner(
        town, table, elder(town, "免二", phone="13900002222"), group=group(LOW), ground="低保证"
    )
    day = tomorrow(table)
    assert {meal.diner: meal.fee for meal in day.meals.all()} == {pays: 5, free: 0}
    assert str(Programme.objects.get().asks) == f"低偿，每次 5 元；{LOW}免费"
    told = {one.pk: one.pays for one in Diner.objects.select_related("programme")}
    assert told == {pays.pk: "低偿，每次 5 元", free.pk: "免费"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"price": "low_fee", "fee": Decimal()}, "fee"),
        ({"price": "free", "fee": Decimal(3)}, "fee"),
        ({"price": "free", "fee": Decimal(), "free": [LOW]}, "free_groups"),
        ({"free": ["残疾人"]}, "free_groups"),
        ({"free": [OLD, LOW]}, "free_groups"),
        ({"price": "waiting", "fee": Decimal()}, "price"),
    ],
)
def test_a_price_is_one_that_can_be(town, said, field):
    free = [group(name) for name in said.pop("free", ())]
    with pytest.raises(DomainError) as refused:
        begun(town, free_groups=free, **said)
    assert refused.value.field == field
    assert not Programme.objects.exists()


# --- approved by another --------------------------------------------------------------------------
def test_a_fee_is_asked_for_when_another_has_approved_it(town):
    table = begun(town, free_groups=[group(LOW)])
    assert (table.price, table.fee, table.priced_on) == ("waiting", 0, None)
    with pytest.raises(DomainError) as refused:
        tomorrow(table)
    assert refused.value.code == "no_price"
    with pytest.raises(DomainError) as refused:
        programme_prices.approve(waiting(table), actor=town.staff)
    assert refused.value.code == "self"
    made = programme_prices.approve(waiting(table), actor=town.secretary)
    assert (made.price, made.fee, made.priced_on) == ("low_fee", 5, timezone.localdate())
    assert list(made.free_groups.all()) == [group(LOW)]
    row = ProgrammePrice.objects.get()
    assert row.signed.open() == town.secretary.name.open()
    assert tomorrow(made).places
    verbs = AuditEvent.objects.filter(verb__startswith="charity.price_")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "charity.price_asked", "charity.price_approved",
    ]  # fmt: skip


def test_until_then_the_price_that_stands_is_asked_for(town):
    table = canteen(town, **fee(5))
    diner(town, table)
    day = tomorrow(table)
    changed(town, table, fee=Decimal(8), place="2号楼")
    table.refresh_from_db()
    assert (table.place, table.fee) == ("2号楼", 5), "the rest is told at once"
    said = {"dishes": "面", "places": 9, "cut_off": time(9), "actor": None}
    later = meals.put_up(table, day=day.day + timedelta(days=1), **said)
    assert later.meals.get().fee == 5
    approved(town, table)
    table.refresh_from_db()
    assert table.fee == 8
    assert day.meals.get().fee == 5, "as it was ordered"


def test_what_costs_nobody_anything_stands_at_once(town):
    table = canteen(town, **fee(5), free_groups=[group(LOW)])
    changed(town, table, price="free", fee=Decimal())
    table.refresh_from_db()
    assert (table.price, table.fee, table.priced_on) == ("free", 0, None)
    assert not table.free_groups.exists()
    assert not table.prices.waiting().exists()


def test_one_price_waits_at_a_time_and_the_same_twice_is_one(town):
    table = canteen(town)
    changed(town, table)
    changed(town, table, place="3号楼")
    changed(town, table, price="free", fee=Decimal())  # what stands: nothing new is said
    assert waiting(table).fee == 5
    for said in ({"fee": Decimal(6)}, {"free_groups": [group(LOW)]}):
        with pytest.raises(DomainError) as refused:
            changed(town, table, **said)
        assert refused.value.code == "waits"


def test_what_is_not_approved_says_why_and_changes_nothing(town):
    table = canteen(town, **fee(5))
    changed(town, table, fee=Decimal(8))
    for why, code in ((" ", ""), ("问 13900001111", "numbers")):
        with pytest.raises(DomainError) as refused:
            programme_prices.refuse(waiting(table), why=why, actor=town.secretary)
        assert (refused.value.field, refused.value.code) == ("why", code)
    row = waiting(table)
    programme_prices.refuse(row, why="太贵了", actor=town.staff)  # he takes it back himself
    table.refresh_from_db()
    assert table.fee == 5
    for act in (
        lambda: programme_prices.approve(row, actor=town.secretary),
        lambda: programme_prices.refuse(row, why="又", actor=town.secretary),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "moved_on"
    changed(town, table, fee=Decimal(6))
    assert waiting(table).fee == 6
    assert {status for status, steps in PRICE_STEPS.items() if steps} == {PriceStatus.WAITING}


def test_of_what_has_ended_nothing_is_approved(town):
    table = begun(town)
    assert "1 份收费标准等批准" in [line["title"] for line in todo(town.viewer("secretary"))]
    programmes.end(table, why="没人来", actor=town.staff)
    assert todo(town.viewer("secretary")) == []
    with pytest.raises(DomainError) as refused:
        programme_prices.approve(waiting(table), actor=town.secretary)
    assert refused.value.code == "moved_on"


def test_who_approves_has_a_name(town):
    table = begun(town)
    town.secretary.name = ""
    with pytest.raises(DomainError) as refused:
        programme_prices.approve(waiting(table), actor=town.secretary)
    assert refused.value.code == "nameless"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"fee": 0}, "programme_price_asks_something"),
        ({"status": "lost"}, "programme_price_"),
        ({"status": "refused"}, "programme_price_"),
        ({"signed": "顾明"}, "programme_price_signed_by_who_approved"),
        ({"why": "太贵"}, "programme_price_refused_for_a_reason"),
        ({"decided_on": "2026-01-01"}, "programme_price_decided_once_it_is"),
    ],
)
def test_the_database_holds_it_too(town, change, name):
    begun(town)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ProgrammePrice.objects.update(**change)


def test_nobody_approves_his_own_in_the_database_either(town):
    row = waiting(begun(town))
    said = {"status": "approved", "signed": "x", "decided_on": "2026-01-01"}
    name = "programme_price_approved_by_another"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ProgrammePrice.objects.filter(pk=row.pk).update(decided_by=town.staff, **said)


def test_a_fee_without_its_day_is_not_one(town):
    canteen(town, **fee(5))
    with pytest.raises(IntegrityError, match="programme_fee_was_approved"), transaction.atomic():
        Programme.objects.update(priced_on=None)


# --- on pages -------------------------------------------------------------------------------------
def test_it_is_said_approved_and_read_with_day_and_name(town, enter):
    said = {
        "community": town.community.pk, "kind": "canteen", "name": "邻里食堂",
        "groups": [group().pk, group(LOW).pk], "price": "low_fee", "fee": "6",
        "free_groups": [group(LOW).pk], "place": "2号楼", "opening": "中午",
        "idempotency_key": "price-01",
    }  # fmt: skip
    enter("staff").post(reverse("charity:new_programme"), said)
    row = ProgrammePrice.objects.get()
    desk = reverse("charity:programme", args=[row.programme_id])
    approve = reverse("charity:price_act", args=[row.pk, "approve"])
    mine = enter("staff").get(desk)
    assert [str(act["label"]) for act in mine.context["prices"][0][1]] == ["收回"]
    assert enter("staff").get(approve).status_code == 404
    assert enter("sibling_staff").get(approve).status_code == 404
    public = reverse("charity:offers", args=[town.community.pk])
    assert "6 元" not in enter("anonymous").get(public).content.decode()
    lines = [line["title"] for line in todo(town.viewer("secretary"))]
    assert "1 份收费标准等批准" in lines
    assert "1 份收费标准等批准" not in [line["title"] for line in todo(town.viewer("staff"))]
    enter("secretary").post(approve, {"idempotency_key": "price-02"})
    page = enter("anonymous").get(public).content.decode()
    assert f"低偿，每次 6 元；{LOW}免费" in page
    who = town.secretary.name.open()
    assert f"{timezone.localdate()} 由{who}批准" in page
    assert f"由{who}批准" in enter("staff").get(desk).content.decode()


def test_the_form_says_what_waits_before_what_stands(town, enter):
    table = canteen(town, **fee(5))
    changed(town, table, fee=Decimal(8), free_groups=[group(LOW)])
    act = reverse("charity:programme_act", args=[table.pk, "change"])
    form = enter("staff").get(act).context["form"]
    assert (form["price"].value(), form["fee"].value()) == ("low_fee", 8)
    assert form["free_groups"].value() == [group(LOW).pk]


def test_each_reads_what_he_himself_is_asked_for(town, enter):
    table = canteen(town, **fee(5), free_groups=[group(LOW)])
    diner(town, table, town.people["resident"], group=group(LOW), ground="低保证")
    page = enter("resident").get(reverse("charity:my_meals")).content.decode()
    assert "免费" in page
    assert "5 元" not in page
