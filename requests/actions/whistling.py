"""吹哨: the place asks, the street blows, departments come, both sides are assessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.roles import (
    COMMUNITY_SECRETARY,
    COMMUNITY_STAFF,
    DISTRICT_OFFICIAL,
    STREET_OFFICIAL,
)
from accounts.viewer import Viewer
from communities.models import Area, Department, DepartmentScope
from core import audit, messaging, scope, tally
from core.exceptions import DomainError
from requests.models import ServiceRequest, Whistle, WhistleCall
from requests.workflow.whistles import (
    ACKNOWLEDGE_WITHIN,
    LOOKS,
    STANDING,
    Act,
    Side,
    WhistleKind,
    WhistleStatus,
    whistle_step,
)

SIDES: Mapping[str, Side] = {
    COMMUNITY_SECRETARY: Side.COMMUNITY,
    COMMUNITY_STAFF: Side.COMMUNITY,
    STREET_OFFICIAL: Side.STREET,
    DISTRICT_OFFICIAL: Side.DISTRICT,
}
BATCH = 200


@dataclass(frozen=True)
class Asked:
    """What a whistle says before it is blown."""

    community: Area
    kind: WhistleKind
    title: str
    place: str
    due_at: datetime
    lead: Department
    others: Sequence[Department] = ()
    body: str = ""
    service_request: ServiceRequest | None = None


def side_of(viewer: Viewer) -> Side | None:
    if viewer.department_ids:
        return Side.DEPARTMENT
    return SIDES.get(viewer.role.code) if viewer.is_staff and not viewer.sleeping else None


@transaction.atomic
def draft(asked: Asked, *, by: Viewer) -> Whistle:
    """By the community, or by the street itself; nothing sounds until the street has looked."""
    if side_of(by) not in {Side.COMMUNITY, Side.STREET}:
        raise DomainError(_("社区提出，街道吹哨"), code="not_allowed")
    if asked.due_at <= timezone.now():
        raise DomainError(_("请写最迟哪一天、几点报结果"), field="due_at")
    if not asked.title.strip() or not asked.place.strip():
        raise DomainError(_("请写清什么事、到哪里"), field="title")
    street = Area.objects.get(children=asked.community)
    whistle = Whistle.objects.create(
        community=asked.community,
        street=street,
        service_request=asked.service_request,
        kind=asked.kind,
        title=asked.title.strip(),
        body=asked.body.strip(),
        place=asked.place.strip(),
        due_at=asked.due_at,
        drafted_by=by.actor,
    )
    called = {asked.lead.pk: asked.lead} | {one.pk: one for one in asked.others}
    for department in called.values():
        WhistleCall.objects.create(
            community=asked.community,
            whistle=whistle,
            department=department,
            is_lead=department.pk == asked.lead.pk,
        )
    _record(whistle, "draft", by)
    _tell(whistle, "whistle_asked", _officials(street, STREET_OFFICIAL))
    return whistle


@transaction.atomic
def issue(whistle: Whistle, *, by: Viewer) -> Whistle:
    """The street blows it: from here each department has a clock of its own."""
    row = move(whistle, "issue", by)
    now = timezone.now()
    row.issued_by, row.issued_at = by.actor, now
    row.save()
    for call in row.calls.select_related("department"):
        call.acknowledge_by = min(now + ACKNOWLEDGE_WITHIN[WhistleKind(row.kind)], row.due_at)
        call.report_by = row.due_at
        call.look_at = _next(call)
        call.save()
        _tell(row, "whistle_called", _officers(call.department_id))
    _tell(row, "whistle_blown", [row.drafted_by_id], but=by)
    return row


@transaction.atomic
def refuse(whistle: Whistle, *, answer: str, by: Viewer) -> Whistle:
    """不吹空哨: said why, and what to do instead."""
    if not answer.strip():
        raise DomainError(_("请写为什么不吹、可以怎么办"), field="answer")
    row = move(whistle, "refuse", by)
    row.answer, row.closed_at = answer.strip(), timezone.now()
    row.save()
    _tell(row, "whistle_refused", [row.drafted_by_id])
    return row


@transaction.atomic
def acknowledge(call: WhistleCall, *, by: Viewer) -> WhistleCall:
    row = _called(call, "acknowledge", by)
    if row.acknowledged_at is not None:
        raise DomainError(_("已经签收了"), code="moved_on")
    return _goes_on(row, by, acknowledged_at=timezone.now())


@transaction.atomic
def arrive(call: WhistleCall, *, by: Viewer) -> WhistleCall:
    row = _called(call, "arrive", by)
    if row.acknowledged_at is None:
        raise DomainError(_("先签收，再报到场"), code="too_early")
    if row.arrived_at is not None:
        raise DomainError(_("已经报过到场了"), code="moved_on")
    return _goes_on(row, by, arrived_at=timezone.now())


@transaction.atomic
def report(call: WhistleCall, *, outcome: str, report: str, by: Viewer) -> WhistleCall:
    """What was done; when the last one has reported, the sides are asked how it came out."""
    row = _called(call, "report", by)
    if outcome not in WhistleCall.Outcome.values:
        raise DomainError(_("请选结果"), field="outcome")
    if not report.strip():
        raise DomainError(_("请写怎么办的"), field="report")
    if row.arrived_at is None:
        raise DomainError(_("先报到场，再报结果"), code="too_early")
    if row.reported_at is not None:
        raise DomainError(_("已经报过结果了"), code="moved_on")
    row = _goes_on(row, by, reported_at=timezone.now(), outcome=outcome, report=report.strip())
    whistle = row.whistle
    with scope.entered(scope.EVERYTHING):  # a department does not see the rows of the others
        waiting = whistle.calls.filter(reported_at__isnull=True).exists()
    if whistle.status == WhistleStatus.ISSUED and not waiting:
        move(whistle, "all_reported", by).save()
        _tell(whistle, "whistle_to_judge", [whistle.drafted_by_id, whistle.issued_by_id])
    return row


@transaction.atomic
def escalate(whistle: Whistle, *, by: Viewer | None, reason: str = "") -> Whistle:
    """Unsolved, or nobody came: the district has it from here."""
    if by is not None and not reason.strip():
        raise DomainError(_("请写哪里解决不了"), field="reason")
    row = move(whistle, "escalate", by)
    row.escalated_at = timezone.now()
    row.answer = reason.strip() or row.answer
    row.save()
    district = Area.objects.get(children=row.street)
    _tell(row, "whistle_district", _officials(district, DISTRICT_OFFICIAL))
    return row


@transaction.atomic
def settle(whistle: Whistle, *, answer: str, by: Viewer) -> Whistle:
    if not answer.strip():
        raise DomainError(_("请写怎么解决的"), field="answer")
    row = move(whistle, "settle", by)
    row.answer = "\n".join(filter(None, [row.answer, answer.strip()]))  # after the street's own
    row.closed_at = timezone.now()
    row.save()
    row.calls.update(look_at=None)
    tell_ended(row, by=by)
    return row


def tell_ended(row: Whistle, *, by: Viewer) -> None:
    """Whoever asked, blew or came: how it ended is theirs to know."""
    officers = [user for call in row.calls.all() for user in _officers(call.department_id)]
    _tell(row, "whistle_ended", [row.drafted_by_id, row.issued_by_id, *officers], but=by)


# --- the clock of each department ----------------------------------------------------------------
def look(*, batch: int = BATCH) -> int:
    """What is due by the database's clock, each look once; how many."""
    done = 0
    while done < batch and _look_at_one():
        done += 1
    return done


