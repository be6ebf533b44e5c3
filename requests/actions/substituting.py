"""换人: who accepted cannot go on and proposes another; it changes hands only by that one's yes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from core import audit
from core.exceptions import DomainError
from core.models import AuditEvent
from requests import interests
from requests.actions import offering
from requests.actions.claiming import answer, has_room, lane_of
from requests.actions.dispatch import Who, name_lead
from requests.actions.money import square_first
from requests.actions.moving import lock, may, move_on
from requests.models import Offer, RequestEvent, ServiceRequest
from requests.models.parties import Lane, Role, Via
from requests.ranking import rank
from volunteers.models import Volunteer

IN_VAIN, TRIES = "requests.substitute.in_vain", 5
MOST = 3
"""So often in one round; then it goes back to the community, which knows more people."""


class NobodyError(DomainError):
    """One answer, whatever the reason."""


def propose(
    service_request: ServiceRequest, *, user: User | None, reason: str, by: Viewer
) -> ServiceRequest:
    """The proposed one hears of kind, place and day, and nothing of whose door it is. Numbers
    that lead to nobody are counted: whoever tries many is not looking for help."""
    since = timezone.now() - timedelta(days=1)
    tried = AuditEvent.objects.filter(actor=by.user_id, verb=IN_VAIN, at__gte=since)
    if tried.count() >= TRIES:
        raise DomainError(_("今天试过好几位了，请交回社区再找人"), code="enough")
    try:
        return _propose(service_request, user, reason, by)
    except NobodyError:
        audit.record(IN_VAIN, service_request, actor=by.user, scope=service_request.community_id)
        raise


@transaction.atomic
def _propose(
    service_request: ServiceRequest, user: User | None, reason: str, by: Viewer
) -> ServiceRequest:
    row = lock(service_request)
    may(row, "propose", by=by)
    if not reason.strip():
        raise DomainError(_("请写为什么请人替"), field="reason")
    _in_person(row, by)
    square_first(row)
    if row.offers.waiting().exists():
        raise DomainError(_("已经问了一位，等他回"), code="asked_already")
    before = RequestEvent.objects.filter(service_request=row, epoch=row.epoch, step="propose")
    if before.count() >= MOST:
        raise DomainError(_("已经问过 {n} 位，请交回社区再找人").format(n=MOST), code="enough")
    person, why = _may_be_asked(row, user, by)
    now = timezone.now()
    offer = Offer.objects.create(
        community_id=row.community_id,
        service_request=row,
        user=person,
        sent_by=by.actor,
        why=why,
        sent_at=now,
        expires_at=offering.until(row, now),
    )
    return move_on(row, "propose", by=by, note=reason, data={"offers": [offer.pk]}).service_request


@transaction.atomic
def stand_in(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """From here he leads; who led until now is free, and nothing is counted against him."""
    row = lock(service_request)
    may(row, "stand_in", by=by)
    if not by.is_staff:
        has_room(row, by)
    offer = row.offers.waiting().of_user(by).get()
    before = row.parties.standing().leads().get()
    lane = Lane(before.lane) if by.is_staff else lane_of(row, by)
    data = {"lane": lane, "offers": [offer.pk]}
    moved = move_on(row, "stand_in", by=by, data=data).service_request
    answer(moved, by, Offer.Answer.ACCEPTED)
    helping = moved.parties.standing().filter(role=Role.HELPER).of_user(by)
    helping.update(ended_at=timezone.now(), why_ended="stand_in")
    who = Who(lane, user=by.actor, reason="；".join(offer.why)[:300])  # data
    party = name_lead(moved, who, Via.ASSIGNED if by.is_staff else Via.OFFERED, why="stand_in")
    party.signed_at = timezone.now()
    party.save(update_fields=["signed_at"])
    return moved


@transaction.atomic
def turn_down(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    row = lock(service_request)
    moved = move_on(row, "turn_down", by=by).service_request
    answer(row, by, Offer.Answer.DECLINED)
    return moved


def _in_person(row: ServiceRequest, by: Viewer) -> None:
    if not row.parties.standing().leads().of_user(by).exists():
        raise DomainError(_("单位承办的，请在单位里换人"), code="of_an_office")


def _may_be_asked(row: ServiceRequest, user: User | None, by: Viewer) -> tuple[User, list[str]]:
    """A colleague by a colleague; a volunteer by whom the desk could ask him as well. To who
    proposes, one answer whatever the reason: nobody looks people up by it."""
    nobody = NobodyError(
        _("这位现在请不了。请找本社区在册、能接这类事的志愿者，或者交回社区"), field="who"
    )
    if user is None or user.pk in (by.user_id, row.reporter_id):
        raise nobody
    if interests.barred(row).filter(pk=user.pk).exists():
        raise nobody
    if by.is_staff:
        return user, [_("接了的人请他替")]
    volunteers = Volunteer.objects.active().filter(user=user, community_id=row.community_id)
    chosen = offering.lock_people(row, list(volunteers.values_list("pk", flat=True)))
    found = rank(row, only=[one.pk for one in chosen]).candidates
    if not found:
        raise nobody
    return user, [_("接了的人请他替"), *found[0].reasons]
