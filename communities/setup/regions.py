"""The regions of a district from a published table: code, name, and, if it is there, the level."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions import areas
from communities.models import Area, Level
from communities.regions import RegionCode, read_region_code
from core.exceptions import DomainError
from core.imports.reader import read_file
from core.imports.tables import Column, Row, Table, read_table

SOURCE = "区划代码表"
LEVELS = [Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.STREET, Level.COMMUNITY]
COLUMNS = (
    Column(
        "code", "区划代码", required=True, as_text=True,
        synonyms=("代码", "统计用区划代码", "行政区划代码", "区划编码"),
    ),
    Column(
        "name", "名称", required=True, synonyms=("区划名称", "单位名称", "行政区划名称", "地区名称")
    ),
    Column("level", "层级", synonyms=("级别", "行政级别")),
    Column("name_en", "英文名称", synonyms=("英文名",)),
)  # fmt: skip


@dataclass
class Regions:
    """What the table says and what is wrong with it."""

    table: Table
    found: list[tuple[RegionCode, Row]] = field(default_factory=list)
    added: int = 0
    renamed: int = 0
    same: int = 0

    @property
    def problems(self) -> list[str]:
        return [
            _("第 %(row)d 行 %(column)s：%(reason)s")
            % {"row": issue.row, "column": issue.heading, "reason": issue.reason}
            for issue in self.table.errors
        ]


def read_regions(name: str, data: bytes) -> Regions:
    """Each code is checked by its own rule, and every place must have its parent."""
    regions = Regions(read_table(read_file(name, data), COLUMNS))
    seen: dict[str, int] = {}
    for row in regions.table.rows:
        if not (row.has("code") and row.has("name")):
            continue
        try:
            region = read_region_code(row["code"])
            _agrees(region, row)
        except DomainError as refusal:
            regions.table.blame(row, COLUMNS[0], str(refusal))
            continue
        if region.code in seen:
            reason = _("代码与第 %(row)d 行重复") % {"row": seen[region.code]}
            regions.table.blame(row, COLUMNS[0], reason)
            continue
        seen[region.code] = row.number
        regions.found.append((region, row))
    regions.found.sort(key=lambda pair: (LEVELS.index(pair[0].level), pair[0].code))
    _every_place_has_a_parent(regions)
    return regions


def _agrees(region: RegionCode, row: Row) -> None:
    """A level that is written beside the code must be the one the code says."""
    said = row["level"]
    names = {str(region.level), str(region.level.label)}
    if said and said not in names and not any(said in name for name in names):
        raise DomainError(
            _("代码属于“%(level)s”一级，表里写的是“%(said)s”")
            % {"level": region.level.label, "said": said}
        )


def _every_place_has_a_parent(regions: Regions) -> None:
    known = {region.code for region, _row in regions.found}
    known |= set(
        Area.objects.filter(is_active=True).exclude(code="").values_list("code", flat=True)
    )
    for region, row in regions.found:
        below = region.level in {Level.STREET, Level.COMMUNITY}
        if below and region.parent_codes()[0] not in known:
            reason = _("缺少上级 %(code)s") % {"code": region.parent_codes()[0]}
            regions.table.blame(row, COLUMNS[0], reason, _("把上级也写进表里"))


@transaction.atomic
def write_regions(regions: Regions, *, actor: User | None) -> Regions:
    """All of it or nothing. A known code with another name is renamed, the old name stays known."""
    if regions.problems:
        raise DomainError(_("区划表还有错误，一个也没有写入"), code="problems")
    known = {area.code: area for area in Area.objects.filter(is_active=True).exclude(code="")}
    for region, row in regions.found:
        area = known.get(region.code)
        if area is None:
            parent = next((known[c] for c in region.parent_codes() if c in known), None)
            known[region.code] = areas.create_area(
                region.level,
                parent,
                row["name"],
                code=region.code,
                name_en=row["name_en"] or "",
                actor=actor,
            )
            regions.added += 1
        elif area.name != row["name"]:
            areas.rename_area(area, name=row["name"], source=SOURCE, actor=actor)
            regions.renamed += 1
        else:
            regions.same += 1
    return regions