@transaction.atomic
def _look_at_one() -> bool:
    call = (
        WhistleCall.objects.filter(look_at__lte=Now())
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("whistle", "department")
        .order_by("look_at", "pk")
        .first()
    )
    if call is None:
        return False
    due = _pending(call)
    call.look_at = None
    if due and call.whistle.status in STANDING:
        moment, at = due[0]
        if moment <= timezone.now():
            _act(call, at)
            call.looked |= 1 << at
        call.look_at = _next(call)
    call.save(update_fields=["looked", "look_at"])
    return True


def _act(call: WhistleCall, at: int) -> None:
    whistle, what = call.whistle, LOOKS[at]
    key = f"look:{call.pk}:{at}"
    if what.act == Act.REMIND:
        _tell(whistle, "whistle_reminder", _officers(call.department_id), key=key)
    elif what.act == Act.TELL_STREET:
        _tell(whistle, "whistle_late", [whistle.issued_by_id], key=key)
    elif whistle.status in whistle_step("escalate").sources:
        escalate(whistle, by=None)


def _next(call: WhistleCall) -> datetime | None:
    due = _pending(call)
    return due[0][0] if due else None


def _pending(call: WhistleCall) -> list[tuple[datetime, int]]:
    """The looks that are left, soonest first; what it has gone past is not looked at."""
    gone = {"acknowledged": call.acknowledged_at, "reported": call.reported_at}
    limit = {"acknowledged": call.acknowledge_by, "reported": call.report_by}
    left = []
    for at, one in enumerate(LOOKS):
        moment = limit[one.until]
        looked = call.looked >> at & 1
        if not looked and gone[one.until] is None and moment is not None:
            left.append((moment + one.after, at))
    return sorted(left)


