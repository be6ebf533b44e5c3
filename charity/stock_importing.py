"""Goods into the storeroom from a sheet: one row, one lot of a gift that is here. And the list of
a hand-out: one row, one person. What stands there already changes nothing."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from charity.actions import handouts, stock
from charity.actions.handouts import MOST
from charity.columns import PEOPLE, STOCK
from charity.models import Gift, HandOut, Lot, Resource
from charity.models.allocations import with_rest
from charity.models.gifts import plain
from charity.workflow import GiftStatus
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.imports.tables import Table


# --- the storeroom --------------------------------------------------------------------------------
def check_stock(table: Table, community: Area) -> Plan:
    plan = Plan(table, STOCK)
    here = {gift.number: gift for gift in _here(community)}
    lots = Counter(_key(lot.gift_id, lot.name, lot.place, lot.expires_on) for lot in _lots(here))
    rest = {number: Decimal(gift.unstored) for number, gift in here.items()}
    for row in table.rows:
        number = (row["gift"] or "").strip().upper()
        gift = here.get(number)
        if gift is None:
            if row.has("gift"):
                reason = _("没有这笔已收到的物资")
                plan.blame(row, "gift", reason, _("编号写捐赠页面上的，先确认收到"))
            continue
        if not (row.has("name") and row.has("quantity")):
            continue  # the cell that is missing has been named
        place, until = (row["place"] or "").strip(), row["expires_on"]
        key = _key(gift.pk, row["name"].strip(), place, until)
        if lots[key]:
            lots[key] -= 1
            plan.add(Outcome(row, SAME, gift, None))
            continue
        rest[number] -= row["quantity"]
        if rest[number] < 0:
            said = _("这笔捐赠只剩 {rest} {unit}没入库").format(
                rest=plain(rest[number] + row["quantity"]), unit=gift.unit
            )
            plan.blame(row, "quantity", said, _("改小数量，或核对是不是写了两遍"))
            continue
        plan.add(Outcome(row, ADDED, None, (gift, row["name"].strip(), place, until)))
    return plan


def write_stock(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        gift, name, place, until = outcome.values
        with writing(outcome.row):
            stock.take_in(
                gift,
                quantity=outcome.row["quantity"],
                name=name,
                place=place,
                expires_on=until,
                actor=actor,
            )


# --- the list of a hand-out -----------------------------------------------------------------------
def check_people(table: Table, community: Area) -> Plan:
    plan = Plan(table, PEOPLE)
    open_ones = {
        one.title: one
        for one in HandOut.objects.filter(community=community, closed_on__isnull=True)
        .order_by("held_on", "pk")
        .prefetch_related("lines")
    }
    listed = {title: _listed(one) for title, one in open_ones.items()}
    count: Counter[str] = Counter({title: len(names) for title, names in listed.items()})
    for row in table.rows:
        title = (row["handout"] or "").strip()
        one = open_ones.get(title)
        if one is None:
            if row.has("handout"):
                reason = _("没有这次发放，或已经结束")
                plan.blame(row, "handout", reason, _("名称和发放页面上的一样"))
            continue
        if not row.has("name"):
            continue  # the cell that is missing has been named
        who = ("".join(row["name"].split()), " ".join((row["where"] or "").split()))
        if who in listed[title]:
            plan.add(Outcome(row, SAME, one, None))
            continue
        listed[title].add(who)
        count[title] += 1
        if count[title] > MOST:
            said = _("一张名单最多 {most} 人，再多请另开一张").format(most=MOST)
            plan.blame(row, "name", said, _("另安排一次发放"))
            continue
        plan.add(Outcome(row, ADDED, None, (one, *who)))
    return plan


def write_people(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        one, name, where = outcome.values
        with writing(outcome.row):
            handouts.put_on_list(one, people=f"{name} {where}", actor=actor)


# --- inside ---------------------------------------------------------------------------------------
def _here(community: Area) -> Any:
    rows = Gift.objects.filter(
        community=community, resource=Resource.GOODS, status=GiftStatus.RECEIVED
    )
    return with_rest(rows)


def _lots(here: dict[str, Any]) -> Any:
    return Lot.objects.filter(gift__in=[gift.pk for gift in here.values()])


def _key(*said: Any) -> tuple[Any, ...]:
    return said


def _listed(one: HandOut) -> set[tuple[str, str]]:
    return {(line.name.open(), line.where.open()) for line in one.lines.all()}


register(
    Kind(
        "stock",
        gettext_lazy("物资入库"),
        gettext_lazy("一行一批；捐赠要先确认收到。合起来不会超过捐来的数。"),
        lambda _community: STOCK,
        check_stock,
        write_stock,
        exporter="charity.stock",
    )
)
register(
    Kind(
        "handout_lists",
        gettext_lazy("发放名单"),
        gettext_lazy("一行一人；先在那一批物资上安排好发放。"),
        lambda _community: PEOPLE,
        check_people,
        write_people,
        exporter="charity.handout_lists",
    )
)
