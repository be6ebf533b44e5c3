"""What the residents of 梧桐里 decided about points, as data, and how many households take part."""

from dataclasses import dataclass

HOUSEHOLDS = 260
"""That take part, of 1,793: whoever wants to."""
LEFT = 7
DAYS = 700
"""So long ago the first meeting adopted the first rules."""
FIRST_MEETING, SECOND_MEETING = (
    "第二次居民代表会议（决议第 4 号）",
    "第四次居民代表会议（决议第 2 号）",
)


@dataclass(frozen=True)
class RulePlan:
    name: str
    points: int
    unit: str
    source: str = "desk"
    sign: str = "earn"
    cap: int | None = None
    cap_per: str = ""
    veto_days: int | None = None
    ended_ago: int | None = None
    begins_ago: int = DAYS
    often: int = 0
    """How often it comes among what the desk writes down."""
    said: tuple[str, ...] = ()


R = RulePlan

RULES = (
    R("参加社区活动", 3, "次", "activity", cap=15, cap_per="month"),
    R("志愿服务", 2, "小时", "service", cap=40, cap_per="quarter"),
    R("清扫楼道", 5, "次", cap=20, cap_per="month", often=4, said=(
        "星期六扫了整个单元的楼道", "和对门一起清了楼道里的旧纸箱", "擦了一到六层的扶手",
    )),
    R("楼组议事", 4, "次", cap=8, cap_per="month", often=3, said=(
        "来了楼组议事会，说了晾衣绳的事", "议事会上记了一晚上",
    )),
    R("垃圾分类督导", 2, "次", cap=12, cap_per="month", often=3, said=(
        "早上七点到八点半在投放点值守", "晚上在投放点帮老人分",
    )),
    R("邻里互助", 5, "次", cap=30, cap_per="quarter", often=3, said=(
        "给楼上老人买了一周的菜", "帮邻居看了半天孩子", "送隔壁去医院，等到家属来",
    )),
    R("拾金不昧", 10, "次", ended_ago=240, often=1, said=("捡到一个钱包，交到服务台",)),
    R("高空抛物", 20, "次", sign="deduct", veto_days=30, begins_ago=430),
    R("占用消防通道", 10, "次", sign="deduct", begins_ago=430),
)  # fmt: skip

TAKEN = (
    (388, "高空抛物", "三楼扔下一袋垃圾，监控看得清"),
    (301, "占用消防通道", "电动车停在消防通道，提醒三次没有挪"),
    (233, "占用消防通道", "在通道里堆装修材料一个星期"),
    (150, "高空抛物", "扔烟头，差点烧着楼下的被子"),
    (96, "占用消防通道", "旧沙发放在安全出口"),
    (41, "占用消防通道", "通道里锁了两辆自行车"),
)
"""So many days ago, under which rule, for what."""


@dataclass(frozen=True)
class GoodsPlan:
    name: str
    unit: str
    points: int


GOODS = (
    GoodsPlan("毛巾", "条", 12),
    GoodsPlan("洗衣皂", "块", 6),
    GoodsPlan("抽纸", "提", 18),
    GoodsPlan("酱油", "瓶", 15),
    GoodsPlan("挂面", "把", 10),
    GoodsPlan("牙膏", "支", 14),
    GoodsPlan("垃圾袋", "卷", 5),
)
"""What the store has for points; bought forty at a time."""
FROM_STORE = GoodsPlan("爱心物资包", "份", 20)
"""Filled today out of the storeroom."""
