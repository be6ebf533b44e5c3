"""12345 exchange, in: a plain table, looked at row by row, then all or nothing.

The layout is our own (docs/how/machines.md); hotlines differ, their words stand among the synonyms.
A number that came before is left as it is.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RoleGrant, User
from accounts.viewer import Viewer
from communities.importing.kinds import Kind as ImportKind
from communities.importing.kinds import register as register_kind
from communities.importing.plan import ADDED, SAME, Outcome, Plan
from communities.models import Area, Level
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table
from core.imports.values import (
    CellError,
    read_choice,
    read_date,
    read_phone_number,
    read_text,
)
from requests.actions import intake
from requests.actions.intake import Need
from requests.models import HotlineTicket
from requests.tiers import DESK
from requests.workflow import Channel, Kind

LONGEST = 500
KINDS = {str(kind.label): kind.value for kind in Kind} | {"诉求": "help", "求决": "help"}


def _number(value: Any) -> str:
    text = read_text(value)
    if text and len(text) > 40:
        raise CellError(_("编号太长"), _("照热线给的编号填，最多 40 位"))
    return text


def _words(value: Any) -> str:
    text = read_text(value)
    if text and len(text) > LONGEST:
        raise CellError(_("内容太长"), _("最多 %(most)s 字，其余写进办理记录") % {"most": LONGEST})
    return text


def _day(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def _kind(value: Any) -> str:
    return read_choice(value, KINDS)


COLUMNS = (
    Column(
        "number",
        "工单编号",
        _number,
        required=True,
        synonyms=("工单号", "编号", "流水号", "受理编号"),
        help="热线的编号，同一编号只进一次",
        example="XH20261121000123",
        as_text=True,
        width=22,
    ),
    Column(
        "words",
        "诉求内容",
        _words,
        required=True,
        synonyms=("内容", "问题描述", "主要内容", "工单内容"),
        example="三号楼前路灯不亮，晚上老人走路不方便",
        width=48,
    ),
    Column(
        "kind",
        "诉求类型",
        _kind,
        synonyms=("类型", "工单类型"),
        choices=tuple(str(kind.label) for kind in Kind),
        example="求助",
    ),
    Column("name", "来电人", read_text, synonyms=("姓名", "联系人"), mask="name", example="王女士"),
    Column(
        "phone",
        "联系电话",
        read_phone_number,
        synonyms=("电话", "来电号码", "手机"),
        mask="phone",
        as_text=True,
        example="13800000000",
    ),
    Column("address", "地址", read_text, synonyms=("事发地址", "地点"), mask="address", width=30),
    Column("grid", "网格", read_text, synonyms=("所属网格",), help="写网格名称；不写由社区来分"),
    Column("due_on", "要求办结日期", _day, synonyms=("办结时限", "办理期限", "要求办结时间")),
)  # the headings are data: what the files say


def columns(community: Area) -> tuple[Column, ...]:
    return COLUMNS


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, COLUMNS)
    numbers = {row["number"] for row in table.rows if row.has("number")}
    known = set(HotlineTicket.objects.filter(number__in=numbers).values_list("number", flat=True))
    grids = {
        area.name: area
        for area in Area.objects.filter(community=community, level=Level.GRID, is_active=True)
    }
    seen: dict[str, int] = {}
    for row in table.rows:
        number = row["number"] or ""
        if number in seen:
            plan.blame(row, "number", _("和第 %(row)d 行重复") % {"row": seen[number]})
        elif number:
            seen[number] = row.number
        if row.has("grid") and row["grid"] not in grids:
            plan.blame(row, "grid", _("这个社区没有这个网格"), "、".join(grids))
        kind = SAME if number in known else ADDED
        plan.add(Outcome(row, kind, values=grids.get(row["grid"] or "")))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    by = _at_the_desk(community, actor)
    for outcome in plan.of(ADDED):
        _bring(outcome.row, outcome.values, community, by)


@transaction.atomic
def _bring(row: Row, grid: Area | None, community: Area, by: Viewer) -> None:
    order = intake.submit(
        Need(
            community=community,
            words=row["words"],
            channel=Channel.HOTLINE,
            kind=Kind(row["kind"]) if row.has("kind") else None,
            grid=grid,
            contact_name=row["name"] or _("来电人"),
            contact_phone=row["phone"] or "",
            address=row["address"] or "",
            consent_note=_("本人拨打 12345，由热线转来"),
        ),
        by=by,
    )
    HotlineTicket.objects.create(
        community=community, service_request=order, number=row["number"], due_on=row["due_on"]
    )


def _at_the_desk(community: Area, actor: User | None) -> Viewer:
    """Whoever brings the file enters the orders: in the role he holds at this desk."""
    grant = (
        RoleGrant.objects.in_force()
        .filter(user=actor, role__in=DESK, area_scopes__area__in=community.ancestor_ids)
        .order_by("pk")
        .first()
    )
    if actor is None or grant is None:
        raise DomainError(_("您不在这个社区值守，不能登记诉求"), code="not_allowed")
    return Viewer(
        user=actor, role=grant.definition, grant_id=grant.pk, community_ids=(community.pk,)
    )


register_kind(
    ImportKind(
        "hotline",
        gettext_lazy("12345 工单"),
        gettext_lazy("一件一行，进来就是一条待受理的诉求。编号进过的不重复；办完导出结果报回去。"),
        columns,
        check,
        write,
        exporter="requests.hotline",
    )
)
