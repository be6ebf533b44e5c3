"""Places are founded, renamed, moved under another parent, split, merged and closed.

Codes and names change every year: each has its days in AreaName, and nothing refers to a code.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.models import (
    Area,
    AreaName,
    Building,
    CommunityProfile,
    Household,
    Level,
    Resident,
)
from core import outbox
from core.exceptions import DomainError
from core.refusals import refusing

PARENTS: dict[str, set[str | None]] = {
    Level.PROVINCE: {None},
    Level.CITY: {None, Level.PROVINCE},
    Level.DISTRICT: {None, Level.PROVINCE, Level.CITY},
    Level.STREET: {Level.DISTRICT},
    Level.COMMUNITY: {Level.STREET},
    Level.GRID: {Level.COMMUNITY},
    Level.MICRO_GRID: {Level.GRID},
}


@transaction.atomic
def create_area(
    level: str,
    parent: Area | None,
    name: str,
    *,
    actor: User | None,
    name_en: str = "",
    code: str = "",
    position: int = 0,
    since: date | None = None,
) -> Area:
    if (parent.level if parent else None) not in PARENTS[level]:
        raise DomainError(_("这一级不能设在所选的上级之下"), code="wrong_parent", field="parent")
    name = name.strip()
    if not name:
        raise DomainError(_("请填名称"), field="name")
    if parent is not None:
        parent = Area.objects.select_for_update().get(pk=parent.pk)
        _require_active(parent)
        if parent.children.filter(name=name, is_active=True).exists():
            raise DomainError(_("这里已有同名的“{name}”").format(name=name), field="name")
    pk = _next_id()
    area = Area(
        pk=pk,
        level=level,
        parent=parent,
        path=f"{parent.path if parent else '/'}{pk}/",
        community_id=pk if level == Level.COMMUNITY else (parent.community_id if parent else None),
        code=code.strip(),
        name=name,
        name_en=name_en.strip(),
        position=position,
    )
    area.save(force_insert=True)
    _open_name(area, since or timezone.localdate(), source="")
    if level == Level.COMMUNITY:
        CommunityProfile.objects.create(area=area)
    _tell(area, "created", actor)
    return area


@transaction.atomic
def rename_area(
    area: Area,
    *,
    name: str,
    code: str | None = None,
    name_en: str | None = None,
    on: date | None = None,
    source: str,
    actor: User | None,
) -> Area:
    """From that day it is called so; what it was called before stays readable."""
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError(_("生效日期在今天以后，等到了那天再办"), field="on")
    area = _lock(area)
    _require_active(area)
    before = {"name": area.name, "code": area.code}
    area.name = name.strip() or area.name
    area.code = area.code if code is None else code.strip()
    area.name_en = area.name_en if name_en is None else name_en.strip()
    _close_name(area, day, replaced=True)
    _open_name(area, day, source=source)
    area.save(update_fields=["name", "code", "name_en"])
    _tell(area, "renamed", actor, before=before, after={"name": area.name, "code": area.code})
    return area


@transaction.atomic
def move_area(area: Area, parent: Area, *, actor: User) -> Area:
    """Under another parent of the same kind, with everything below it."""
    area = _lock(area)
    parent = Area.objects.select_for_update().get(pk=parent.pk)
    _require_active(area)
    _require_active(parent)
    if parent.level not in PARENTS[area.level]:
        raise DomainError(_("这一级不能设在所选的上级之下"), code="wrong_parent", field="parent")
    if area.level in {Level.GRID, Level.MICRO_GRID} and parent.community_id != area.community_id:
        raise DomainError(
            _("网格里的人和房属于社区：请先把楼栋划到对方社区的网格"),
            code="other_community",
            field="parent",
        )
    before = area.parent_id
    _reparent(area, parent)
    _tell(area, "moved", actor, before=before, after=parent.pk)
    return area


@transaction.atomic
def split_area(
    area: Area, name: str, *, children: Iterable[Area] = (), buildings: Iterable[Building] = (),
    code: str = "", actor: User,
) -> Area:  # fmt: skip
    """A part becomes a sibling of its own; the chosen children or buildings go there."""
    area = _lock(area)
    _require_active(area)
    chosen = [child for child in children if child.parent_id == area.pk]
    homes = [building for building in buildings if building.grid_id == area.pk]
    if not chosen and not homes:
        raise DomainError(_("请选出划到新的一块里的下级或楼栋"), field="children")
    if area.level == Level.COMMUNITY:
        raise DomainError(
            _("社区拆分要连同居民档案一起移交，请按“新设社区、导入名册”办理"), code="community"
        )
    fresh = create_area(area.level, area.parent, name, code=code, actor=actor)
    for child in chosen:
        _reparent(_lock(child), fresh)
    assign_buildings(fresh, homes, actor=actor)
    _tell(area, "split", actor, into=fresh.pk)
    return fresh


@transaction.atomic
def merge_areas(kept: Area, absorbed: Area, *, actor: User) -> Area:
    """`absorbed` becomes part of its sibling and is closed; its past keeps its name."""
    pair = Area.objects.select_for_update().filter(pk__in=[kept.pk, absorbed.pk]).order_by("pk")
    rows = {row.pk: row for row in pair}
    if len(rows) != 2:
        raise DomainError(_("请选另一块"), code="same_area")
    kept, absorbed = rows[kept.pk], rows[absorbed.pk]
    for area in (kept, absorbed):
        _require_active(area)
    if kept.level != absorbed.level:
        raise DomainError(_("只有同一级的才能合并"), code="other_level")
    if kept.level == Level.COMMUNITY or kept.community_id != absorbed.community_id:
        raise DomainError(
            _("两个社区的居民档案各有处理者：请先办理移交，再关闭其中一个"), code="community"
        )
    for child in absorbed.children.order_by("pk"):
        _reparent(_lock(child), kept)
    assign_buildings(kept, absorbed.buildings.all(), actor=actor)
    Household.objects.filter(grid=absorbed).update(grid=kept)
    Resident.objects.filter(grid=absorbed).update(grid=kept)
    _tell(absorbed, "merged", actor, into=kept.pk)
    close_area(absorbed, actor=actor)
    return kept


@transaction.atomic
def close_area(area: Area, *, on: date | None = None, actor: User) -> Area:
    """It is no more; only what is empty can close."""
    area = _lock(area)
    _require_active(area)
    if area.children.filter(is_active=True).exists():
        raise DomainError(_("下面还有在用的区域：先移走、合并或关闭它们"), code="has_children")
    if (
        area.buildings.exists()
        or Household.objects.present().filter(grid=area).exists()
        or Resident.objects.present().filter(grid=area).exists()
    ):
        raise DomainError(_("还有楼栋、住户在里面：先划到别的网格"), code="not_empty")
    if area.level == Level.COMMUNITY and Resident.objects.present().filter(community=area).exists():
        raise DomainError(_("社区里还有在册居民，不能关闭"), code="not_empty")
    _close_name(area, on or timezone.localdate())
    area.is_active = False
    area.save(update_fields=["is_active"])
    _tell(area, "closed", actor)
    return area


@transaction.atomic
def assign_buildings(grid: Area, buildings: Iterable[Building], *, actor: User | None) -> int:
    """Buildings and all who live in them belong to this grid from now on."""
    keys = [building.pk for building in buildings]
    if not keys:
        return 0
    if grid.level not in {Level.GRID, Level.MICRO_GRID}:
        raise DomainError(_("楼栋只能划到网格或微网格"), code="wrong_level")
    rows = Building.objects.select_for_update(of=("self",)).filter(
        pk__in=keys, community=grid.community_id
    )
    changed = [row.pk for row in rows.order_by("pk")]
    if len(changed) != len(keys):
        raise DomainError(_("有的楼栋不在这个社区"), code="elsewhere")
    Building.objects.filter(pk__in=changed).update(grid=grid)
    households = Household.objects.filter(dwelling__building__in=changed)
    Resident.objects.filter(household__in=households.values("pk")).update(grid=grid)
    households.update(grid=grid)
    history.note(
        "communities.buildings_assigned", grid, actor=actor, details={"buildings": changed}
    )
    outbox.publish(
        "communities.buildings_assigned",
        key=f"communities.buildings_assigned:{grid.pk}:{uuid.uuid4().hex}",
        payload={"grid_id": grid.pk, "building_ids": changed},
    )
    return len(changed)


def _next_id() -> int:
    """Drawn before the row is written, because the path of an area ends with its own id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('communities_area', 'id'))")
        return int(cursor.fetchone()[0])


