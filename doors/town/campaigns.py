"""What the district's charity held on the spot in 梧桐里: told of, corrected, counted and not out
yet, three months without a report, rained off, and one that is still to come."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from charity.actions import allocations, campaigns, gifts
from charity.actions.campaigns import Papers
from charity.actions.facts import DonorFacts, GiftFacts
from charity.models import Campaign, Gift
from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.gift_list import CHARITY
from doors.town.gifts import RECORDS
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.models import Organization

PUBLISHES = "顾明"
CERTIFICATE = "澄湖募资〔2019〕003"
SHOP = "清荷书店"


@dataclass(frozen=True)
class CampaignPlan:
    ago: int
    title: str
    way: str
    place: str
    purpose: str
    plan: str
    days: int = 1
    came: tuple[tuple[str, str, str], ...] = ()
    """Who (empty: nobody said), what, how many yuan."""
    used: tuple[str, str] = ("", "")
    """Of the first: how many yuan, for what."""
    told: str = ""
    cost: str = "0"
    late: tuple[str, str, str] | None = None
    """Found after the report was out, and why."""
    why_not: str = ""


C = CampaignPlan
CAMPAIGNS = (
    C(
        212, "开学季旧书义卖", "sale", "东区小广场", "students", "给困难学生买校服和书本",
        came=(("", "摊上的书款", "1864.50"), (SHOP, "当天的一成营业额", "620")),
        used=("1200", "十二名学生的校服"),
        told="一百三十多人来买书，卖了四百多本。钱进慈善总会的账，先给学生买校服。",
        cost="86", late=("", "门口募捐箱里的零钱", "73.50"),
    ),
    C(
        136, "高温送清凉募捐箱", "box", "社区服务大厅", "elders", "给独居老人装遮阳帘",
        days=5, came=(("", "募捐箱", "412.80"),),
    ),
    C(
        64, "重阳手工义卖", "sale", "爱心食堂门前", "elders", "重阳节给高龄老人做寿面、修门锁",
        came=(("", "手工摊上的钱", "2318"), ("荣茂生", "义卖时捐的", "500")),
        used=("1500", "六十位老人的寿面"),
        told="老人编的竹篮、孩子画的扇面都卖完了，来了两百来人。", cost="120",
    ),
    C(
        30, "星空下的义演", "show", "东区小广场", "disabled", "给轮椅出行修坡道",
        why_not="台风预警，演出取消，方案作废",
    ),
    C(
        9, "冬衣义卖", "sale", "社区服务中心一楼", "hardship", "给困难家庭添冬衣",
        days=2, came=(("", "摊上的钱", "1095"),),
        told="两天卖了三百来件，剩下的十几件送进了物资库。",
    ),
    C(-16, "新年义拍", "auction", "社区服务中心三楼", "children", "给四点半课堂添书架"),
)  # fmt: skip


def tell_campaigns(told_on: date) -> None:
    """Each in its own days: filed and entered before it, given in it, counted and told of after."""
    home, body = Area.objects.get(code=WUTONGLI_CODE), Organization.objects.get(name=CHARITY)
    keeper, other = find(RECORDS), find(PUBLISHES)
    for n, each in enumerate(CAMPAIGNS, start=1):
        papers = _papers(each, n, told_on)
        entered = min(papers.starts_on - timedelta(days=12), told_on - timedelta(days=2))
        with then.clock(morning(entered)) as it:
            row = campaigns.record(home, body, papers, actor=keeper)
            if each.why_not:
                it.now = morning(papers.starts_on - timedelta(days=1))
                campaigns.cancel(row, reason=each.why_not, actor=keeper)
                continue
            it.now = morning(papers.ends_on) + timedelta(hours=9)
            given = [_give(row, came, keeper, other) for came in each.came]
            if each.told:
                _tell(row, each, given, keeper, other, it)


# --- inside ---------------------------------------------------------------------------------------
def _papers(each: CampaignPlan, n: int, told_on: date) -> Papers:
    starts = told_on - timedelta(days=each.ago)
    return Papers(
        title=each.title,
        way=each.way,
        certificate=CERTIFICATE,
        filing_number=f"53{starts:%Y}0000MJ{n:04d}A{starts:%y}{n:03d}",
        filed_on=starts - timedelta(days=18),
        starts_on=starts,
        ends_on=starts + timedelta(days=each.days - 1),
        place=each.place,
        purpose=each.purpose,
        plan=each.plan,
    )


def _give(row: Campaign, came: tuple[str, str, str], keeper: User, other: User) -> Gift:
    who, what, yuan = came
    facts = GiftFacts(
        resource="money",
        what=what,
        amount=Decimal(yuan),
        purpose=row.purpose,
        receipt_waived=True,
        offered_on=row.starts_on,
        campaign=row,
    )
    donor = DonorFacts(unit_name=who) if who == SHOP else DonorFacts(name=who)
    gift = gifts.record(row.community, row.organization, facts, donor=donor, actor=keeper)
    return gifts.receive(gift, received_on=row.ends_on, actor=other)


def _tell(
    row: Campaign, each: CampaignPlan, given: list[Gift], keeper: User, other: User, it: then.Clock
) -> None:
    said: dict[str, Any] = {"cost": Decimal(each.cost), "text": each.told, "actor": keeper}
    sum_of = sum((Decimal(yuan) for _who, _what, yuan in each.came), Decimal())
    it.now += timedelta(days=3)
    campaigns.count(row, raised=sum_of, **said)
    if not each.used[0]:
        return
    it.now += timedelta(days=2)
    campaigns.publish(row, checked=True, actor=other)
    yuan, what = each.used
    day = row.ends_on + timedelta(days=20)
    it.now = morning(day)
    allocations.allocate(given[0], quantity=Decimal(yuan), what=what, used_on=day, actor=keeper)
    if each.late:
        it.now += timedelta(days=6)
        campaigns.correct(row, explanation=f"漏了{each.late[1]}", actor=keeper)
        _give(row, each.late, keeper, other)
        campaigns.count(row, raised=sum_of + Decimal(each.late[2]), **said)
        it.now += timedelta(days=1)
        campaigns.publish(row, checked=True, actor=other)
