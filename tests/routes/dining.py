"""Programmes, and what hangs on them, in one's own community, in the sibling one, far away."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from charity.actions import diners, gardens, meals, programme_months, programmes
from charity.models import EligibleGroup
from tests.routes import giving as g
from tests.routes import things as t


def programme(things: t.Things, place: str) -> Any:
    return programmes.begin(
        things.get(t.community, place),
        kind="canteen",
        name="爱心食堂",
        groups=EligibleGroup.objects.filter(on_paper=True),
        place="1号楼",
        opening="中午",
        actor=things.clerk(place),
    )


def diner(things: t.Things, place: str) -> Any:
    made = things.get(programme, place)
    return diners.join(
        made,
        resident=things.get(t.resident, place),
        group=made.groups.first(),
        ground="低保证",
        agreed="当面问过",
        weekdays="0123456",
        actor=things.clerk(place),
    )


def price(things: t.Things, place: str) -> Any:
    """A fee that waits for somebody else's word."""
    made = programmes.begin(
        things.get(t.community, place),
        kind="canteen",
        name="低偿食堂",
        groups=EligibleGroup.objects.filter(on_paper=True),
        place="2号楼",
        opening="中午",
        price="low_fee",
        fee=Decimal(5),
        actor=things.clerk(place),
    )
    return made.prices.get()


def plot(things: t.Things, place: str) -> Any:
    by = things.clerk(place)
    made = programmes.begin(
        things.get(t.community, place),
        kind="garden",
        name="菜园",
        groups=EligibleGroup.objects.filter(on_paper=True),
        place="楼顶",
        opening="白天",
        actor=by,
    )
    found = gardens.lay_out(made, name="1 号地", size=Decimal(6), actor=by)
    gardens.tend(found, party="种菜组", actor=by)
    return found


def harvest(things: t.Things, place: str) -> Any:
    return gardens.gather(
        things.get(plot, place),
        what="茄子",
        quantity=Decimal(5),
        unit="斤",
        organization=things.get(g.recipient, place).organization,
        actor=things.clerk(place),
    )


def hand(things: t.Things, place: str) -> Any:
    by = things.clerk(place)
    return programmes.name_hand(things.get(programme, place), part="carrier", user=by, actor=by)


def day(things: t.Things, place: str) -> Any:
    his = things.get(diner, place)
    return meals.put_up(
        his.programme,
        day=timezone.localdate() + timedelta(days=1),
        dishes="炖鸡",
        places=9,
        cut_off=time(9),
        actor=things.clerk(place),
    )


def month(things: t.Things, place: str) -> Any:
    made = things.get(programme, place)
    return programme_months.settle(
        made,
        month=timezone.localdate().replace(day=1) - timedelta(days=1),
        cost=Decimal(9),
        from_subsidy=Decimal(9),
        subsidy="街道",
        paid_to=things.town.organization,
        voucher="伙-01",
        actor=things.clerk(place),
    )


def meal(things: t.Things, place: str) -> Any:
    return things.get(day, place).meals.get()
