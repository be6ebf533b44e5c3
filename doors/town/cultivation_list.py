"""What grows in the town, from an idea to the register of civil affairs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CultivationPlan:
    name: str
    kind: str
    purpose: str
    stage: str
    ago: int
    """Days since it began; a fifth of them for each step."""
    reason: str = ""
    papers: tuple[str, ...] = ()
    """Seen for the step that is still to come."""
    introduced: bool = False
    led: bool = False
    """By the hub of the street."""
    at: int = 0
    """Which community of the plan."""


P = CultivationPlan
CULTIVATIONS = (
    P("梧桐里夜归陪走队", "mutual_aid", "晚班回来的人，从车站一起走到楼下", "idea", 9,
      papers=("purpose",)),
    P("梧桐里旧物修理社", "life_service", "小家电修一修再用，孩子跟着学", "idea", 21,
      introduced=True, papers=("purpose", "origin"), led=True),
    P("梧桐里红白理事会", "self_governance", "红事白事从简办，锅碗桌椅大家借", "team", 160,
      reason="成员名单少三个人的签名", papers=("application", "rules", "venue"), led=True),
    P("梧桐里互助环卫小组", "mutual_aid", "轮着清楼道、清绿地，谁家有事就替一班", "idea", 40,
      papers=("purpose",), led=True),
    P("槐荫晨读会", "culture_sport", "每天早上在凉亭里念半小时书", "handed_in", 96,
      papers=("application", "rules", "members", "leader", "venue"), at=1),
    P("梧桐里老年协会", "mutual_aid", "老人帮老人：结伴买菜、看病有人陪", "filed", 700, led=True),
    P("梧桐里助浴互助队", "mutual_aid", "帮卧床的老人洗澡", "filed", 420,
      papers=("request", "charter")),
    P("梧桐里巧手编织社", "life_service", "姐妹们一起做手工、接订单", "registered", 1200, led=True),
    P("梧桐里广场舞联队", "culture_sport", "五支队伍错开时间和音量", "stopped", 300,
      reason="场地谈不拢，各队自己约定了时间"),
)  # fmt: skip
"""Every stage, with and without a hub, one from elsewhere, one sent back."""
SUPPORTS = (
    ("梧桐里红白理事会", "room", "议事厅每周五晚上", None, False, 120, ""),
    ("梧桐里红白理事会", "materials", "锅碗桌椅二十套", 3600, False, 90, ""),
    ("梧桐里互助环卫小组", "coaching", "值日表怎么排，两次", None, True, 20, ""),
    ("梧桐里老年协会", "money", "启动资金", 2000, True, 500, ""),
    ("梧桐里巧手编织社", "room", "东区 8 号楼活动室", None, False, 900, ""),
    ("梧桐里巧手编织社", "money", "参展补贴", 1500, False, 300, "记到另一个组织名下了"),
    ("槐荫晨读会", "materials", "晨读用的书四十本", 900, False, 60, ""),
)
"""Whom, what kind, what, worth how much, whether by the hub, days ago, why it was struck out."""
