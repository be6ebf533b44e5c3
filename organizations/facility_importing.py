"""Places people go to from a table: one row a place. It comes in as planned; a day of opening opens
it, what is paused or given up stays so."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table
from core.imports.values import CellError, read_choice, read_date, read_phone_number
from organizations.actions import facilities
from organizations.actions.facilities import MOST_METRES, Place
from organizations.facility_workflow import LEVEL_OF, FacilityKind, FacilityStatus
from organizations.models import Facility, Organization

KINDS = {str(kind.label): kind.value for kind in FacilityKind} | {
    "党群服务中心": "service_centre", "社区服务中心": "service_centre", "养老中心": "elder_centre",
    "养老服务站": "elder_station", "食堂": "canteen", "老年食堂": "canteen",
    "儿童之家": "child_station", "托育": "childcare", "卫生服务站": "clinic",
    "书屋": "library", "孵化基地": "incubator", "社工站": "social_station",
}  # fmt: skip
FACTS = ("address", "telephone", "opening", "rooms", "square_metres")
LONGEST_ROOMS = 500


def _date(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def _rooms(value: Any) -> int | None:
    text = str(value or "").strip()
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST_ROOMS:
        raise CellError(_("房间数要写 1 到 500 的整数"), "")
    return int(text)


def _metres(value: Any) -> int | None:
    text = str(value or "").strip().removesuffix("平方米")
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= MOST_METRES:
        raise CellError(_("面积要写整数，单位是平方米"), "")
    return int(text)


def columns(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "name", "名称", required=True, synonyms=("设施名称", "全称"), width=28,
            example="梧桐里长者食堂",
        ),
        Column(
            "kind", "种类", required=True, synonyms=("类型", "类别", "设施类型"), width=22,
            read=lambda value: read_choice(value, KINDS),
            choices=tuple(str(kind.label) for kind in FacilityKind),
        ),
        Column("address", "地址", synonyms=("位置", "所在地址"), width=28),
        Column("opening", "开放时间", synonyms=("服务时间", "营业时间"), width=22),
        Column(
            "telephone", "公开电话", read=read_phone_number, as_text=True, width=16,
            synonyms=("电话", "联系电话"), help="居民看得到；不要写个人手机号",
        ),
        Column(
            "operator", "谁运营", synonyms=("运营单位", "运营方", "运营机构"), width=26,
            help="写全称，要先在“组织和单位”名册里；社区自己办的留空",
        ),
        Column("rooms", "几间房", read=_rooms, synonyms=("房间数", "工位数"), help="孵化基地要写"),
        Column("square_metres", "面积", read=_metres, synonyms=("建筑面积", "平方米")),
        Column(
            "opened_on", "启用日期", read=_date, as_text=True, synonyms=("开放日期", "启用时间"),
            help="还在筹建的不填",
        ),
    )  # fmt: skip


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    standing = Facility.objects.filter(area=community).exclude(status=FacilityStatus.CLOSED)
    known = {(each.name, each.kind): each for each in standing.select_related("operator", "area")}
    names = {row["operator"] for row in table.rows if row.has("operator")}
    units: dict[str, list[Organization]] = {}
    for unit in Organization.objects.active().filter(name__in=names):
        units.setdefault(unit.name, []).append(unit)
    seen: dict[Any, int] = {}
    for row in table.rows:
        key = (row["name"], row["kind"])
        if not row.sound("name", "kind"):
            pass
        elif key in seen:
            plan.blame(row, "name", _("与第 %(row)d 行重复") % {"row": seen[key]})
        else:
            seen[key] = row.number
        _check_row(plan, row, community, units, known)
    return plan


def _check_row(
    plan: Plan,
    row: Row,
    community: Area,
    units: dict[str, list[Organization]],
    known: dict[Any, Facility],
) -> None:
    level = LEVEL_OF.get(row["kind"] or "")
    if level is not None and level != community.level:
        plan.blame(row, "kind", _("这一种不设在这一级"), _("在它所在的那一级导入"))
    operator = None
    if row.has("operator"):
        named = units.get(row["operator"], [])
        if len(named) == 1:
            operator = named[0]
        else:
            plan.blame(row, "operator", _("名册里没有这个单位，或者有几个同名的"))
    if not row.sound("name", "kind", "operator"):
        return
    said = {name: row[name] for name in FACTS if row.has(name)}
    if operator is not None:
        said["operator"] = operator
    target = known.get((row["name"], row["kind"]))
    if target is None:
        plan.add(Outcome(row, ADDED, values=said))
        return
    changed = [name for name, value in said.items() if getattr(target, name) != value]
    if row["opened_on"] and target.status == FacilityStatus.PLANNED:
        changed.append("opened_on")
    plan.add(Outcome(row, UPDATED if changed else SAME, target, said, changed))


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    if actor is None:
        raise DomainError(_("请由管名册的工作人员导入"), code="nobody")
    for outcome in plan.of(ADDED):
        with writing(outcome.row):
            place = Place(outcome.row["kind"], outcome.row["name"], **outcome.values)
            made = facilities.add(community, place, actor=actor)
            _open(made, outcome, actor)
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            made = facilities.correct(outcome.target, actor=actor, **outcome.values)
            _open(made, outcome, actor)


def _open(facility: Facility, outcome: Outcome, actor: User) -> None:
    """What was open already stays open on the day it has."""
    day = outcome.row["opened_on"]
    if day and facility.status == FacilityStatus.PLANNED:
        facilities.open_up(facility, opened_on=day, actor=actor)


register(
    Kind(
        "facilities",
        gettext_lazy("服务设施"),
        gettext_lazy("一处一行；谁运营的先入册。写了启用日期的马上开放，没写的是筹建中。"),
        columns,
        check,
        write,
        exporter="organizations.facilities",
        reaches_higher=True,
    )
)
