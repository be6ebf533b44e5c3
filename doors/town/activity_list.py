"""What takes place in 梧桐里, as data: two years behind us, six weeks ahead. Whoever bears such a
name in life is not meant."""

from dataclasses import dataclass

HALL, CHILDREN, READING = "一楼大厅", "益童乐园", "图书室"
SQUARE, FAMILY, CANTEEN = "小广场", "亲子娱乐空间", "长者食堂"
PLACES_EN = {
    HALL: "Ground-floor hall", CHILDREN: "Children's playroom", READING: "Reading room",
    SQUARE: "Small square", FAMILY: "Family playroom", CANTEEN: "Elders' canteen",
}  # fmt: skip
AGENCY = "拾光里社会工作服务中心"
PATROL = "梧桐里青年志愿服务队"
BRANDS = (
    ("童伴梧桐", "Growing up in Wutongli", "四点半课堂、亲子共学、假期小课堂"),
    ("银龄互助", "Elders for elders", "老年学堂、手机课堂、健康义诊"),
    ("闲置不闲", "Nothing idle", "换书、换旧物、修修补补，不花钱"),
)
CHILD_BRAND, ELDER_BRAND, RESTING_BRAND = (name for name, _english, _about in BRANDS)
"""The last has had its time: nothing new is planned under it."""


@dataclass(frozen=True)
class ActivityPlan:
    title: str
    title_en: str
    kind: str
    place: str
    hour: int
    days: tuple[int, ...]
    """Before the telling, or, below zero, after it; those at work fall on the day they fall."""
    about: str = ""
    about_en: str = ""
    hours: int = 2
    who: str = "community"
    """community, organization (the social-work agency), team, resident"""
    capacity: int | None = 30
    come: int = 18
    """How many enrol."""
    expected: int = 30
    targets: tuple[str, ...] = ()
    newcomers: int = 0
    brand: str = ""
    is_series: bool = False
    child: bool = False
    roster: bool = False
    """Children are brought and fetched."""
    state: str = ""
    """Where it differs from what the day says."""
    reason: str = ""
    safety: str = ""


def every(first: int, last: int, step: int) -> tuple[int, ...]:
    return tuple(range(first, last, -step))


A = ActivityPlan
SAFE = "现场总负责：顾明。两个出口有人值守，社区医院医生在场；人多了限流，下雨改到一楼大厅。"

