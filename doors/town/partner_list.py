"""Who is paired with 梧桐里, what stands on the lists, and how each side judges the other."""

from dataclasses import dataclass

N, R, P = "need", "resource", "project"
HOSPITAL, SCHOOL = "澄湖区第二人民医院", "柳岸小学"
PROPERTY, POWER = "梧桐里物业服务有限公司", "澄州供电公司柳岸营业所"
LIBRARY, LAW, KITCHEN = "澄湖区图书馆", "云泽问渠律师事务所", "同灶助餐社会企业"
BANK, COLLEGE, TAX = "柳岸农村商业银行梧桐里支行", "澄湖职业技术学院", "澄湖区税务局柳岸税务所"
ARMY, COURIERS = "驻澄州某部", "闪蜂配送柳岸站"


@dataclass(frozen=True)
class Line:
    kind: str
    text: str
    status: str = "planned"
    note: str = ""
    due: int | None = None
    """Days from the day of the story."""


@dataclass(frozen=True)
class PairingPlan:
    unit: str
    began: int
    """Days ago."""
    ends: int
    """Days from now; behind us where it is over."""
    lines: tuple[Line, ...]
    status: str = "running"
    reason: str = ""
    goal: str = ""
    kind: str = "pairing"
    terms: tuple[tuple[str, int, int, str], ...] = ()
    """Its name, first and last day counted from the story's, what is planned."""
    groups: tuple[tuple[str, str, int], ...] = ()
    """Branch or club, its name, and before how many days it left; 0 for one that stands."""
    third: tuple[str, str] | None = None
    """The third party, and what it does."""


PAIRINGS = (
    PairingPlan(
        HOSPITAL, 347, 18,
        (
            Line(N, "独居老人多，量血压、配药跑得远", "doing", "", 30),
            Line(N, "没有人教家属怎么照护卧床老人", "done", "办了两期，三十一位家属来学"),
            Line(R, "两名全科医生，每月第一个周三上午", "done", "十一次，一次没停"),
            Line(R, "血压仪两台，放在党群服务中心", "done", "已交接，贴了资产标签"),
            Line(P, "家庭医生签约进楼栋", "doing", "", -12),
            Line(P, "送药上门", "dropped", "处方药不能由别人代送，改为代办慢病长处方"),
        ),
        goal="小病不出社区，慢病有人管",
    ),
    PairingPlan(
        SCHOOL, 290, 75,
        (
            Line(N, "周末孩子没有地方打球", "done", "操场每周六、周日 8 点到 18 点开放"),
            Line(N, "四点半以后没人接的孩子二十多名", "doing", "", 40),
            Line(R, "操场、图书室", "done", "签了开放时间和安全责任"),
            Line(R, "两名老师，每周二、周四", "doing"),
            Line(P, "四点半课堂", "doing", "", 60),
        ),
        goal="放学有人管，周末有处去",
    ),
    PairingPlan(
        PROPERTY, 200, 165,
        (
            Line(N, "三栋楼的充电桩不够", "doing", "", 90),
            Line(R, "门岗、保洁、水电工十二人", "done", "名单和电话贴在每个单元"),
            Line(P, "楼道杂物清理月", "done", "清了四十六个楼道，拉走九车"),
            Line(P, "电动车集中充电棚", "planned", "", 120),
        ),
    ),
    PairingPlan(
        POWER, 180, 185,
        (
            Line(N, "老旧线路多，夏天常跳闸", "doing", "", 45),
            Line(R, "电工班每周两天", "done", "排到年底，值班表在党群服务中心"),
            Line(P, "独居老人家线路免费查一遍", "doing", "", -5),
        ),
    ),
    PairingPlan(
        LIBRARY, 160, 205,
        (
            Line(N, "共享书屋书旧", "done", "换了六百册"),
            Line(R, "流动书车，每月第二个周六", "done", "停在东门，来一次借三百多册"),
            Line(P, "亲子共读会", "doing"),
        ),
    ),
    PairingPlan(
        LAW, 150, 215,
        (
            Line(N, "家庭和邻里纠纷没处问", "doing"),
            Line(R, "律师一名，每月第二个周三下午", "doing"),
            Line(P, "给议事会看一遍居民公约", "done", "提了七处意见，改了五处"),
        ),
    ),
    PairingPlan(
        KITCHEN, 140, 225,
        (
            Line(N, "做不动饭的老人八十多位", "doing"),
            Line(R, "长者食堂一层，每天 420 份", "done", "营业执照和价目表公示了"),
            Line(P, "送餐到床头", "doing", "", 20),
        ),
    ),
    PairingPlan(
        BANK, 120, 245,
        (
            Line(N, "老人被骗，社区一年报警六次", "doing"),
            Line(R, "会议室一间，大堂经理每月一讲", "done", "晚上借给议事会，用了九次"),
            Line(P, "防诈骗讲座", "doing", "", 15),
        ),
        kind="cooperation",
    ),
    PairingPlan(
        COLLEGE, 100, 265,
        (
            Line(N, "老人不会用手机挂号、交费", "doing"),
            Line(R, "学生志愿者三十名，每周六下午", "done", "团委按学期排好了"),
            Line(P, "手机课堂", "doing", "", 50),
        ),
        kind="university",
        terms=(
            ("上学期", -95, 50, "三十名学生每周六下午教老人用手机；两名老师带社会工作实习"),
            ("下学期", 85, 220, "手机课堂接着办，加一个独居老人探访小组，期末汇报"),
        ),
        groups=(
            ("branch", "社会工作系 2024 级团支部", 0),
            ("club", "青年志愿者协会", 0),
            ("club", "书画社", 30),
        ),
        third=(HOSPITAL, "出健康课老师，带学生探访慢病老人"),
    ),
    PairingPlan(
        TAX, 30, 335,
        (Line(N, "个体户不知道怎么开票"), Line(R, "办税咨询，每周五下午")),
        status="draft",
    ),
    PairingPlan(
        ARMY, 800, -70,
        (
            Line(N, "孩子们想听国防故事", "done", "讲了十二场"),
            Line(R, "退役老兵三名", "done", "都来过两次以上"),
        ),
        status="ended",
    ),
    PairingPlan(
        COURIERS, 420, -200,
        (
            Line(N, "骑手休息没有地方", "done", "党群服务中心一楼设了驿站"),
            Line(R, "骑手随手报隐患", "doing"),
        ),
        status="stopped", reason="站点搬到邻街道，双方商定提前结束",
    ),
)  # fmt: skip
"""Nine run, one of them ends within a month; one is being drafted, one is over, one stopped."""


