"""The town's list of grid duties: eight departments are on it, six bureaus of the district and two
offices of the street. The other departments are in the register, and take nothing from a grid."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    matter: str
    place: str
    department: str
    worker: str
    does: str
    does_en: str
    days: int | None = None
    basis: str = ""
    is_second: bool = False


_D, _S = "district", "street"
_LAW, _AID = "治安管理处罚法", "社会救助暂行办法"
_CIVIC, _MARKET = "城市管理执法办法", "消费者权益保护法"

ON_THE_LIST = (
    # 政法综治
    Line(
        "security",
        _D,
        "政法委员会",
        "report",
        "会同派出所到现场",
        "Comes with the police station",
        1,
        _LAW,
    ),
    Line(
        "dispute",
        _D,
        "政法委员会",
        "persuade",
        "街道调不成的，组织联合调解",
        "Joint mediation after the street",
        5,
        "人民调解法",
    ),
    Line(
        "fraud",
        _D,
        "政法委员会",
        "persuade",
        "印宣传单、进小区讲",
        "Leaflets and talks in the estates",
    ),
    Line(
        "rented",
        _D,
        "政法委员会",
        "inspect",
        "核对登记，督促整改",
        "Checks the registration",
        5,
        "居住证暂行条例",
    ),
    Line(
        "special_groups",
        _D,
        "政法委员会",
        "report",
        "协调司法、禁毒跟进",
        "Brings in probation and drug aid",
        3,
    ),
    # 民政
    Line(
        "allowance",
        _D,
        "民政局",
        "report",
        "入户核对，当面答复",
        "A home visit and an answer",
        10,
        _AID,
    ),
    Line(
        "elder_care",
        _D,
        "民政局",
        "inspect",
        "评估，安排补贴和上门服务",
        "Assessment, allowance, home services",
        10,
        "老年人权益保障法",
    ),
    Line(
        "child_welfare",
        _D,
        "民政局",
        "report",
        "派儿童督导员上门",
        "Sends the child officer",
        0,
        "未成年人保护法",
    ),
    Line("disabled", _D, "民政局", "report", "核对两项补贴", "Checks both allowances", 10),
    Line(
        "homeless",
        _D,
        "民政局",
        "report",
        "救助站来接人",
        "The shelter fetches the person",
        0,
        "救助管理办法",
    ),
    Line(
        "funeral",
        _D,
        "民政局",
        "persuade",
        "上门说明，引导到殡仪服务点",
        "Explains, and shows a proper place",
        1,
    ),
    # 城管
    Line(
        "street_trade",
        _D,
        "城市管理局",
        "persuade",
        "到场劝离，屡劝不改的处罚",
        "Comes, and fines who will not go",
        1,
        _CIVIC,
    ),
    Line(
        "illegal_building",
        _D,
        "城市管理局",
        "report",
        "到场认定",
        "Inspects on the spot",
        2,
        _CIVIC,
        is_second=True,
    ),
    Line(
        "waste", _D, "城市管理局", "inspect", "清运，查来源", "Cleared, and where it came from", 0
    ),
    Line(
        "dogs",
        _D,
        "城市管理局",
        "persuade",
        "上门告诫，登记养犬",
        "Warns the owner, registers the dog",
        3,
        "养犬管理条例",
    ),
    Line(
        "facilities",
        _D,
        "城市管理局",
        "report",
        "先围挡，再修好",
        "Fenced at once, then mended",
        1,
    ),
    # 信访
    Line(
        "petition",
        _D,
        "信访局",
        "report",
        "接谈，告知是否受理",
        "Hears them and tells whether it is taken",
        11,
        "信访工作条例",
    ),
    Line(
        "wages",
        _D,
        "信访局",
        "report",
        "转人社部门并盯着办",
        "Passes on to labour and follows up",
        5,
    ),
    Line(
        "resettlement",
        _D,
        "信访局",
        "report",
        "约责任单位和居民面谈",
        "Brings the unit and residents together",
        10,
    ),
    # 市场监管
    Line(
        "food",
        _D,
        "市场监督管理局",
        "inspect",
        "到店检查",
        "Visits the shop",
        2,
        "食品安全法",
    ),
    Line(
        "lift",
        _D,
        "市场监督管理局",
        "inspect",
        "到场处置，困人的马上到",
        "Comes; at once if somebody is stuck",
        1,
        "特种设备安全法",
    ),
    Line(
        "consumer",
        _D,
        "市场监督管理局",
        "report",
        "查清，决定是否受理",
        "Looks into it and decides",
        7,
        _MARKET,
    ),
    Line("licence", _D, "市场监督管理局", "report", "上门核查", "Comes and checks", 5),
    Line(
        "property",
        _D,
        "住房和城乡建设局",
        "report",
        "约谈物业，指导用维修资金",
        "Talks to the manager, helps to use the repair fund",
        10,
        "物业管理条例",
    ),
    # 街道近，先说
    Line(
        "dispute",
        _S,
        "平安建设办公室",
        "persuade",
        "司法所上门调解",
        "The street's office mediates at home",
        2,
        "人民调解法",
    ),
    Line(
        "fire",
        _S,
        "平安建设办公室",
        "inspect",
        "清走，清不了的张贴告知",
        "Cleared, or a notice is put up",
        0,
        "消防法",
    ),
    Line(
        "allowance",
        _S,
        "社会事务办公室",
        "report",
        "帮着填表、上报",
        "Helps with the form and sends it on",
        0,
        _AID,
    ),
)
