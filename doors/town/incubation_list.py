"""Who is in the street's incubation base, who was, and who was not taken."""

from dataclasses import dataclass

BASE = "柳岸街道社会组织孵化基地"


@dataclass(frozen=True)
class IncubationPlan:
    name: str
    plan: str
    status: str
    ago: int
    """Days since it applied."""
    points: tuple[tuple[int, str], ...] = ()
    """For each of the four, and a word; one for each reviewer."""
    reason: str = ""
    needs: str = ""
    notes: tuple[tuple[int, str, str], ...] = ()
    """Days ago, what, a word."""
    fees_free: bool = True


P = IncubationPlan
INCUBATIONS = (
    P("梧桐里红白理事会", "把借锅碗桌椅的登记做起来，再带两个社区", "applied", 8,
      ((18, "居民用得上，登记要有人守"),), needs="一间放东西的房"),
    P("槐荫晨读会", "晨读之外给不识字的老人念信", "admitted", 40,
      ((19, "人手稳"), (17, "方案小，做得到"))),
    P("梧桐里老年协会", "陪诊做成一支有人值班的队", "housed", 240,
      ((22, "老人天天要"), (20, "有会长牵头")), needs="记账辅导",
      notes=((200, "coaching", "记账和公开怎么做"), (130, "coaching", "陪诊的保险和免责"),
             (95, "midterm", "陪了 61 次，账目公开"))),
    P("梧桐里巧手编织社", "从接零单到自己签合同", "graduated", 900,
      ((21, "有手艺"), (21, "有订单")), "登记成社会服务机构，接了三份订单",
      notes=((800, "coaching", "怎么报价"), (700, "midterm", "订单够两个人做"))),
    P("梧桐里童声读书会", "周末共读开到三个小区", "left", 500,
      ((18, "孩子喜欢"), (15, "志愿者少")), "图书室有了自己的地方，不用基地了",
      notes=((430, "coaching", "怎么招志愿者"), (380, "midterm_mend", "只开了一处，再找人")),
      fees_free=False),
    P("梧桐里助浴互助队", "上门助浴做成收费服务", "refused", 420,
      ((12, "没有护理的人"), (10, "风险说不清")), "先有两名护理员，再来申请"),
)  # fmt: skip
"""Of every state; one that waits for its second reviewer."""