COMMISSIONERS = (
    (HOSPITAL, "齐正言", "副院长", 500, 595, "每月义诊，协调家庭医生签约", ""),
    (SCHOOL, "梅若兰", "副校长", 500, 595, "周末开放操场", ""),
    (POWER, "成毅", "营业所主任", 1075, 20, "电工班每周两天", ""),
    (BANK, "盛安", "副行长", 90, 1005, "", ""),
    (COURIERS, "雷勇", "站长", 420, 675, "骑手随手报", "站点搬到邻街道"),
)
"""Unit, name, office there, days since he was seated and until his term ends, what was promised,
why he left. One term ends within a month."""
MEETINGS = (
    ("暑期托管和操场开放", 128, (HOSPITAL, SCHOOL, POWER), (HOSPITAL, SCHOOL), (POWER,)),
    ("电动车充电棚选址", 61, (SCHOOL, POWER, BANK), (POWER, BANK), ()),
    ("年底走访怎么分工", 12, (HOSPITAL, SCHOOL, POWER, BANK), (HOSPITAL, SCHOOL, BANK), (POWER,)),
    ("明年的共建清单", -9, (HOSPITAL, SCHOOL, BANK), (), ()),
)
"""What about, days ago (less than nought: to come), who was called, came, and excused himself."""
CANCELLED_MEETING = ("消防演练的准备", 30, (POWER, BANK), "和区里的演练撞了日子")
JUDGED = ((HOSPITAL, "good", "次次到，义诊落到实处"), (SCHOOL, "poor", "有一次没来也没说"))
"""Of this year: unit, grade, what was said."""


@dataclass(frozen=True)
class AssessmentPlan:
    unit: str
    on_unit: bool
    ago: int
    """Years."""
    points: tuple[int, int, int, int]
    status: str = "published"
    comment: str = ""
    appeal: str = ""
    answer: str = ""


ASSESSMENTS = (
    AssessmentPlan(HOSPITAL, True, 1, (5, 5, 5, 4), comment="说到做到，医生每月都来"),
    AssessmentPlan(HOSPITAL, False, 1, (4, 5, 4, 4), comment="场地准备得早，通知还可以再广一些"),
    AssessmentPlan(SCHOOL, True, 1, (4, 4, 5, 4)),
    AssessmentPlan(SCHOOL, False, 1, (4, 4, 4, 5)),
    AssessmentPlan(PROPERTY, True, 1, (3, 4, 4, 4), comment="充电棚拖了一季度"),
    AssessmentPlan(PROPERTY, False, 1, (4, 4, 4, 4)),
    AssessmentPlan(
        POWER, True, 1, (2, 3, 3, 3), "upheld", "排查只做了一半，没有说明",
        "夏天抢修抽走了人手，请酌情", "抢修属实，但没有告知社区，评价维持",
    ),
    AssessmentPlan(
        COURIERS, True, 1, (2, 2, 3, 3), "withdrawn", "报隐患的人少了",
        "站点年中就搬走了", "搬走以前报得正常，这份评价撤销",
    ),
    AssessmentPlan(
        BANK, False, 1, (3, 2, 3, 3), "appealed", "会议室借用没人对接，来回跑了三趟",
        "对接人生病住院，第二周就换了人",
    ),
    AssessmentPlan(LAW, True, 0, (5, 4, 4, 4), "submitted"),
    AssessmentPlan(HOSPITAL, False, 0, (5, 5, 4, 5), "submitted"),
    AssessmentPlan(LIBRARY, True, 0, (5, 4, 5, 4), "draft"),
)  # fmt: skip
"""In every state, both ways. Those of stationed cadres stand with them (`secondment_list`)."""
