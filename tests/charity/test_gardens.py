"""The garden: plots, who tends them, and a harvest that goes to the canteen as a gift in kind."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity import programme_personal
from charity.actions import gardens, gifts, programmes
from charity.models import Donor, Gift, Harvest, Lot, Plot, StockMovement, Tending
from charity.queries import gardens as queries
from communities.actions import merging
from core import outbox
from core.exceptions import DomainError
from tests.charity.conftest import admit
from tests.charity.dining import canteen
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


def today():
    return timezone.localdate()


@pytest.fixture
def garden(town):
    admit(town)
    return canteen(town, kind="garden", name="屋顶菜园")


def laid_out(town, garden, name="1 号地"):
    return gardens.lay_out(garden, name=name, size=Decimal(6), actor=town.staff)


def tended(town, plot, **said):
    return gardens.tend(plot, actor=town.staff, **said or {"party": "银龄种菜组"})


def gathered(town, plot, **said):
    values = {"what": "小白菜", "quantity": Decimal(8), "unit": "斤", **said}
    return gardens.gather(plot, organization=town.organization, actor=town.staff, **values)


def refused(act, *args, **said):
    with pytest.raises(DomainError) as caught:
        act(*args, **said)
    return caught.value


# --- plots ----------------------------------------------------------------------------------------
def test_only_a_garden_has_plots_each_with_its_name(town, garden):
    said = {"size": Decimal(6), "actor": None}
    kitchen = canteen(town, name="食堂")
    assert refused(gardens.lay_out, kitchen, name="1", **said).code == "no_garden"
    assert refused(gardens.lay_out, garden, name=" ", **said).field == "name"
    none = {"size": Decimal(), "actor": None}
    assert refused(gardens.lay_out, garden, name="1", **none).field == "size"
    plot = laid_out(town, garden)
    assert refused(gardens.lay_out, garden, name="1 号地", **said).code == "known"
    gardens.close(plot, actor=town.staff)
    assert laid_out(town, garden).pk != plot.pk, "the name is free again"
    assert refused(gardens.close, plot, actor=None).code == "moved_on"
    programmes.end(garden, why="屋顶要修", actor=town.staff)
    assert refused(laid_out, town, garden, "2 号地").code == "no_garden"
    assert refused(tended, town, Plot.objects.open().get()).code == "moved_on"


def test_nobody_tends_a_garden_that_is_over(town, garden):
    row = tended(town, laid_out(town, garden))
    programmes.end(garden, why="屋顶要修", actor=town.staff)
    row.refresh_from_db()
    assert row.until == today()


def test_one_at_a_time_tends_a_plot(town, garden):
    plot, elder = laid_out(town, garden), town.people["resident"]
    for said, field in (
        ({}, "party"),
        ({"party": " "}, "party"),
        ({"party": "种菜组", "resident": elder}, "party"),
        ({"party": "电话 13900001234"}, "party"),
        ({"resident": town.people["outsider"]}, "who"),
        ({"party": "种菜组", "since": today() + timedelta(days=1)}, "since"),
    ):
        assert refused(gardens.tend, plot, actor=None, **said).field == field, said
    first = tended(town, plot)
    early = today() - timedelta(days=1)
    assert refused(gardens.tend, plot, resident=elder, since=early, actor=None).field == "since"
    tended(town, plot, resident=elder)
    first.refresh_from_db()
    assert first.until == today()
    assert gardens.tended(plot).resident == elder
    with pytest.raises(IntegrityError, match="tended_by_one"), transaction.atomic():
        Tending.objects.update(until=None)
    with pytest.raises(IntegrityError, match="somebody_s"), transaction.atomic():
        Tending.objects.update(party="", resident=None)


def test_who_tends_goes_along_when_two_records_become_one(town, garden):
    twin = town.person("张同")
    row = tended(town, laid_out(town, garden), resident=twin)
    record = merging.merge_residents(
        town.people["resident"], twin, reason="同一个人", actor=town.staff
    )
    row.refresh_from_db()
    assert row.resident == town.people["resident"]
    merging.unmerge(record, actor=town.staff)
    row.refresh_from_db()
    assert row.resident == twin


# --- the harvest ----------------------------------------------------------------------------------
def test_what_is_gathered_is_a_gift_of_who_tends_it(town, garden):
    plot = laid_out(town, garden)
    assert refused(gathered, town, plot).code == "untended"
    elder = town.people["resident"]
    tended(town, plot, resident=elder)
    for days in (1, -1):
        day = today() + timedelta(days=days)
        assert refused(gathered, town, plot, gathered_on=day).field == "gathered_on"
    row = gathered(town, plot)
    assert (row.share, row.gift.status, row.gift.resource) == ("8 斤", "offered", "goods")
    assert Donor.objects.get().name.open() == elder.name.open()
    other = laid_out(town, garden, "2 号地")
    tended(town, other)
    assert gathered(town, other).gift.donor.unit_name == "银龄种菜组"


def test_somebody_else_says_that_it_came_and_it_is_in_the_storeroom_once(town, garden):
    plot = laid_out(town, garden)
    tended(town, plot)
    row = gathered(town, plot)
    assert refused(gardens.store, row, actor=town.staff).code == "self"
    last = today() + timedelta(days=3)
    lot = gardens.store(row, place="冷柜", expires_on=last, actor=town.secretary)
    assert (lot.name, lot.expires_on, Lot.objects.in_store().get().balance) == ("小白菜", last, 8)
    assert refused(gardens.store, row, actor=town.secretary).code == "moved_on"
    assert refused(gardens.store, row, actor=town.org_manager).code == "moved_on"
    again = gathered(town, plot, what="黄瓜")
    gifts.receive(again.gift, actor=town.secretary)
    assert gardens.store(again, actor=town.staff).name == "黄瓜", "received on its own page"


@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_two_who_store_one_harvest_store_it_once(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    admit(town)
    plot = laid_out(town, canteen(town, kind="garden", name="菜园"))
    tended(town, plot)
    row = gathered(town, plot)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, gifts, "_require")
    outcomes = together(
        lambda: gardens.store(row, actor=town.secretary),
        lambda: gardens.store(row, actor=town.org_manager),
    )
    assert meeting.happened is not locked
    [error] = [each.error for each in outcomes if each.error]
    assert StockMovement.objects.filter(kind="receive").count() == 1, "never more than was given"
    assert (getattr(error, "code", "") == "moved_on") is locked, "the lock says it in plain words"


# --- pages ----------------------------------------------------------------------------------------
def test_it_is_run_at_the_desk(town, enter, garden):
    staff, home = enter("staff"), reverse("charity:programme", args=[garden.pk])
    act = lambda slug: reverse("charity:programme_act", args=[garden.pk, slug])  # noqa: E731
    assert "还没有分地" in staff.get(home).content.decode()
    staff.post(act("plot"), {"name": "1 号地", "size": "6", "idempotency_key": "garden-01"})
    plot = Plot.objects.get()
    do = lambda slug: reverse("charity:plot_act", args=[plot.pk, slug])  # noqa: E731
    who = town.people["resident"].name.open()
    said = {"since": today().isoformat(), "idempotency_key": "garden-02"}
    page = staff.post(do("tend"), {**said, "who": "没这个人"})
    assert "您的范围里没有这个在册居民" in page.content.decode()
    staff.post(do("tend"), {**said, "who": who, "idempotency_key": "garden-03"})
    said = {
        "what": "茄子", "quantity": "5", "unit": "斤", "gathered_on": today().isoformat(),
        "organization": town.organization.pk, "idempotency_key": "garden-04",
    }  # fmt: skip
    staff.post(do("gather"), said)
    text = staff.get(home).content.decode()
    for shown in (who, "茄子", "5 斤", "等同事确认收到"):
        assert shown in text, shown
    row = Harvest.objects.get()
    store = reverse("charity:harvest_act", args=[row.pk, "store"])
    enter("secretary").post(store, {"place": "冷柜", "idempotency_key": "garden-05"})
    assert Gift.objects.get().status == "received"
    assert "已入库" in staff.get(home).content.decode()
    public = reverse("charity:offers", args=[town.community.pk])
    text = enter("anonymous").get(public).content.decode()
    assert "1 块，1 块有人种" in text
    assert who not in text


@pytest.mark.parametrize("name", ["sibling_staff", "worker", "org_manager", "resident"])
def test_to_strangers_it_is_not_there(town, enter, garden, name):
    plot = laid_out(town, garden)
    tended(town, plot)
    row = gathered(town, plot)
    client = enter(name)
    assert client.get(reverse("charity:plot_act", args=[plot.pk, "tend"])).status_code == 404
    assert client.get(reverse("charity:harvest_act", args=[row.pk, "store"])).status_code == 404


def test_a_garden_costs_the_same_however_big(town, garden, django_assert_num_queries):
    for n in range(6):
        plot = laid_out(town, garden, f"{n} 号地")
        tended(town, plot)
        gathered(town, plot)
    with django_assert_num_queries(3):
        found = queries.garden(garden)
    assert (len(found.plots), len(found.harvests)) == (6, 6)


def test_what_is_stored_about_me(town, garden):
    elder = town.people["resident"]
    tended(town, laid_out(town, garden), resident=elder)
    [row] = programme_personal.plots_of(elder.subject)
    assert (row["plot"], row["since"]) == ("1 号地", today().isoformat())
