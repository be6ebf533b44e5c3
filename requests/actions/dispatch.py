"""派: who leads, who helps, and what happens when the first answer was not the right one."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Department
from core.exceptions import DomainError
from organizations.models import Organization
from requests import interests
from requests.actions.moving import lock, move, move_on
from requests.dispatching import lane_for, rule_for
from requests.limits import beyond, full_this_week, in_hand, limits_of
from requests.models import Party, RequestEvent, ServiceRequest
from requests.models.parties import Lane, Role, Via


@dataclass(frozen=True)
class Who:
    """A person or an office, and on which of the five lanes."""

    lane: Lane
    user: User | None = None
    organization: Organization | None = None
    department: Department | None = None
    reason: str = ""

    @property
    def match(self) -> Q:
        return Q(user=self.user, organization=self.organization, department=self.department)


@transaction.atomic
def assign(
    service_request: ServiceRequest, who: Who, *, by: Viewer, note: str = ""
) -> ServiceRequest:
    """Name the one lead. A volunteer is never assigned: he is offered it (offers.offer)."""
    row = lock(service_request)
    _says_why(row, who)
    before = list(row.parties.standing().leads().values_list("pk", flat=True))
    name_lead(row, who, Via.ASSIGNED)
    data = {"lane": who.lane, "ended": before}
    return move_on(row, "assign", by=by, note=note, data=data).service_request


@transaction.atomic
def transfer(
    service_request: ServiceRequest, who: Who, *, reason: str, by: Viewer
) -> ServiceRequest:
    """转单: another leads from here; the first receiver stays the keeper (首接负责)."""
    if not reason.strip():
        raise DomainError(_("请写为什么转"), field="reason")
    row = move(service_request, "transfer", by=by, note=reason, data={"lane": who.lane})
    name_lead(row.service_request, who, Via.ASSIGNED)
    return row.service_request


def open_pool(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """抢单: whoever can, may take it. Until somebody does, it is his who put it there."""
    return move(service_request, "pool", by=by, changes={"keeper": by.user}).service_request


def recall(service_request: ServiceRequest, *, by: Viewer, note: str = "") -> ServiceRequest:
    return move(service_request, "recall", by=by, note=note).service_request


def object_to(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    """派单异议: once per epoch, with a reason; what the desk then decides stands."""
    if not reason.strip():
        raise DomainError(_("请写异议的理由"), field="reason")
    before = RequestEvent.objects.filter(
        service_request=service_request, epoch=service_request.epoch, step="object"
    )
    if before.exists():
        raise DomainError(_("这件事已经提过一次异议，重新派单后不能再退"), code="objected_once")
    return move(service_request, "object", by=by, note=reason).service_request


@transaction.atomic
def add_helper(service_request: ServiceRequest, who: Who, *, by: Viewer) -> ServiceRequest:
    row = lock(service_request)
    if row.parties.standing().working().filter(who.match).exists():
        raise DomainError(_("已经在办这件事了"), code="already_there")
    party = add_party(row, who, Role.HELPER, Via.ASSIGNED)
    data = {"lane": who.lane, "party": party.pk}
    return move_on(row, "add_helper", by=by, data=data).service_request


@transaction.atomic
def end_helper(service_request: ServiceRequest, *, party: int, by: Viewer) -> ServiceRequest:
    """The desk thanks a helper; the lead goes on."""
    row = lock(service_request)
    helping = row.parties.standing().filter(role=Role.HELPER, pk=party).first()
    if helping is None:
        raise DomainError(_("这位已经不在办了"), field="party")
    helping.end("end_helper")
    return move_on(row, "end_helper", by=by, data={"ended": [helping.pk]}).service_request


@transaction.atomic
def step_back(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    """A helper who cannot come says so in time; nothing is counted against him."""
    if not reason.strip():
        raise DomainError(_("请写一句为什么"), field="reason")
    row = lock(service_request)
    moved = move_on(row, "step_back", by=by, note=reason).service_request
    helping = row.parties.standing().filter(role=Role.HELPER)
    for party in helping.of_user(by) | helping.of_office(by):
        party.end("step_back")
    return moved


def sign(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """接: the one who was named says so."""
    moved = move(service_request, "sign", by=by)
    moved.service_request.parties.standing().leads().update(signed_at=timezone.now())
    return moved.service_request


def _says_why(row: ServiceRequest, who: Who) -> None:
    """The catalogue proposes the lane; whoever takes another writes down why."""
    proposed = lane_for(row, rule_for(row))
    if who.lane != proposed and not who.reason.strip():
        raise DomainError(
            _("派单目录里这一类是“{lane}”，换一路请写为什么").format(lane=proposed.label),
            field="reason",
        )


def name_lead(row: ServiceRequest, who: Who, via: Via, *, why: str = "assign") -> Party:
    """One leads; who led until now has ended."""
    _has_room(row, who)
    standing = row.parties.standing().leads().first()
    if standing is not None:
        standing.end(why)
    return add_party(row, who, Role.LEAD, via)


def _has_room(row: ServiceRequest, who: Who) -> None:
    """Nobody is given more than the place allows, an organisation no more than it said it can."""
    if who.user is not None:
        most = limits_of(row.community).staff
        if full := beyond(in_hand([who.user.pk])[who.user.pk], most):
            raise DomainError(full, field="who", code="full")
    if who.organization is not None and (full := full_this_week(who.organization)):
        raise DomainError(full, field="who", code="full")


def add_party(row: ServiceRequest, who: Who, role: Role, via: Via) -> Party:
    party = party_of(row, who, role, via)
    party.save(force_insert=True)
    return party


def party_of(row: ServiceRequest, who: Who, role: Role, via: Via) -> Party:
    """Not written yet; whoever must keep out of it is refused."""
    named = [one for one in (who.user, who.organization, who.department) if one is not None]
    if len(named) != 1:
        raise DomainError(_("请选一个人，或者一个单位"), field="who")
    if who.user is not None and who.user.pk == row.reporter_id:
        raise DomainError(_("自己提的事不能派给自己"), field="who")
    if who.user is not None:
        interests.keep_out(row, who.user.pk)
    else:
        interests.keep_unit_out(
            row,
            organization_id=who.organization.pk if who.organization else None,
            department_id=who.department.pk if who.department else None,
        )
    return Party(
        community_id=row.community_id,
        service_request=row,
        role=role,
        lane=who.lane,
        via=via,
        user=who.user,
        organization=who.organization,
        department=who.department,
        reason=who.reason,
    )