# --- shared --------------------------------------------------------------------------------------
def _lock(whistle: Whistle) -> Whistle:
    rows = Whistle.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("street").get(pk=whistle.pk)


def move(whistle: Whistle, name: str, by: Viewer | None) -> Whistle:
    row = _lock(whistle)
    step = whistle_step(name)
    if row.status not in step.sources:
        raise DomainError(
            _("这一哨现在是“{status}”，不能再这样办").format(status=row.get_status_display()),
            code="moved_on",
        )
    side = Side.CLOCK if by is None else side_of(by)
    if side not in step.sides:
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    if step.target is not None:
        row.status = step.target
    _record(row, name, by)
    return row


def _called(call: WhistleCall, name: str, by: Viewer) -> WhistleCall:
    move(call.whistle, name, by)
    row = WhistleCall.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if row.department_id not in by.department_ids:
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    return row


def _goes_on(row: WhistleCall, by: Viewer, **fields: Any) -> WhistleCall:
    for name, value in fields.items():
        setattr(row, name, value)
    row.acted_by = by.user
    row.look_at = _next(row)
    row.save()
    return row


def _record(row: Whistle, name: str, by: Viewer | None) -> None:
    audit.record(f"requests.whistle.{name}", row, actor=by.user if by else None)
    tally.add(f"requests.whistle.{name}", row.community_id, dims={"kind": row.kind})


def _officials(area: Area, role: str) -> list[int]:
    grants = RoleGrant.objects.in_force().filter(role=role, area_scopes__area=area)
    return list(grants.values_list("user_id", flat=True).distinct())


def _officers(department_id: int) -> list[int]:
    held = DepartmentScope.objects.filter(department_id=department_id).values("grant")
    grants = RoleGrant.objects.in_force().filter(pk__in=held)
    return list(grants.values_list("user_id", flat=True).distinct())


def _tell(
    row: Whistle,
    code: str,
    people: Sequence[int | None],
    *,
    key: str = "",
    but: Viewer | None = None,
) -> None:
    itself = but.user_id if but else None
    for user_id in sorted({pk for pk in people if pk and pk != itself}):
        messaging.send(
            f"requests.{code}",
            to_user=User(pk=user_id),
            scope=row.community_id,
            context={"title": str(row.title), "place": str(row.place)},
            dedup_key=f"requests.{code}:{row.pk}:{key}",
            link=reverse("requests:whistle", args=[row.pk]),
        )
