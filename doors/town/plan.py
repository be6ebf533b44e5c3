"""The map of the town as data: one district, three streets, eight communities, one that ended."""

from dataclasses import dataclass, field
from datetime import date
from math import ceil

from communities.models import CommunityProfile
from doors.town.ground import Cell

Kind = CommunityProfile.Kind

PROVINCE = ("600000000000", "云泽省", "Yunze Province")
CITY = ("600100000000", "澄州市", "Chengzhou City")
DISTRICT = ("600102000000", "澄湖区", "Chenghu District")
STREETS = (
    ("600102001000", "柳岸街道", "Liu'an Subdistrict"),
    ("600102002000", "南塘街道", "Nantang Subdistrict"),
    ("600102003000", "青石街道", "Qingshi Subdistrict"),
)
"""Built by the rule of twelve digits; no province has the number 60."""


@dataclass(frozen=True)
class EstatePlan:
    name: str
    name_en: str
    address: str
    buildings: dict[int, tuple[str, ...]]
    """Grid number to the buildings that stand in it."""
    units: int = 2
    floors: int = 9
    empty: frozenset[str] = frozenset()
    """Buildings where nobody lives yet."""

    @property
    def is_village(self) -> bool:
        return self.units == 0

    @property
    def doors(self) -> list[tuple[str, int, str]]:
        """(unit, floor, room) of each building, from the ground up."""
        if self.is_village:
            return [("", 1, "全院")]
        return [
            (str(unit), floor, f"{floor}0{room}")
            for unit in range(1, self.units + 1)
            for floor in range(1, self.floors + 1)
            for room in (1, 2)
        ]


@dataclass(frozen=True)
class CommunityPlan:
    code: str
    name: str
    name_en: str
    kind: str
    founded_on: date | None
    grids: tuple[tuple[Cell, ...], ...]
    """The cells of each grid, from 01 on."""
    estates: tuple[EstatePlan, ...] = ()
    households: int = 0
    residents: int = 0
    disabled: int = 0
    telephone: str = ""
    address: str = ""
    address_en: str = ""
    introduction: str = ""
    introduction_en: str = ""
    halved: frozenset[int] = frozenset()
    """Grids that are cut into two micro-grids."""
    cells: tuple[Cell, ...] = field(default=())
    """Only where the community has no grids yet."""

    @property
    def street_code(self) -> str:
        return self.code[:9] + "000"

    @property
    def is_village(self) -> bool:
        return self.kind == Kind.RURAL

    @property
    def ground(self) -> tuple[Cell, ...]:
        return self.cells or tuple(cell for grid in self.grids for cell in grid)


def block(column: int, row: int, columns: int, rows: int) -> tuple[tuple[Cell, ...], ...]:
    """One grid per cell, row by row from the south-west."""
    return tuple(((column + i, row + j),) for j in range(rows) for i in range(columns))