# 35 of the community with its partners, 11 with small children, 12 clean-ups, 7 of residents,
# 3 large ones: as many as the sources count. The classes of every week stand apart.
PAST = (
    A("老兵红色故事会", "Veterans' stories", "learning", HALL, 9, every(700, 40, 55), come=22,
      about="老兵讲亲历的事，孩子们提问题。", about_en="Veterans tell what they lived through.",
      targets=("veterans", "children")),
    A("公益集市", "Charity market", "market", SQUARE, 9, every(690, 60, 58), capacity=None,
      come=26, expected=80, brand=RESTING_BRAND, about="修伞、磨刀、理发、量血压，都不收钱。",
      about_en="Umbrellas, knives, haircuts, blood pressure: all free."),
    A("老年学堂", "School for elders", "learning", READING, 14, every(680, 60, 53), come=19,
      about="这一课学用手机挂号、防诈骗。", about_en="Booking a doctor by phone; spotting fraud.",
      who="organization", targets=("elders",), brand=ELDER_BRAND),
    A("幼儿亲子共学班", "Toddlers and parents", "children", FAMILY, 10, every(420, 35, 37),
      come=12, capacity=15, targets=("children", "parents"), brand=CHILD_BRAND,
      about="带上小板凳，一起唱、一起做手工。", about_en="Sing and craft together.",
      is_series=True, child=True),
    A("环境整治大扫除", "Neighbourhood clean-up", "environment", SQUARE, 8, every(695, 10, 60),
      capacity=None, come=16, who="team", about="清楼道、捡白色垃圾，工具社区出。",
      about_en="Stairs and litter; tools are here."),
    A("象棋书法兴趣班", "Chess and calligraphy", "culture", READING, 15, every(300, 90, 52),
      come=9, capacity=12, who="resident", about="会的教不会的。", about_en="Who can, teaches."),
    A("红色故事宣讲", "Stories retold", "learning", HALL, 19, every(250, 100, 60), come=13,
      who="resident", about="自己写的故事，讲给邻居听。", about_en="Stories neighbours wrote."),
    A("“呵护包”发放活动", "Care parcels", "festival", HALL, 9, (648,), come=60, capacity=None,
      expected=200, safety=SAFE, targets=("elders", "disabled")),
    A("“康乐”健康大集", "Health fair", "health", SQUARE, 9, (402, 122), come=60, capacity=None,
      expected=260, safety=SAFE, who="organization", brand=ELDER_BRAND,
      about="义诊、中医推拿、血糖检测。", about_en="Check-ups, massage, blood sugar."),
    A("“我们的节日”包粽子", "Making zongzi", "festival", CANTEEN, 9, (160,), come=24, capacity=24,
      state="cancelled", reason="暴雨预警，改天再包"),
)  # fmt: skip
CLASS = A(
    "四点半课堂", "After-school class", "children", CHILDREN, 16, every(118, 0, 7), hours=2,
    come=14, capacity=20, targets=("children",), brand=CHILD_BRAND, is_series=True, child=True,
    roster=True, about="放学以后写作业、读绘本，有老师照看；接孩子的人先登记。",
    about_en="Homework and picture books after school; who fetches a child is on the list.",
)  # fmt: skip
AHEAD = (
    A("四点半课堂", "After-school class", "children", CHILDREN, 16, (-2, -9, -16, -23),
      come=15, capacity=20, targets=("children",), brand=CHILD_BRAND, is_series=True, child=True,
      roster=True, about="放学以后写作业、读绘本，有老师照看；接孩子的人先登记。",
      about_en="Homework and picture books after school; who fetches a child is on the list."),
    A("手机课堂：看懂体检报告", "Phones: reading your check-up", "learning", READING, 14, (-1,),
      come=20, capacity=20, who="organization", targets=("elders",), brand=ELDER_BRAND,
      newcomers=4, about="带上手机和最近一次体检报告。",
      about_en="Bring your phone and your last check-up."),
    A("老物件修理摊", "Mending stall", "market", SQUARE, 9, (-3, -17, -31), capacity=None, come=6,
      expected=60, who="team", about="雨伞、台灯、拉链，拿来就修，不用报名。",
      about_en="Umbrellas, lamps, zips: just bring them."),
    A("广场舞交流", "Square dancing", "culture", SQUARE, 19, (-4, -11, -18), come=11,
      who="resident", about="新手站后排，有人带。", about_en="Beginners stand in the back row."),
    A("心肺复苏学起来", "Learning CPR", "safety", HALL, 19, (-5,), come=17, capacity=24,
      newcomers=6, who="organization", about="两个小时学会，人人上手练。",
      about_en="Two hours; everybody practises."),
    A("“我们的节日”社区联欢", "Neighbourhood gala", "festival", SQUARE, 18, (-26,), come=40,
      capacity=150, expected=200, safety=SAFE, about="节目单开放报名，包饺子、猜灯谜。",
      about_en="Dumplings, riddles, and whoever wants to perform."),
    A("亲子读书会", "Families reading", "children", FAMILY, 10, (-7, -21), come=10, capacity=12,
      targets=("children", "parents"), brand=CHILD_BRAND, about="每家带一本最喜欢的绘本。",
      about_en="Bring the picture book you love most."),
    A("防诈骗小剧场", "Fraud on stage", "safety", HALL, 15, (-8,), come=9, capacity=40,
      targets=("elders",), about="看演员怎么骗人，再看怎么拆穿。",
      about_en="Watch how they cheat, and how to see through it."),
    A("周末爬山", "A hill on Saturday", "culture", SQUARE, 8, (-6,), come=8, capacity=15,
      who="team", state="cancelled", reason="景区封山，改到下个月"),
    A("小区灯光怎么改", "Better lamps: a talk", "talk", HALL, 19, (-10,), come=7, capacity=30,
      about="先看方案，再说意见。", about_en="See the plan, then say what you think."),
    A("迎新邻居茶话会", "Tea for new neighbours", "culture", HALL, 15, (-13,), come=5, capacity=20,
      newcomers=10, targets=("newcomers",), about="新搬来的请先来。",
      about_en="If you have just moved in, this is for you."),
    A("夜跑团", "Night runners", "culture", SQUARE, 20, (-12,), come=0, capacity=20, who="resident",
      state="proposed", about="绕小区三圈，慢的人也等。", about_en="Three rounds, nobody left."),
    A("年末百家宴", "A table for a hundred families", "festival", SQUARE, 11, (-36,), come=0,
      capacity=300, expected=400, state="draft"),
    A("健康义诊", "Free check-ups", "health", HALL, 9, (2,), come=21, capacity=None,
      who="organization", state="published", about="量血压、测血糖。",
      about_en="Blood pressure and sugar."),
)  # fmt: skip
WAIT_AT, WAITING = "手机课堂：看懂体检报告", 5
"""Full, and so many wait; the first of them has just been offered a place."""
