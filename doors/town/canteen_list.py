"""What 梧桐里 runs at low or no price, for whom, and what was cooked."""

from dataclasses import dataclass

CANTEEN, WEEKEND, NURSERY, GARDEN, CLOSED = (
    "同灶爱心食堂", "周末老年餐", "四点半托管", "屋顶爱心菜园", "老年餐（旧活动室）",
)  # fmt: skip


@dataclass(frozen=True)
class ProgrammePlan:
    kind: str
    name: str
    groups: tuple[str, ...]
    place: str
    opening: str
    fee: int = 0
    operator: str = ""
    telephone: str = ""
    started_ago: int = 400
    ended_ago: int | None = None
    why: str = ""
    free: tuple[str, ...] = ()
    """Of the groups, for whom it is free."""
    asks: int = 0
    """Another fee that waits to be approved."""


P = ProgrammePlan
OLD, PAPER, OUTSIDE = "60 岁以上老人", "低保、特困家庭", "环卫工人、骑手等户外劳动者"
PROGRAMMES = (
    P(
        "canteen", CANTEEN, (OLD, PAPER, "残疾人", OUTSIDE), "梧桐里 8 号楼底层",
        "每天 11:00–12:30", 5, "同灶助餐社会企业", free=(PAPER,),
    ),
    P("elder_meals", WEEKEND, ("80 岁以上老人",), "党群服务中心一楼", "周六、周日 11:30"),
    P(
        "childcare", NURSERY, ("3–12 岁孩子",), "亲子娱乐空间", "上学日 16:30–18:30", 3,
        started_ago=300, asks=4,
    ),
    P(
        "garden", GARDEN, (OLD, "社区居民（凭居住证明）"), "东区 1 号楼楼顶", "白天都开",
        started_ago=210,
    ),
    P(
        "elder_meals", CLOSED, (OLD,), "旧活动室", "工作日中午", 4,
        started_ago=900, ended_ago=420, why="搬进 8 号楼底层，并到爱心食堂",
    ),
)  # fmt: skip

DISHES = (
    "土豆烧鸡、清炒莲白、紫菜汤", "番茄炒蛋（有鸡蛋）、白菜豆腐", "粉蒸肉、炒藕片、南瓜汤",
    "青椒肉丝、蒸水蛋（有鸡蛋）", "萝卜炖排骨、炒豆芽", "鱼香茄子、肉末粉丝、菜汤",
    "清蒸鱼（有海鲜）、炒青菜", "红烧豆腐、凉拌黄瓜、骨头汤",
)  # fmt: skip
DIETS = (("少盐", ""), ("", "花生"), ("软一点，牙不好", ""), ("", "海鲜"), ("不吃猪肉", ""))
PLACES, PAST_DAYS = 40, 62
SUBSIDY, WHOSE = 2600, "街道老年助餐补贴"
EARNED, AGREED = 400, "居民代表会议，帮扶关爱项下"
"""Of what the community earned itself, for a month of the canteen."""
BUDGET_MEALS, BUDGET_FEES = 900, 4000
