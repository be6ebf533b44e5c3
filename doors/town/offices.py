"""Departments above the communities, and the rooms of their service centres."""

from dataclasses import dataclass

from doors.town import plan
from doors.town.plan import CommunityPlan

_DISTRICT = plan.DISTRICT[0]
DEPARTMENTS = (
    (
        _DISTRICT, "政法委员会", "Committee for Law and Public Safety",
        "平安建设、矛盾化解、网格工作", "Public safety, disputes, the grids",
    ),
    (
        _DISTRICT, "民政局", "Civil Affairs Bureau",
        "救助、养老、儿童福利、社会组织、社区治理",
        "Relief, care for the elderly, children, social organisations",
    ),
    (
        _DISTRICT, "住房和城乡建设局", "Housing Bureau",
        "物业、维修资金、老旧小区改造", "Property managers, repair funds, renewal of old estates",
    ),
    (
        _DISTRICT, "城市管理局", "Urban Management Bureau",
        "市容、垃圾分类、违建", "Streets, waste, unlicensed building",
    ),
    (
        _DISTRICT, "信访局", "Petitions Bureau",
        "来信来访、疑难积案", "Letters and visits, grievances of long standing",
    ),
    (
        _DISTRICT, "卫生健康局", "Health Bureau",
        "家庭医生、公共卫生", "Family doctors, public health",
    ),
    (
        _DISTRICT, "残疾人联合会", "Disabled Persons' Federation",
        "残疾评定、辅具、无障碍改造", "Assessment, aids, step-free homes",
    ),
    (
        _DISTRICT, "司法局", "Justice Bureau",
        "调解、法律援助", "Mediation, legal aid",
    ),
    (
        _DISTRICT, "市场监督管理局", "Market Regulation Bureau",
        "食品、电梯、消费投诉", "Food, lifts, consumer complaints",
    ),
    (
        _DISTRICT, "社会工作部", "Social Work Department",
        "志愿服务、社会工作人才", "Volunteering, social workers",
    ),
    *(
        department
        for code, _name, _name_en in plan.STREETS
        for department in (
            (
                code, "党建工作办公室", "Party Building Office",
                "党组织、双报到、共建单位", "Party branches, check-ins, partner units",
            ),
            (
                code, "社会事务办公室", "Social Affairs Office",
                "低保、临时救助、老龄、残疾", "Allowances, relief, old age, disability",
            ),
            (
                code, "平安建设办公室", "Public Safety Office",
                "综治、矛盾调解、消防", "Safety, mediation, fire",
            ),
        )
    ),
)  # fmt: skip


@dataclass(frozen=True)
class RoomPlan:
    name: str
    name_en: str
    purpose: str
    seats: int
    step_free: bool = True
    opening: str = ""
    kind: str = "multi"
    hours: tuple[int, int] | None = (9, 18)
    days: str = "daily"
    bookable: bool = False
    metres: int = 40


_EVERYWHERE = (
    RoomPlan("服务大厅", "Service hall", "办事、咨询、领表", 24, kind="hall", metres=160),
    RoomPlan(
        "居民议事厅", "Residents' council room", "议事会、听证、开箱计票", 40,
        kind="council", hours=(9, 21), bookable=True, metres=90,
    ),
    RoomPlan(
        "调解室", "Mediation room", "邻里纠纷，关门说话", 8,
        kind="mediation", days="workdays", bookable=True, metres=20,
    ),
    RoomPlan("办公室", "Office", "社区工作者", 12, kind="office", days="workdays", metres=110),
)  # fmt: skip
_WUTONGLI = (
    *_EVERYWHERE,
    RoomPlan(
        "儿童议事厅", "Children's council room", "孩子们自己的会", 20,
        kind="children_council", days="days_off", bookable=True, metres=45,
    ),
    RoomPlan("社工站", "Social work station", "个案、小组、督导", 12, kind="social_work"),
    RoomPlan("志愿者驿站", "Volunteers' corner", "领马甲、记时长、歇脚", 10, kind="volunteers"),
    RoomPlan("慈善超市", "Charity shop", "积分兑换、物资发放", 6, kind="charity"),
    RoomPlan(
        "长者食堂", "Elders' canteen", "午餐、晚餐，可送餐", 60,
        kind="canteen", hours=(11, 18), metres=120,
    ),
    RoomPlan(
        "康养护理室", "Care and rehabilitation", "午休、康复、量血压", 16,
        kind="care", days="workdays", bookable=True, metres=80,
    ),
    RoomPlan(
        "益童乐园", "Children's playroom", "四点半课堂、绘本角", 36,
        opening="上学日 16:30 起有人照看", kind="playroom", bookable=True, metres=100,
    ),
    RoomPlan(
        "亲子娱乐空间", "Family playroom", "带小宝宝来玩", 15,
        kind="family", bookable=True, metres=50,
    ),
    RoomPlan(
        "图书室", "Reading room", "借书、自习", 28, kind="reading", hours=(9, 21), metres=70,
    ),
    RoomPlan(
        "多功能厅", "Multi-purpose hall", "跳舞、排练、放电影", 80, False,
        kind="multi", hours=(9, 21), bookable=True, metres=150,
    ),
    RoomPlan(
        "心理咨询室", "Counselling room", "预约咨询", 4,
        kind="counselling", hours=(14, 18), bookable=True, metres=18,
    ),
    RoomPlan(
        "社区卫生室", "Community clinic", "量血压、换药、家庭医生", 10,
        kind="clinic", days="workdays", bookable=True, metres=60,
    ),
    RoomPlan(
        "骑手之家", "Riders' rest", "充电、热水、歇脚", 12, opening="全天", kind="rest", hours=None,
    ),
)  # fmt: skip


def rooms_of(community: CommunityPlan) -> tuple[RoomPlan, ...]:
    if community.code == plan.WUTONGLI_CODE:
        return _WUTONGLI
    return _EVERYWHERE if community.residents else ()
