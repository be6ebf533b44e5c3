"""What 梧桐里 was given in two years, as data: 250,000 yuan of resources, and what came to nothing.

Whoever bears such a name in life is not meant.
"""

from dataclasses import dataclass

AGENCY = "拾光里社会工作服务中心"
CHARITY = "澄湖区慈善总会"


@dataclass(frozen=True)
class UsePlan:
    after: int
    """Days after it came."""
    quantity: int
    what: str
    consent: str = ""
    """Later than the donor had said, or for something else: how he agreed."""
    to: str = ""
    """One person, helped because it was decided: an aid record stands behind it."""
    kind: str = ""
    """Of the aid, where it is not what the gift is for."""


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
    uses: tuple[UsePlan, ...] = ()
    """Of goods in the storeroom the storeroom tells."""
    brought: tuple[str, str] = ("", "")
    """What he is and his name; one of an organisation is of the one that accepted it."""
    brought_agreed: bool = False
    """The donor may hear who brought the two together."""


G, U = GiftPlan, UsePlan
BANK, KITCHEN = "柳岸农村商业银行梧桐里支行", "同灶助餐社会企业"
POWER, PROPERTY = "澄州供电公司柳岸营业所", "梧桐里物业服务有限公司"
SCHOOL, HOSPITAL = "柳岸小学", "澄湖区第二人民医院"

