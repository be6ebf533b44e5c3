"""What 梧桐里 was given in two years, as data: 250,000 yuan of resources, and what came to nothing.

Whoever bears such a name in life is not meant.
"""

from dataclasses import dataclass

AGENCY = "拾光里社会工作服务中心"
CHARITY = "澄湖区慈善总会"


@dataclass(frozen=True)
class GiftPlan:
    ago: int
    """Days before the telling when it was offered; it came three days later."""
    donor: str
    """A unit, or a person; empty: he would not say who he was."""
    resource: str
    what: str
    amount: int | None = None
    quantity: int | None = None
    unit: str = ""
    purpose: str = "any"
    restriction: str = ""
    use_days: int | None = None
    """From the day it came, so long it is to be used."""
    to: str = CHARITY
    state: str = "received"
    reason: str = ""
    is_unit: bool = False
    is_anonymous: bool = False
    receipt: bool = True
    agreement: bool = False


G = GiftPlan
BANK, KITCHEN = "柳岸农村商业银行梧桐里支行", "同灶助餐社会企业"
POWER, PROPERTY = "澄州供电公司柳岸营业所", "梧桐里物业服务有限公司"
SCHOOL, HOSPITAL = "柳岸小学", "澄湖区第二人民医院"

GIFTS = (
    G(718, BANK, "money", "助学金", 30000, purpose="students", agreement=True, is_unit=True,
      restriction="资助本社区当年考上大学的困难学生", use_days=300),
    G(702, "荣茂生", "money", "慰问金", 2000, purpose="elders"),
    G(688, KITCHEN, "goods", "大米 10 公斤装", 12000, 240, "袋", "hardship", is_unit=True),
    G(671, "", "money", "不留名的捐款", 5000, receipt=False),
    G(655, "华锦年", "goods", "旧书", 1800, 180, "本", "children", "放在童书角"),
    G(640, POWER, "goods", "家用漏电保护器", 9600, 120, "个", "elders", is_unit=True),
    G(622, HOSPITAL, "service", "上门义诊", 14400, 72, "小时", "elders", to=AGENCY, is_unit=True),
    G(598, "辛望舒", "money", "助残", 1000, purpose="disabled", is_anonymous=True),
    G(577, PROPERTY, "venue", "东区架空层活动室", 18000, 365, "天", "public", use_days=365,
      to=AGENCY, is_unit=True, agreement=True),
    G(560, "柏青禾", "goods", "临期牛奶", None, 60, "箱", state="refused",
      reason="离到期只剩四天，来不及发到各家"),
    G(541, "清荷书店", "goods", "儿童绘本", 8600, 215, "本", "children", is_unit=True),
    G(515, "", "goods", "放在门口的棉被", 2400, 20, "床", "hardship", receipt=False),
    G(488, BANK, "money", "独居老人防跌倒改造", 26000, purpose="elders", agreement=True,
      is_unit=True, restriction="卫生间扶手、感应夜灯", use_days=240),
    G(470, "麦丰年", "money", "助学", 3000, purpose="students"),
    G(455, "长风货运", "service", "搬家运输", 4800, 24, "车次", "hardship", to=AGENCY,
      is_unit=True),
    G(430, "云上网络", "goods", "二手平板电脑", 15000, 30, "台", "students", is_unit=True,
      is_anonymous=True),
    G(408, "祝小满", "money", "转给对门邻居的住院费", 800, state="withdrawn", purpose="illness",
      reason="不能指定给有关系的人，他改为自己送去"),
    G(390, HOSPITAL, "goods", "家用急救包", 6000, 100, "个", "any", is_unit=True),
    G(365, KITCHEN, "goods", "长寿面", 4200, 300, "份", "elders", is_unit=True, use_days=30),
    G(341, "荣茂生", "money", "慰问金", 2000, purpose="hardship"),
    G(318, "德顺粮油", "goods", "食用油 5 升装", 11000, 200, "桶", "hardship", is_unit=True),
    G(295, "齐云志", "goods", "轮椅", 3600, 4, "辆", "disabled", "可以借用，用完还回来"),
    G(268, SCHOOL, "venue", "周末操场和图书室", 8400, 60, "天", "children", to=AGENCY,
      is_unit=True, use_days=365),
    G(240, "聚鲜超市", "goods", "营养米粉", 5200, 130, "盒", "children", is_unit=True,
      state="returned", reason="抽检一批不合格，厂家召回，整批退回"),
    G(214, "云泽问渠律师事务所", "service", "法律援助值班", 9600, 48, "小时", to=AGENCY,
      is_unit=True),
    G(188, BANK, "money", "儿童关爱", 10000, purpose="children", is_unit=True, use_days=90),
    G(160, "麦丰年", "money", "助学", 3000, purpose="students"),
    G(131, "贵和药房", "goods", "口罩和消毒液", 3800, 95, "套", "disaster", is_unit=True),
    G(104, "白鹭洲", "money", "助浴点改造", 12000, purpose="disabled", is_anonymous=True,
      restriction="坡道和洗澡椅"),
    G(77, PROPERTY, "money", "楼道应急灯", 8000, purpose="public", is_unit=True),
    G(52, "德顺粮油", "goods", "大米 10 公斤装", 9000, 180, "袋", "hardship", is_unit=True),
    G(33, "时雨桐", "money", "孤独症儿童活动", 2800, purpose="children", to=AGENCY,
      receipt=False),
    G(16, KITCHEN, "goods", "爱心餐券", 3000, 300, "张", "elders", is_unit=True, receipt=False),
)  # fmt: skip

FRESH = (
    G(0, "清荷书店", "goods", "练习本", 600, 400, "本", "students", is_unit=True),
    G(0, "乔木生", "money", "助老", 1000, purpose="elders", is_anonymous=True),
    G(0, HOSPITAL, "service", "慢病讲座", None, 4, "次", "elders", to=AGENCY, is_unit=True),
)  # fmt: skip
"""Offered today: they wait for somebody else to say that they are here."""
RECEIVED_YUAN = 250_000
