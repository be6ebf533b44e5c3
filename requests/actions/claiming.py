"""接: a volunteer takes it with one tap. Exactly one gets it, the others hear a kind word."""

from contextlib import nullcontext

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from organizations.models import MemberCheckin
from requests.actions.calling import go_on_after_no
from requests.actions.dispatch import Who, party_of
from requests.actions.moving import lock, may, move_on
from requests.duties import Known
from requests.limits import beyond, in_hand, limits_of
from requests.models import Offer, ServiceRequest
from requests.models.parties import Lane, Role, Via
from requests.workflow import Status
from volunteers.models import Volunteer


def claim(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """From the pool, or as the answer to an offer; either way of his own will. Who never got the
    answer and taps again finds that it is his."""
    # Whatever can be refused is refused before a row is written: within a request's transaction it
    # needs no savepoint, and its last rows go with the answer to the tap (core.together).
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        return _claimed(lock(service_request), by)


def _claimed(row: ServiceRequest, by: Viewer) -> ServiceRequest:
    if _is_his_already(row, by):
        return row
    _still_to_be_had(row)
    own = has_room(row, by)
    offer = _waiting(row, by)
    lane = lane_of(row, by)
    who = Who(lane, user=by.actor, reason=_reason(offer))
    party = party_of(row, who, Role.LEAD, Via.OFFERED if offer else Via.POOL)
    party.signed_at = timezone.now()
    # he may: asked before the offer is answered, which must not stand as lapsed either
    duty = may(row, "claim", by=by, known=Known(volunteer=own))
    if offer is not None:
        _answer(offer, Offer.Answer.ACCEPTED)
    data = {"lane": lane}
    return move_on(row, "claim", by=by, data=data, beside=[party], duty=duty).service_request


@transaction.atomic
def decline(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """Not this time: no reason is asked, nothing is counted against him."""
    row = lock(service_request)
    if answer(row, by, Offer.Answer.DECLINED) is None:
        raise DomainError(_("这次邀请已经过了，不用回了"), code="no_offer")
    moved = move_on(row, "decline", by=by).service_request
    go_on_after_no(moved)
    return moved


def _is_his_already(row: ServiceRequest, by: Viewer) -> bool:
    if row.status == Status.POOLED:
        return False
    own = row.parties.standing().leads().of_user(by)
    return own.filter(via__in=[Via.POOL, Via.OFFERED]).exists()


def _still_to_be_had(row: ServiceRequest) -> None:
    if row.status == Status.POOLED:
        return
    if row.parties.standing().leads().exists():
        raise DomainError(_("刚有人接走了，谢谢您。下次还来问您"), code="taken")
    raise DomainError(_("这件事社区收回去了，谢谢您"), code="moved_on")


def lane_of(row: ServiceRequest, by: Viewer) -> Lane:
    """领办 by a Party member who checked in here, 互助自办 by any other neighbour."""
    member = MemberCheckin.objects.serving().filter(
        user_id=by.user_id or 0, community=row.community_id
    )
    return Lane.LEAD if member.exists() else Lane.SELFHELP


def has_room(row: ServiceRequest, by: Viewer) -> Volunteer | None:
    """Two taps on two requests at once count one after the other: his own row is locked."""
    own = Volunteer.objects.select_for_update(of=("self",), no_key=True)
    volunteer = own.filter(user_id=by.user_id or 0).first_with_skills()
    if volunteer is None:
        return None  # the table says who may take it at all
    most = limits_of(row.community).volunteer
    if full := beyond(in_hand([by.user_id or 0])[by.user_id or 0], most):
        raise DomainError(_("{full}。先把手上的做完，谢谢您").format(full=full), code="full")
    return volunteer


def answer(row: ServiceRequest, by: Viewer, said: Offer.Answer) -> Offer | None:
    offer = _waiting(row, by)
    if offer is not None:
        _answer(offer, said)
    return offer


def _waiting(row: ServiceRequest, by: Viewer) -> Offer | None:
    return row.offers.waiting().of_user(by).first()


def _answer(offer: Offer, said: Offer.Answer) -> None:
    offer.answer, offer.answered_at = said, timezone.now()
    offer.save(update_fields=["answer", "answered_at"])


def _reason(offer: Offer | None) -> str:
    return "；".join(offer.why)[:300] if offer else ""  # data