GIFTS = (
    G(718, BANK, "money", "助学金", 30000, purpose="students", agreement=True, is_unit=True,
      restriction="资助本社区当年考上大学的困难学生", use_days=300,
      uses=(
          U(40, 15000, "三名考上大学的学生，每人 5000 元"),
          U(44, 10000, "两名考上大学的学生，每人 5000 元"),
          U(60, 5000, "一名复读后考上的学生"),
      )),
    G(702, "荣茂生", "money", "慰问金", 2000, purpose="elders",
      uses=(
          U(31, 2000, "重阳节看望二十位高龄老人"),
      )),
    G(688, KITCHEN, "goods", "大米 10 公斤装", 12000, 240, "袋", "hardship", is_unit=True),
    G(671, "", "money", "不留名的捐款", 5000, receipt=False,
      uses=(
          U(120, 3500, "楼道里装了七把歇脚椅"),
          U(450, 500, "住院的饭费", to="尤大明", kind="illness"),
      )),
    G(655, "华锦年", "goods", "旧书", 1800, 180, "本", "children", "放在童书角"),
    G(640, POWER, "goods", "家用漏电保护器", 9600, 120, "个", "elders", is_unit=True),
    G(622, HOSPITAL, "service", "上门义诊", 14400, 72, "小时", "elders", to=AGENCY, is_unit=True,
      uses=(
          U(90, 30, "每月一次上门量血压"),
          U(280, 24, "给出院回家的老人换药"),
      )),
    G(598, "辛望舒", "money", "助残", 1000, purpose="disabled", is_anonymous=True,
      brought=("volunteer", "万秀华"),
      uses=(
          U(50, 600, "修好三台轮椅"),
      )),
    G(577, PROPERTY, "venue", "东区架空层活动室", 18000, 365, "天", "public", use_days=365,
      to=AGENCY, is_unit=True, agreement=True,
      uses=(
          U(180, 150, "棋牌、书法和合唱队轮着用"),
          U(362, 190, "暑假给孩子们写作业"),
      )),
    G(560, "柏青禾", "goods", "临期牛奶", None, 60, "箱", state="refused",
      reason="离到期只剩四天，来不及发到各家"),
    G(541, "清荷书店", "goods", "儿童绘本", 8600, 215, "本", "children", is_unit=True),
    G(515, "", "goods", "放在门口的棉被", 2400, 20, "床", "hardship", receipt=False),
    G(488, BANK, "money", "独居老人防跌倒改造", 26000, purpose="elders", agreement=True,
      is_unit=True, restriction="卫生间扶手、感应夜灯", use_days=240,
      uses=(
          U(120, 18000, "三十户独居老人家装了扶手"),
          U(200, 6500, "感应夜灯一百三十盏"),
      )),
    G(470, "麦丰年", "money", "助学", 3000, purpose="students",
      brought=("resident", "林晚"), brought_agreed=True,
      uses=(
          U(20, 1500, "一名初三学生的教辅和校服", to="贾思雨"),
          U(31, 1500, "一名高一学生的住校费", to="蒙小北"),
      )),
    G(455, "长风货运", "service", "搬家运输", 4800, 24, "车次", "hardship", to=AGENCY,
      is_unit=True, brought=("organization", "闻溪"), brought_agreed=True,
      uses=(
          U(60, 9, "帮腿脚不便的老人搬家"),
          U(240, 11, "运捐来的旧家具"),
      )),
    G(430, "云上网络", "goods", "二手平板电脑", 15000, 30, "台", "students", is_unit=True,
      is_anonymous=True),
    G(408, "祝小满", "money", "转给对门邻居的住院费", 800, state="withdrawn", purpose="illness",
      reason="不能指定给有关系的人，他改为自己送去"),
    G(390, HOSPITAL, "goods", "家用急救包", 6000, 100, "个", "any", is_unit=True),
    G(365, KITCHEN, "goods", "长寿面", 4200, 300, "份", "elders", is_unit=True, use_days=30),
    G(341, "荣茂生", "money", "慰问金", 2000, purpose="hardship",
      uses=(
          U(14, 800, "火灾后的临时安置", to="庞玉珍"),
          U(36, 1200, "取暖费", to="翁志高"),
      )),
    G(318, "德顺粮油", "goods", "食用油 5 升装", 11000, 200, "桶", "hardship", is_unit=True,
      brought=("other", "余德厚")),
    G(295, "齐云志", "goods", "轮椅", 3600, 4, "辆", "disabled", "可以借用，用完还回来"),
    G(268, SCHOOL, "venue", "周末操场和图书室", 8400, 60, "天", "children", to=AGENCY,
      is_unit=True, use_days=365,
      uses=(
          U(150, 38, "周末操场开放"),
      )),
    G(240, "聚鲜超市", "goods", "营养米粉", 5200, 130, "盒", "children", is_unit=True,
      state="returned", reason="抽检一批不合格，厂家召回，整批退回"),
    G(214, "云泽问渠律师事务所", "service", "法律援助值班", 9600, 48, "小时", to=AGENCY,
      is_unit=True,
      uses=(
          U(100, 22, "每周三下午值班"),
      )),
    G(188, BANK, "money", "儿童关爱", 10000, purpose="children", is_unit=True, use_days=90,
      uses=(
          U(30, 6000, "“六一”游园和体检"),
          U(84, 2500, "四点半课堂的点心"),
          U(110, 1500, "四点半课堂的点心", "期满前银行来电话，同意再用一个月"),
      )),
    G(160, "麦丰年", "money", "助学", 3000, purpose="students",
      uses=(
          U(18, 400, "开学的校服和书本", to="欧阳静"),
          U(18, 400, "开学的校服和书本", to="蒙小北"),
          U(19, 400, "开学的校服和书本", to="车小河"),
          U(19, 400, "开学的校服和书本", to="柴木木"),
          U(21, 400, "开学的校服和书本", to="贾思雨"),
      )),
    G(131, "贵和药房", "goods", "口罩和消毒液", 3800, 95, "套", "disaster", is_unit=True),
    G(104, "白鹭洲", "money", "助浴点改造", 12000, purpose="disabled", is_anonymous=True,
      restriction="坡道和洗澡椅",
      uses=(
          U(45, 9600, "东区门口的坡道"),
          U(95, 600, "卫生间扶手", to="仇阿贵"),
      )),
    G(77, PROPERTY, "money", "楼道应急灯", 8000, purpose="public", is_unit=True,
      uses=(
          U(30, 5600, "换了二十八盏应急灯"),
      )),
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
