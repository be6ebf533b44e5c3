"""Departments above the communities, and the rooms of their service centres."""

from dataclasses import dataclass

from doors.town import plan
from doors.town.plan import CommunityPlan

_DISTRICT = plan.DISTRICT[0]
DEPARTMENTS = (
    (_DISTRICT, "民政局", "Civil Affairs Bureau", "救助、养老、儿童福利、社会组织、社区治理"),
    (_DISTRICT, "住房和城乡建设局", "Housing Bureau", "物业、维修资金、老旧小区改造"),
    (_DISTRICT, "城市管理局", "Urban Management Bureau", "市容、垃圾分类、违建"),
    (_DISTRICT, "卫生健康局", "Health Bureau", "家庭医生、公共卫生"),
    (_DISTRICT, "残疾人联合会", "Disabled Persons' Federation", "残疾评定、辅具、无障碍改造"),
    (_DISTRICT, "司法局", "Justice Bureau", "调解、法律援助"),
    (_DISTRICT, "市场监督管理局", "Market Regulation Bureau", "食品、电梯、消费投诉"),
    (_DISTRICT, "社会工作部", "Social Work Department", "志愿服务、社会工作人才"),
    *(
        department
        for code, _name, _name_en in plan.STREETS
        for department in (
            (code, "党建工作办公室", "Party Building Office", "党组织、双报到、共建单位"),
            (code, "社会事务办公室", "Social Affairs Office", "低保、临时救助、老龄、残疾"),
            (code, "平安建设办公室", "Public Safety Office", "综治、矛盾调解、消防"),
        )
    ),
)


@dataclass(frozen=True)
class RoomPlan:
    name: str
    name_en: str
    purpose: str
    seats: int
    step_free: bool = True
    opening: str = "周一至周日 8:30–18:00"


_EVERYWHERE = (
    RoomPlan("服务大厅", "Service hall", "办事、咨询、领表", 24),
    RoomPlan("居民议事厅", "Residents' council room", "议事会、听证、开箱计票", 40),
    RoomPlan("调解室", "Mediation room", "邻里纠纷，关门说话", 8),
    RoomPlan("会议室", "Meeting room", "联席会、培训", 30),
)
_WUTONGLI = (
    *_EVERYWHERE,
    RoomPlan("社工站", "Social work station", "个案、小组、督导", 12),
    RoomPlan("志愿者驿站", "Volunteers' corner", "领马甲、记时长、歇脚", 10),
    RoomPlan("慈善超市", "Charity shop", "积分兑换、物资发放", 6),
    RoomPlan("长者食堂", "Elders' canteen", "午餐、晚餐，可送餐", 60, opening="每天 11:00–18:30"),
    RoomPlan("日间照料室", "Day care", "午休、康复、量血压", 16),
    RoomPlan("儿童之家", "Children's house", "四点半课堂、绘本角", 36, opening="上学日 16:30 起"),
    RoomPlan("图书室", "Reading room", "借书、自习", 28, opening="每天 9:00–21:00"),
    RoomPlan("手工坊", "Workshop", "刺绣、木工、老物件修理", 20),
    RoomPlan("舞蹈室", "Dance room", "广场舞雨天也跳", 30, step_free=False),
    RoomPlan("心理咨询室", "Counselling room", "预约咨询", 4, opening="周三、周六 14:00–18:00"),
    RoomPlan("就业服务站", "Job centre", "招工信息、技能培训报名", 10),
    RoomPlan("骑手之家", "Riders' rest", "充电、热水、歇脚", 12, opening="全天"),
    RoomPlan("应急物资间", "Emergency store", "防汛物资", 0, step_free=False, opening="应急时"),
)


def rooms_of(community: CommunityPlan) -> tuple[RoomPlan, ...]:
    if community.code == plan.WUTONGLI_CODE:
        return _WUTONGLI
    return _EVERYWHERE if community.residents else ()
