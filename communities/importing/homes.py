"""Finding the door a row means: 1栋, 1号楼 and １幢 are one building, 302室 is 302."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from communities.importing.plan import Plan
from communities.models import Area, Building, Dwelling, Estate, Household
from core.imports.tables import Row

_BUILDING = re.compile(r"^第?([0-9a-z]+|[一二三四五六七八九十]+)(号楼|号|栋|幢|座|楼|#)+$")


def plain_name(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def plain_building(text: str) -> str:
    """1号楼 → 1. A name that is not a number stays itself."""
    plain = plain_name(text)
    match = _BUILDING.match(plain)
    return match[1].lstrip("0") or match[1] if match else plain.lstrip("0") or plain


def plain_unit(text: str) -> str:
    return re.sub(r"(单元|门)$", "", plain_name(text)).lstrip("0")


def plain_room(text: str) -> str:
    return re.sub(r"(室|号|房)$", "", plain_name(text))


Door = tuple[int, str, str]
"""Building, unit and room in their plain form."""


@dataclass
class Homes:
    """All doors and households of one community, loaded once."""

    community: Area
    estates: dict[str, Estate] = field(default_factory=dict)
    buildings: dict[tuple[str, str], Building] = field(default_factory=dict)
    dwellings: dict[Door, Dwelling] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)
    """By number, ended ones included: a number is used once."""
    living: dict[int, list[Household]] = field(default_factory=dict)
    """By dwelling, those that are lived in."""

    @classmethod
    def of(cls, community: Area) -> "Homes":
        homes = cls(community)
        for estate in Estate.objects.filter(community=community):
            homes.estates[plain_name(estate.name)] = estate
        rows = Building.objects.filter(community=community).select_related("estate", "grid")
        by_pk = {}
        for building in rows:
            key = (plain_name(building.estate.name), plain_building(building.name))
            homes.buildings[key] = by_pk[building.pk] = building
        for dwelling in Dwelling.objects.filter(community=community):
            dwelling.building = by_pk[dwelling.building_id]
            homes.dwellings[homes.door(dwelling)] = dwelling
        doors = {dwelling.pk: dwelling for dwelling in homes.dwellings.values()}
        for household in Household.objects.filter(community=community).order_by("pk"):
            household.dwelling = doors[household.dwelling_id]
            homes.households[household.number] = household
            if household.status == Household.Status.PRESENT:
                homes.living.setdefault(household.dwelling_id, []).append(household)
        return homes

    @staticmethod
    def door(dwelling: Dwelling) -> Door:
        return (dwelling.building_id, plain_unit(dwelling.unit), plain_room(dwelling.room))

    def find_building(self, plan: Plan, row: Row) -> Building | None:
        """By estate and name; without an estate only where the name is the only one."""
        name = plain_building(row["building"] or "")
        if row.has("estate"):
            estate = plain_name(row["estate"])
            found = self.buildings.get((estate, name))
            if found is None and estate not in self.estates:
                plan.blame(row, "estate", _("还没有这个小区"), _("先导入楼栋，或核对小区的写法"))
            elif found is None:
                plan.blame(row, "building", _("这个小区里没有这栋楼"), _("先导入楼栋，或核对楼号"))
            return found
        same = [b for (_estate, known), b in self.buildings.items() if known == name]
        if not same:
            plan.blame(row, "building", _("社区里没有这栋楼"), _("先导入楼栋，或核对楼号"))
        elif len(same) > 1:
            plan.blame(row, "building", _("不止一个小区有这栋楼"), _("加上“小区”一列"))
        return same[0] if len(same) == 1 else None

    def find_door(self, plan: Plan, row: Row) -> tuple[Door, Dwelling] | None:
        """The dwelling, or a new one that is not saved yet; each door once per import."""
        building = self.find_building(plan, row)
        if building is None:
            return None
        key = (building.pk, plain_unit(row["unit"] or ""), plain_room(row["room"] or ""))
        if key not in self.dwellings:
            self.dwellings[key] = Dwelling(
                community=self.community,
                building=building,
                unit=key[1][:8],
                room=key[2][:16],
                floor=row["floor"],
            )
        return key, self.dwellings[key]
