"""Whistles as each side sees them: the list, one with its departments, and what one may do now."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, STREET_OFFICIAL
from accounts.viewer import Viewer
from communities.models import Area, Department
from core.words import span
from requests.models import ServiceRequest, Whistle, WhistleCall, WhistleMark
from requests.models.whistles import OF_THE_PLACE
from requests.queries.paging import newest
from requests.words import day_of
from requests.workflow.whistles import STANDING

SHOWN = 5
DRAFT = frozenset({COMMUNITY_SECRETARY, COMMUNITY_STAFF, STREET_OFFICIAL})


@dataclass(frozen=True)
class Row:
    whistle: Whistle
    due: dict[str, Any]
    departments: str


@dataclass(frozen=True)
class CallLine:
    call: WhistleCall
    steps: list[dict[str, Any]]
    is_mine: bool


@dataclass(frozen=True)
class Page:
    whistle: Whistle
    due: dict[str, Any]
    calls: list[CallLine]
    marks: list[WhistleMark]
    missing: list[str] = field(default_factory=list)


def reads_whistles(viewer: Viewer) -> bool:
    if not viewer.is_staff or viewer.sleeping:
        return False
    of_the_place = viewer.role.code in OF_THE_PLACE or viewer.role.code == "district_official"
    return of_the_place or bool(viewer.department_ids)


def may_draft(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and viewer.role.code in DRAFT


def whistles(viewer: Viewer, *, ended: bool, before: str = "") -> tuple[list[Row], str]:
    if not reads_whistles(viewer):
        raise Http404
    rows = Whistle.objects.visible_to(viewer).select_related("community")
    rows = rows.exclude(status__in=STANDING) if ended else rows.standing()
    calls = Prefetch("calls", WhistleCall.objects.select_related("department"))
    page, mark = newest(rows.prefetch_related(calls), before, by="drafted_at")
    lines = [
        Row(row, due_of(row), " · ".join(str(call.department) for call in row.calls.all()))
        for row in page
    ]
    return lines, mark


@dataclass(frozen=True)
class Called:
    call: WhistleCall
    next: str
    due: dict[str, Any]


def called(viewer: Viewer) -> list[Called]:
    """Of the viewer's departments: issued, not reported yet; the most pressing first."""
    rows = WhistleCall.objects.filter(
        department_id__in=viewer.department_ids,
        reported_at__isnull=True,
        whistle__issued_at__isnull=False,
        whistle__in=Whistle.objects.visible_to(viewer).standing(),
    ).select_related("whistle__community", "department")
    found = []
    for call in rows.order_by("report_by", "pk")[:SHOWN]:
        if call.acknowledged_at is None:
            found.append(Called(call, _("等签收"), _state(None, call.acknowledge_by)))
        else:
            said = _("等到现场") if call.arrived_at is None else _("等报结果")
            found.append(Called(call, said, _state(None, call.report_by)))
    return found


def get_whistle(viewer: Viewer, pk: int) -> Whistle:
    row = (
        Whistle.objects.visible_to(viewer)
        .select_related("community", "street", "drafted_by", "issued_by")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    for person in (row.drafted_by, row.issued_by):
        if person is not None:
            person.name.disclose()
    return row


def page(viewer: Viewer, row: Whistle, missing: list[str]) -> Page:
    calls = row.calls.select_related("department", "acted_by")
    marks = row.marks.select_related("department")
    if viewer.department_ids:  # each its own; what the others were told is the street's
        marks = marks.filter(department_id__in=viewer.department_ids)
    return Page(
        whistle=row,
        due=due_of(row),
        calls=[_call(viewer, call) for call in calls],
        marks=list(marks),
        missing=missing,
    )


def own_call(viewer: Viewer, row: Whistle) -> WhistleCall | None:
    return row.calls.filter(department_id__in=viewer.department_ids).first()


def _call(viewer: Viewer, call: WhistleCall) -> CallLine:
    lines = (
        (_("签收"), call.acknowledged_at, call.acknowledge_by),
        (_("到现场"), call.arrived_at, None),
        (_("报结果"), call.reported_at, call.report_by),
    )
    steps = [{"name": name, **_state(done, limit)} for name, done, limit in lines]
    return CallLine(call, steps, call.department_id in viewer.department_ids)


def _state(done: Any, limit: Any) -> dict[str, Any]:
    if done is not None:
        late = limit is not None and done > limit
        return {"text": day_of(done), "state": "late" if late else "", "due": None}
    if limit is None:
        return {"text": _("还没有"), "state": "paused", "due": None}
    left = limit - timezone.now()
    if left.total_seconds() < 0:
        text = _("过期 {span}").format(span=span(-left))
        return {"text": text, "state": "late", "due": limit}
    return {"text": _("最迟 {day}").format(day=day_of(limit)), "state": "", "due": limit}


def due_of(row: Whistle) -> dict[str, Any]:
    if row.status not in STANDING:
        return {"text": str(row.get_status_display()), "state": "", "due": None}
    return _state(None, row.due_at)


def communities(viewer: Viewer) -> list[Area]:
    return list(Area.objects.filter(pk__in=viewer.community_ids).order_by("path"))


def departments(viewer: Viewer) -> list[Department]:
    """Of the street and the district over the viewer's places."""
    over = {pk for area in communities(viewer) for pk in area.ancestor_ids}
    rows = Department.objects.filter(area__in=over, is_active=True).select_related("area")
    return list(rows.order_by("area__path", "name"))


def get_request(viewer: Viewer, pk: int) -> ServiceRequest:
    row = ServiceRequest.objects.manageable_by(viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
