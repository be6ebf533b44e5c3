"""Places people go to, in the community, its street, its district and next door."""

from dataclasses import dataclass

from doors.town import plan
from doors.town.plan import WUTONGLI_CODE

STREET, SECOND, DISTRICT = plan.STREETS[0][0], plan.STREETS[1][0], plan.DISTRICT[0]
HUAIYIN, LIUAN = (each.code for each in plan.COMMUNITIES[1:3])
AGENCY, KITCHEN, LIBRARY = "拾光里社会工作服务中心", "同灶助餐社会企业", "澄湖区图书馆"
HUB = "柳岸街道社会组织服务中心"


@dataclass(frozen=True)
class FacilityPlan:
    kind: str
    name: str
    name_en: str
    address: str = ""
    opening: str = ""
    rooms: int | None = None
    telephone: str = ""
    operator: str = ""
    place: str = WUTONGLI_CODE
    status: str = "open"
    reason: str = ""
    ago: int = 900
    """Days since it opened."""
    sign: bool | None = True
    volunteers: int | None = None
    """Days since volunteers have a station in it."""


F = FacilityPlan
DAYS, EVERY_DAY = "工作日 9:00–17:00", "每天 8:00–18:00"
FACILITIES = (
    F("service_centre", "梧桐里党群服务中心", "Wutongli Service Centre", "梧桐里 1 号", EVERY_DAY,
      17, "0999-8600200", volunteers=640),
    F("social_room", "梧桐里社工室", "Wutongli Social Work Room", "服务中心二楼", DAYS, 3,
      "0999-8600202", AGENCY, volunteers=400, ago=700),
    F("canteen", "同灶长者食堂", "Tongzao Elders' Canteen", "梧桐里 8 号楼底层",
      "每天 11:00–12:30", 2, "0999-8600227", KITCHEN, volunteers=300, ago=420),
    F("elder_station", "梧桐里居家养老服务站", "Wutongli Elder Care Station", "3 号楼底层", DAYS, 4,
      volunteers=500),
    F("child_station", "梧桐里儿童服务站", "Wutongli Children's Station", "服务中心一楼",
      "放学后到 18:30，周末 9:00–17:00", 3, operator=AGENCY, volunteers=380, ago=600),
    F("library", "梧桐里共享书屋", "Wutongli Shared Library", "5 号楼东侧", EVERY_DAY, 1,
      operator=LIBRARY, sign=False, ago=300),
    F("garden", "梧桐里爱心菜园", "Wutongli Garden", "小区北侧", sign=None, volunteers=200,
      ago=260),
    F("clinic", "梧桐里卫生室", "Wutongli Clinic", "2 号楼底层", status="paused",
      reason="等配药师，下月恢复；看病请到第二人民医院"),
    F("childcare", "梧桐里托育点", "Wutongli Nursery", "6 号楼底层", status="planned", sign=None),
    F("disabled_home", "梧桐里残疾人之家", "Wutongli Home for the Disabled", status="closed",
      reason="并到街道残疾人之家", sign=None),
    F("social_room", "槐荫社工室", "Huaiyin Social Work Room", "槐荫新村 2 号", DAYS, 2,
      place=HUAIYIN, ago=400),
    F("library", "柳岸河边书屋", "Riverside Library", "柳岸花园门口", EVERY_DAY, 1, place=LIUAN,
      volunteers=90, ago=350),
    F("social_station", "柳岸街道社会工作服务站", "Liu'an Social Work Station", "柳岸路 12 号",
      DAYS, 6, "0999-8600210", AGENCY, STREET, volunteers=700, ago=1100),
    F("elder_centre", "柳岸街道养老服务中心", "Liu'an Elder Care Centre", "柳岸路 30 号", EVERY_DAY,
      24, "0999-8600212", place=STREET, volunteers=800, ago=1500),
    F("social_station", "南塘街道社会工作服务站", "Nantang Social Work Station", place=SECOND,
      status="planned", sign=None),
    F("social_centre", "澄湖区社会工作服务中心", "Chenghu Social Work Centre", "湖滨路 2 号", DAYS,
      12, "0999-8600110", place=DISTRICT, volunteers=900, ago=1300),
    F("incubator", "柳岸街道社会组织孵化基地", "Liu'an Incubation Base", "柳岸路 18 号", DAYS, 8,
      place=STREET, operator=HUB, ago=1000),
    F("funeral", "澄湖区殡仪服务站", "Chenghu Funeral Services", "城西路 88 号", EVERY_DAY, 9,
      "0999-8600119", place=DISTRICT, ago=2400),
)  # fmt: skip
"""Of every state; one street has its station, one plans it, one has none."""
METRES = {
    "梧桐里社工室": 96, "槐荫社工室": 60, "柳岸街道社会工作服务站": 280, "同灶长者食堂": 140,
    "澄湖区社会工作服务中心": 900, "柳岸街道社会组织孵化基地": 620,
}  # fmt: skip
"""Of those somebody has measured."""
