"""What the residents of 梧桐里 decided about points, as data, and how many households take part."""

from dataclasses import dataclass

HOUSEHOLDS = 260
"""That take part, of 1,793: whoever wants to."""
LEFT = 7
AGREED = 140
"""That stand in the month's list; the others are counted only."""
MONTHS_OUT = 6
CODES = 45
"""Households that wanted a smart code."""
CORRECTED = "有一户的清扫楼道记成了两次，第二次已冲回，这里照冲回后的写"
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
FROM_STORE = 20
"""Points for one of what is filled today out of the storeroom, by the name it has there."""


@dataclass(frozen=True)
class PolicyPlan:
    kind: str
    name: str
    what: str
    roles: tuple[str, ...]
    most: int = 0
    budget: int = 0
    source: str = ""
    begins_ago: int = 120
    goes_on: int = 240


POLICIES = (
    PolicyPlan("care", "志愿者冬季慰问", "棉手套和热水袋一份，到服务台领", ("volunteer",),
               80, 2000, "社区公益基金"),
    PolicyPlan("parking", "楼栋长停车优惠", "每月停车费减 50 元，凭登记到门岗办",
               ("building_head", "grid_worker"), 50, 600, "停车场收入"),
    PolicyPlan("schooling", "志愿者子女助学", "买学习用品，凭票据报销", ("volunteer", "resident"),
               200, 400, "爱心商户捐助"),
    PolicyPlan("funding", "队伍活动经费", "每支志愿服务队一季一次，凭票据报销", ("volunteer",),
               300, 2400, "社区工作经费"),
    PolicyPlan("identity", "服务证和智码", "发一张服务证，上门和值岗时亮明身份",
               ("volunteer", "building_head", "grid_worker")),
    PolicyPlan("honour", "年度推荐", "由居民代表会议推荐到街道，参加年度评选",
               ("volunteer", "building_head")),
    PolicyPlan("points", "积分兑换周", "每季一周，多备几样好换的", ("volunteer", "resident")),
    PolicyPlan("growth", "优先推荐入职和入党", "写一份推荐信，本人自愿用",
               ("volunteer", "building_head", "new_employment")),
)  # fmt: skip

GRANTS = (
    ("志愿者冬季慰问", "volunteer", "万秀华", "每周三给独居老人读报，一年没断", "own pending"),
    ("志愿者冬季慰问", "volunteer", "罗晓峰", "下雪天带队铲了三条路", "own delivered"),
    ("志愿者冬季慰问", "volunteer", "郑玉梅", "在老年食堂帮厨半年", "pending"),
    ("志愿者冬季慰问", "volunteer", "孙国庆", "修好了楼道里的感应灯", "approved"),
    ("志愿者冬季慰问", "volunteer", "何秋菊", "接送邻居孩子上下学", "refused"),
    ("楼栋长停车优惠", "building_head", "唐建平", "管着 3 栋的楼道，天天看一遍", "delivered"),
    ("楼栋长停车优惠", "building_head", "余秀英", "带着大家把杂物清了", "cancelled"),
    ("志愿者子女助学", "resident", "韩志刚", "周末教小区孩子下棋", "delivered"),
    ("志愿者子女助学", "volunteer", "罗晓峰", "孩子考上了中学", "own approved"),
    ("优先推荐入职和入党", "new_employment", "曹磊", "送快递时发现老人摔倒，送到医院", "delivered"),
    ("优先推荐入职和入党", "volunteer", "万秀华", "想学做社工", "own withdrawn"),
)
"""Which policy, as what, who, why, and what became of it; "own": on his own phone."""
