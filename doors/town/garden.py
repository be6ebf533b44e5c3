"""屋顶爱心菜园: four plots, three of them tended, one given up; two harvests that the canteen
cooked with, one that waits."""

from datetime import date, timedelta
from decimal import Decimal

from charity.actions import gardens, stock
from charity.models import Programme
from communities.models import Resident
from doors.town.account import find
from doors.town.canteen_list import GARDEN
from doors.town.gift_list import CHARITY
from organizations.models import Organization

KEEPS, CONFIRMS = "周予安", "顾明"
OLD_ENOUGH = 62
PLOTS = (
    ("1 号地", "7.5", "resident", 160),
    ("2 号地", "7.5", "银龄种菜组", 190),
    ("3 号地", "5", "四点半课堂的孩子", 60),
    ("4 号地", "5", "", 0),
)
HARVESTS = (
    ("1 号地", "小白菜", "6", 3),
    ("2 号地", "黄瓜", "9", 1),
    ("2 号地", "辣椒", "2.5", 0),
)


def tell_garden(told_on: date) -> None:
    keeper, other = find(KEEPS), find(CONFIRMS)
    garden = Programme.objects.select_related("community").get(name=GARDEN)
    body = Organization.objects.get(name=CHARITY)
    plots = {}
    for name, size, who, ago in PLOTS:
        plot = gardens.lay_out(garden, name=name, size=Decimal(size), actor=keeper)
        since = told_on - timedelta(days=ago)
        if who == "resident":
            gardens.tend(plot, resident=_elder(garden, told_on), since=since, actor=keeper)
        elif who:
            gardens.tend(plot, party=who, since=since, actor=keeper)
        plots[name] = plot
    given_up = gardens.lay_out(garden, name="楼梯口的箱子", size=Decimal(1), actor=keeper)
    gardens.close(given_up, actor=keeper)
    for name, what, quantity, ago in HARVESTS:
        day = told_on - timedelta(days=ago)
        row = gardens.gather(
            plots[name],
            what=what,
            quantity=Decimal(quantity),
            unit="斤",
            organization=body,
            gathered_on=day,
            actor=keeper,
        )
        if ago:
            lot = gardens.store(
                row, place="食堂冷柜", expires_on=told_on + timedelta(days=4), actor=other
            )
            stock.issue(lot, quantity=Decimal(5), reason="爱心食堂当天的菜", actor=other)


def _elder(garden: Programme, told_on: date) -> Resident:
    born = told_on.replace(year=told_on.year - OLD_ENOUGH, day=1)
    rows = Resident.objects.present().filter(community=garden.community, born_on__lte=born)
    return rows.order_by("-pk")[0]