def numbered(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{n}号楼" for n in range(first, last + 1))


WUTONGLI_CODE = "600102001001"
WUTONGLI = CommunityPlan(
    code=WUTONGLI_CODE,
    name="梧桐里社区",
    name_en="Wutongli Community",
    kind=Kind.RELOCATION,
    founded_on=date(2018, 12, 6),
    grids=block(0, 0, 4, 3),
    estates=(
        EstatePlan(
            "梧桐里西区",
            "Wutongli West",
            "柳岸街道梧桐路 18 号",
            {1: numbered(1, 3), 2: numbered(4, 6), 5: numbered(7, 9), 6: numbered(10, 12)},
            units=3,
        ),
        EstatePlan(
            "梧桐里东区",
            "Wutongli East",
            "柳岸街道梧桐路 20 号",
            {4: numbered(1, 2), 7: numbered(3, 5), 8: numbered(6, 8), 3: numbered(9, 11)},
            units=3,
        ),
        EstatePlan(
            "新桥公寓",
            "Xinqiao Apartments",
            "柳岸街道新桥路 6 号",
            {9: numbered(1, 3), 10: numbered(4, 6), 11: numbered(7, 9), 12: numbered(10, 12)},
            units=3,
            empty=frozenset({"12号楼"}),
        ),
    ),
    households=1793,
    residents=6645,
    disabled=477,
    telephone="0600-55500123",
    address="柳岸街道梧桐路 20 号东区 8 号楼一层",
    address_en="Ground floor, Building 8, 20 Wutong Road, Liu'an Subdistrict",
    introduction="2018 年底为山里搬来的乡亲建起来的社区，后来在附近做工的人也陆续住了进来。",
    introduction_en="Built at the end of 2018 for families who moved down from the mountains; "
    "people who work nearby have joined them since.",
    halved=frozenset({3, 7}),
)


def _ordinary(
    number: str,
    name: str,
    name_en: str,
    grids: tuple[tuple[Cell, ...], ...],
    *,
    households: int,
    residents: int,
    estate: tuple[str, str],
    founded_on: date,
    kind: str = Kind.ORDINARY,
) -> CommunityPlan:
    """Six grids around one estate, two buildings in each."""
    buildings = {n: numbered(2 * n - 1, 2 * n) for n in range(1, len(grids) + 1)}
    doors = households * 1.06
    return CommunityPlan(
        code=f"600102{number}",
        name=f"{name}社区",
        name_en=f"{name_en} Community",
        kind=kind,
        founded_on=founded_on,
        grids=grids,
        estates=(
            EstatePlan(
                estate[0],
                estate[1],
                f"{name}路 {int(number[3:]) * 10 + 2} 号",
                buildings,
                floors=ceil(doors / (2 * len(grids) * 2 * 2)),
            ),
        ),
        households=households,
        residents=residents,
        disabled=residents // 24,
        telephone=f"0600-5550{number[2:3]}{number[3:]}",
        address=f"{name}路 {int(number[3:]) * 10} 号",
        address_en=f"{int(number[3:]) * 10} {name_en} Road",
    )


def _village() -> CommunityPlan:
    """A village of three groups, one farmhouse per family."""
    grids = tuple(tuple((column, row) for column in (7, 8)) for row in (3, 4, 5))
    sizes = {1: 68, 2: 72, 3: 60}
    names = (("下磨组", "Lower Mill"), ("中磨组", "Middle Mill"), ("上磨组", "Upper Mill"))
    return CommunityPlan(
        code="600102003202",
        name="磨坊口村",
        name_en="Mofangkou Village",
        kind=Kind.RURAL,
        founded_on=date(1984, 5, 1),
        grids=grids,
        estates=tuple(
            EstatePlan(
                name,
                name_en,
                f"磨坊口村{name}",
                {n: tuple(f"{house}号院" for house in range(1, sizes[n] + 1))},
                units=0,
                floors=2,
            )
            for n, (name, name_en) in enumerate(names, start=1)
        ),
        households=187,
        residents=640,
        disabled=26,
        telephone="0600-55503202",
        address="磨坊口村中磨组村委会",
        address_en="Village office, Middle Mill, Mofangkou",
        introduction="河边三个组，年轻人多在外面，老人和孩子留在村里。",
        introduction_en="Three hamlets by the river; the young work elsewhere, the old and the "
        "children stay.",
    )


HEFENG = CommunityPlan(
    code="600102002003",
    name="荷风社区",
    name_en="Hefeng Community",
    kind=Kind.ORDINARY,
    founded_on=None,
    grids=(),
    cells=tuple((column, row) for column in (4, 5, 6) for row in (4, 5)),
    telephone="0600-55502003",
    introduction="刚成立，正在交房，还没有人入住。",
    introduction_en="Just founded: the flats are being handed over, nobody has moved in yet.",
)

COMMUNITIES = (
    WUTONGLI,
    _ordinary(
        "001002",
        "槐荫",
        "Huaiyin",
        block(0, 3, 2, 3),
        households=402,
        residents=1180,
        estate=("槐荫新村", "Huaiyin Estate"),
        founded_on=date(2001, 9, 1),
    ),
    _ordinary(
        "001003",
        "柳岸",
        "Liu'an",
        block(2, 3, 2, 3),
        households=486,
        residents=1420,
        estate=("柳岸花园", "Liu'an Garden"),
        founded_on=date(1998, 3, 1),
        kind=Kind.MIXED,
    ),
    _ordinary(
        "002001",
        "桂园",
        "Guiyuan",
        block(4, 0, 3, 2),
        households=533,
        residents=1610,
        estate=("桂园小区", "Guiyuan Estate"),
        founded_on=date(2004, 6, 1),
    ),
    _ordinary(
        "002002",
        "南塘",
        "Nantang",
        block(4, 2, 3, 2),
        households=331,
        residents=960,
        estate=("南塘苑", "Nantang Court"),
        founded_on=date(1996, 10, 1),
    ),
    HEFENG,
    _ordinary(
        "003001",
        "青石",
        "Qingshi",
        block(7, 0, 2, 3),
        households=362,
        residents=1050,
        estate=("青石坊", "Qingshi Lane"),
        founded_on=date(1992, 4, 1),
    ),
    _village(),
)
"""In reading order; the first is the one most of the story happens in."""

ENDED = ("600102001004", "东桥社区", "Dongqiao Community")
"""Merged into 槐荫 two years ago; its code stays known, with its days."""
FORMER_NAME = ("600102003001", "石桥居委会", "Shiqiao Committee", date(2011, 7, 1))
"""What 青石社区 was called before."""


def further(number: int) -> CommunityPlan:
    """A community as large as 梧桐里, for benchmarks (seed_demo --scale)."""
    street, place = divmod(number, 8)
    buildings = {n: numbered(3 * n - 2, 3 * n) for n in range(1, 13)}
    return CommunityPlan(
        code=f"600102{street + 4:03d}{place + 1:03d}",
        name=f"远街{street + 1}里{place + 1}社区",
        name_en=f"Further {street + 1}-{place + 1} Community",
        kind=(Kind.ORDINARY, Kind.MIXED, Kind.RELOCATION)[number % 3],
        founded_on=date(2005, 1, 1),
        grids=block(10 + 4 * place, 8 + 3 * street, 4, 3),
        estates=(EstatePlan("小区", "Estate", f"远街 {number + 1} 号", buildings, units=3),),
        households=1750,
        residents=6100,
        disabled=300,
    )
