"""Estates, buildings and doors: where households can be."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.models import Area, Building, Dwelling, Estate
from core.exceptions import DomainError
from core.refusals import refusing


@transaction.atomic
def add_estate(
    community: Area, name: str, *, actor: User | None, name_en: str = "", address: str = ""
) -> Estate:
    estate = Estate(community=community, name=name.strip(), name_en=name_en, address=address)
    with refusing(estate_named_once=_twice(name)):
        estate.save(force_insert=True)
    history.note("communities.estate_added", estate, actor=actor)
    return estate


@transaction.atomic
def add_building(
    estate: Estate,
    name: str,
    *,
    actor: User | None,
    grid: Area | None = None,
    units: int = 1,
    floors: int = 6,
    longitude: Decimal | None = None,
    latitude: Decimal | None = None,
) -> Building:
    if grid is not None and grid.community_id != estate.community_id:
        raise DomainError(_("网格不在这个社区"), code="elsewhere", field="grid")
    building = Building(
        community=estate.community,
        estate=estate,
        grid=grid,
        name=name.strip(),
        units=units,
        floors=floors,
        longitude=longitude,
        latitude=latitude,
    )
    with refusing(building_named_once=_twice(name)):
        building.save(force_insert=True)
    history.note("communities.building_added", building, actor=actor)
    return building


@transaction.atomic
def add_dwelling(
    building: Building,
    room: str,
    *,
    actor: User | None,
    unit: str = "",
    floor: int | None = None,
    standard_address_code: str = "",
) -> Dwelling:
    dwelling = Dwelling(
        community=building.community,
        building=building,
        unit=unit.strip(),
        floor=floor,
        room=room.strip(),
        standard_address_code=standard_address_code,
    )
    with refusing(dwelling_one_door_once=_twice(room)):
        dwelling.save(force_insert=True)
    history.note("communities.dwelling_added", dwelling, actor=actor)
    return dwelling


def _twice(name: str) -> DomainError:
    return DomainError(
        _("这里已有“{name}”").format(name=name.strip()), code="named_twice", field="name"
    )
