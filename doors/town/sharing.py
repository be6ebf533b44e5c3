"""What 梧桐里 lends: most of it is in, one is late, one is broken."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from charity.actions import stock
from charity.models import Allocation, Gift, Loan, SharedThing
from communities.models import Area
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.gifts import RECORDS
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning, phone_number

_BORROWERS_FROM = 760


@dataclass(frozen=True)
class ThingPlan:
    name: str
    days: int
    loans: tuple[tuple[int, int | None, str, str], ...] = ()
    """Lent so many days ago, back so many days ago (None: still out), to whom, how it came back."""
    place: str = "一楼大厅"
    ended_ago: int | None = None


T = ThingPlan
THINGS = (
    T("折叠轮椅", 30, ((200, 171, "卓玉兰", ""), (90, 62, "翁志高", ""), (12, None, "庞玉珍", ""))),
    T("折叠轮椅", 30, ((150, 118, "仇阿贵", "右边刹车松了，已经拧紧"),)),
    T("拐杖（一副）", 30, ((80, 55, "贾德明", ""), (44, None, "车永福", ""))),
    T("人字梯", 3, ((160, 158, "蒙大勇", ""), (70, 67, "柴建民", ""), (21, 18, "蒙大勇", ""))),
    T(
        "冲击钻",
        3,
        ((120, 117, "尤志刚", "钻头断了一根"), (2, None, "欧阳海", "")),
        "储藏室 2 号架",
    ),
    T("量血压的", 7, ((30, 24, "单秀英", ""),)),
    T("婴儿推车", 14, (), "储藏室 1 号架"),
    T("投影仪", 2, ((300, 297, "覃海生", ""),), "储藏室 2 号架"),
    T("手推车", 2, ((400, 399, "柴建民", "轮子掉了"),), "储藏室 1 号架", 398),
)


def tell_sharing(told_on: date) -> None:
    home, keeper = Area.objects.get(code=WUTONGLI_CODE), find(RECORDS)
    chairs = Gift.objects.filter(community=home, what="轮椅").first()
    things = [
        SharedThing(
            community=home,
            name=each.name,
            place=each.place,
            days=each.days,
            gift=chairs if "轮椅" in each.name else None,
            ended_on=_ago(told_on, each.ended_ago),
        )
        for each in THINGS
    ]
    number(things)
    write(things)
    _took_their_share(things, told_on, keeper)
    loans = [
        Loan(
            community=home,
            thing=thing,
            name=name,
            phone=phone_number(_BORROWERS_FROM + 10 * n + turn),
            lent_on=told_on - timedelta(days=out),
            due_on=told_on - timedelta(days=out - thing.days),
            returned_on=_ago(told_on, back),
            condition=how,
            lent_by=keeper,
        )
        for n, (thing, each) in enumerate(zip(things, THINGS, strict=True))
        for turn, (out, back, name, how) in enumerate(each.loans)
    ]
    write(loans)
    write(step("charity.loans", home.pk, morning(loan.lent_on), 1) for loan in loans)
    remember(
        Event("charity.thing_lent", loan.thing, keeper, morning(loan.lent_on), home.pk)
        for loan in loans
    )


def _took_their_share(things: list[SharedThing], told_on: date, keeper: User) -> None:
    """Out of the storeroom onto the shelf, before anybody borrowed one."""
    for thing, each in zip(things, THINGS, strict=True):
        if thing.gift is None:
            continue
        stock.issue(
            thing.gift.lots.get(),
            quantity=Decimal(1),
            reason=f"放进共享物品，谁要用来借：{thing.name}",
            kind=Allocation.Kind.SHARED,
            reference=thing.pk,
            used_on=told_on - timedelta(days=each.loans[0][0] + 2),
            actor=keeper,
        )


def _ago(told_on: date, days: int | None) -> date | None:
    return None if days is None else told_on - timedelta(days=days)
