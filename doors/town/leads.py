"""Those of 梧桐里 and next door whom the story follows: who lives behind which door.

They are counted among the 1,793 households and 6,645 people; who will have left by the end of
the telling (`stays=False`) is not.
"""

from dataclasses import dataclass, field

from communities.models import CareLabel, Resident
from doors.town.plan import WUTONGLI_CODE

Group, Condition = CareLabel.Group, CareLabel.Condition
Origin = Resident.Origin

LIUAN_CODE = "600102001003"


@dataclass(frozen=True)
class Lead:
    name: str
    age: int
    female: bool
    relation: str = ""
    phone: int = 0
    """One of the cast's numbers; 0 for somebody without a telephone."""
    label: tuple[str, str, str] | None = None
    """Care group, condition, evidence."""
    paper: str = ""
    """Bears this person's ID number; "-" for a record without one."""
    days_old: int = 0
    """Instead of years, for the youngest."""
    stays: bool = True
    key: str = ""

    @property
    def called(self) -> str:
        return self.key or self.name


@dataclass(frozen=True)
class Home:
    door: tuple[str, str, str, str]
    """Estate, building, unit, room."""
    members: tuple[Lead, ...]
    origin: str = Origin.RELOCATED
    community: str = WUTONGLI_CODE
    stays: bool = True
    since_days: int = field(default=0)
    """Moved in so many days ago; 0 for the day most did."""


EAST, WEST, BRIDGE = "梧桐里东区", "梧桐里西区", "新桥公寓"

HOMES = (
    Home(
        (EAST, "3号楼", "2", "302"),
        (
            Lead("林晚", 36, True, phone=101),
            Lead("赵志远", 38, False, "配偶", phone=102),
            Lead("赵小满", 8, True, "女儿"),
        ),
        Origin.FLOATING,
    ),
    Home(
        (EAST, "5号楼", "1", "101"),
        (
            Lead(
                "龙玉兰",
                84,
                True,
                label=(Group.ELDER, Condition.LIVING_ALONE, "网格员苏禾入户核实"),
            ),
        ),
    ),
    Home(
        (WEST, "5号楼", "2", "101"),
        (
            Lead("陈长贵", 78, False, phone=103),
            Lead(
                "卢翠莲",
                76,
                True,
                "配偶",
                label=(Group.DISABLED, Condition.LIMB, "肢体残疾证，二级"),
            ),
        ),
    ),
    Home(
        (BRIDGE, "4号楼", "1", "501"),
        (Lead("于建平", 47, False, phone=104), Lead("余艳萍", 45, True, "配偶", phone=105)),
        Origin.FLOATING,
    ),
    Home(
        (BRIDGE, "4号楼", "1", "502"),
        (
            Lead(
                "莫腊梅",
                82,
                True,
                label=(Group.ELDER, Condition.LIVING_ALONE, "邻居于建平反映，网格员核实"),
            ),
        ),
    ),
    Home(
        (EAST, "3号楼", "1", "201"),
        (
            Lead("韩立诚", 58, False, phone=106),
            Lead("汪红霞", 56, True, "配偶", phone=107),
            Lead("韩春生", 29, False, "儿子", phone=108),
        ),
    ),
    Home(
        (WEST, "8号楼", "1", "402"),
        (
            Lead("罗晓峰", 41, False, phone=109),
            Lead("侯文静", 39, True, "配偶", phone=110),
            Lead("罗思源", 16, False, "儿子", phone=140),
        ),
        Origin.LOCAL,
    ),
    Home(
        (WEST, "2号楼", "3", "102"),
        (
            Lead("田凤仙", 105, True, label=(Group.ELDER, Condition.VERY_OLD, "身份证")),
            Lead("石大柱", 79, False, "儿子", phone=111),
        ),
    ),
    Home(
        (EAST, "7号楼", "2", "601"),
        (
            Lead("覃海涛", 31, False, phone=112),
            Lead("韦静怡", 29, True, "配偶", phone=113),
            Lead("覃小雨", 0, True, "女儿", paper="-", days_old=9),
        ),
    ),
    Home(
        (EAST, "10号楼", "1", "301"),
        (
            Lead("彭秀兰", 80, True, phone=114),
            Lead("彭德福", 86, False, "配偶", phone=115, stays=False),
        ),
    ),
    Home(
        (BRIDGE, "2号楼", "2", "401"),
        (
            Lead("唐少华", 35, False, phone=116, stays=False),
            Lead("蒋晓雯", 33, True, "配偶", phone=117, stays=False),
            Lead("唐子墨", 6, False, "儿子", stays=False),
        ),
        Origin.FLOATING,
        stays=False,
    ),
    Home(
        (WEST, "11号楼", "2", "202"),
        (
            Lead("马海燕", 52, True, phone=118),
            Lead("马海燕", 52, True, "其他", paper="-", stays=False, key="马海燕 2"),
        ),
    ),
    Home(
        (WEST, "7号楼", "1", "301"),
        (Lead("李建国", 61, False, phone=119), Lead("段桂花", 60, True, "配偶")),
        Origin.LOCAL,
    ),
    Home(
        (BRIDGE, "6号楼", "3", "201"),
        (
            Lead("邱建红", 39, True, phone=120),
            Lead("李建国", 66, False, "父亲", paper="-", key="李建国 2"),
        ),
    ),
    Home(
        (BRIDGE, "8号楼", "2", "701"),
        (Lead("秦晓东", 44, False, phone=121),),
        Origin.FLOATING,
    ),
    Home(
        (WEST, "9号楼", "1", "601"),
        (
            Lead("万秀华", 55, True, phone=122),
            Lead(
                "万立新",
                51,
                False,
                "弟弟",
                label=(Group.DISABLED, Condition.MENTAL, "精神或智力残疾证，二级"),
            ),
        ),
    ),
    Home(
        (EAST, "6号楼", "3", "402"),
        (Lead("程佩兰", 67, True, phone=123),),
        Origin.LOCAL,
    ),
    Home(
        ("柳岸花园", "3号楼", "1", "201"),
        (Lead("夏晓棠", 34, True, phone=124), Lead("沈永亮", 36, False, "配偶", phone=125)),
        Origin.LOCAL,
        LIUAN_CODE,
    ),
    Home(
        ("柳岸花园", "7号楼", "2", "301"),
        # Registered in both places, with one number in both registers.
        (Lead("程佩兰", 67, True, phone=123, paper="程佩兰", key="程佩兰 柳岸"),),
        Origin.LOCAL,
        LIUAN_CODE,
    ),
)


def homes_in(code: str) -> list[Home]:
    return [home for home in HOMES if home.community == code]