def _lock(area: Area) -> Area:
    """The area and all under it, in one order: nobody moves a part while the whole moves."""
    rows = Area.objects.select_for_update().filter(path__startswith=area.path).order_by("pk")
    return next(row for row in list(rows) if row.pk == area.pk)


def _reparent(area: Area, parent: Area) -> None:
    old, new = area.path, f"{parent.path}{area.pk}/"
    if old != new:
        Area.objects.filter(path__startswith=old).update(
            path=Concat(Value(new), Substr("path", len(old) + 1))
        )
    area.parent, area.path = parent, new
    area.save(update_fields=["parent"])


def _open_name(area: Area, day: date, *, source: str) -> None:
    taken = DomainError(
        _("代码 {code} 现在属于另一个区域").format(code=area.code), code="code_taken", field="code"
    )
    with refusing(area_code_used_once_at_a_time=taken):
        AreaName.objects.create(
            area=area,
            code=area.code,
            name=area.name,
            name_en=area.name_en,
            valid_from=day,
            source=source.strip(),
        )


def _close_name(area: Area, day: date, *, replaced: bool = False) -> None:
    current = area.names.filter(valid_to__isnull=True).first()
    if current is None:
        return
    if current.valid_from > day:
        raise DomainError(_("生效日期早于现在这个名称的起始日"), field="on")
    if current.valid_from == day and replaced:  # twice on one day: the first never was
        current.delete()
        return
    current.valid_to = day
    current.save(update_fields=["valid_to"])


def _require_active(area: Area) -> None:
    if not area.is_active:
        raise DomainError(_("“{name}”已经不用了").format(name=area.name), code="closed")


def _tell(area: Area, kind: str, actor: User | None, **details: object) -> None:
    history.note(f"communities.area_{kind}", area, actor=actor, details=details)
    outbox.publish(
        "communities.area_changed",
        key=f"communities.area:{area.pk}:{kind}:{uuid.uuid4().hex}",
        payload={
            "area_id": area.pk,
            "kind": kind,
            "into_id": details.get("into"),
            "actor_id": actor.pk if actor else None,
        },
    )
