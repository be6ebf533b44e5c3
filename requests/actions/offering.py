"""邀请: a few fitting volunteers are asked; each may say no, none more often than he allows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.moving import lock, move_on
from requests.models import Offer, ServiceRequest
from requests.ranking import Candidate, is_urgent, rank
from requests.workflow import Status
from volunteers.models import Volunteer

WAIT, WAIT_URGENT = timedelta(hours=24), timedelta(hours=2)
AT_ONCE = 5
"""A small wave: who comes too late should be few."""
BATCH = 200


@transaction.atomic
def offer(
    service_request: ServiceRequest, *, volunteers: Sequence[int], by: Viewer
) -> ServiceRequest:
    """Ask these; whoever may not be asked just now is named with the reason, and nobody is."""
    if not volunteers:
        raise DomainError(_("请选邀请谁"), field="volunteers")
    if len(volunteers) > AT_ONCE:
        raise DomainError(
            _("一次最多邀请 {n} 位，等一等再请下一批").format(n=AT_ONCE), field="volunteers"
        )
    row = lock(service_request)
    if row.status != Status.POOLED:
        raise DomainError(_("这件事现在不在等人接"), code="moved_on")
    chosen = lock_people(row, volunteers)
    now = timezone.now()
    close_overdue(row)
    asked = {one.volunteer.pk: one for one in rank(row, now, only=volunteers).candidates}
    if len(chosen) != len(set(volunteers)) or any(one.pk not in asked for one in chosen):
        raise DomainError(_("选的人里有现在不能邀请的，请看看原因再选"), field="volunteers")
    made = make(row, [asked[one.pk] for one in chosen], now, until(row, now), sent_by=by.actor)
    return move_on(row, "offer", by=by, data={"offers": [one.pk for one in made]}).service_request


def make(
    row: ServiceRequest, chosen: list[Candidate], now: datetime, ends: datetime, *, sent_by: User
) -> list[Offer]:
    """The rows themselves; who may be asked was looked at under the lock."""
    return Offer.objects.bulk_create(
        Offer(
            community_id=row.community_id,
            service_request=row,
            user=one.volunteer.user,
            sent_by=sent_by,
            why=list(one.reasons),
            sent_at=now,
            expires_at=ends,
        )
        for one in chosen
    )


def lock_people(row: ServiceRequest, volunteers: Sequence[int]) -> list[Volunteer]:
    """Two desks that ask the same person at once count his offers one after the other."""
    return list(
        Volunteer.objects.select_for_update(of=("self",))
        .filter(pk__in=volunteers, community_id=row.community_id)
        .order_by("pk")
    )


def lapse_overdue(*, batch: int = BATCH) -> int:
    """Offers nobody answered; the request stays where it is and others may be asked."""
    done = 0
    while done < batch and _lapse_next():
        done += 1
    return done


@transaction.atomic
def _lapse_next() -> bool:
    # The request first, as everybody who moves it does: then no two wait for each other.
    late = Offer.objects.overdue().order_by("expires_at", "pk").first()
    if late is None:
        return False
    row = lock(ServiceRequest(pk=late.service_request_id))
    closed = close_overdue(row)
    if closed and row.status == Status.POOLED:
        move_on(row, "lapse_offer", by=None, data={"offers": closed})
    return True


def close_overdue(row: ServiceRequest) -> list[int]:
    late = list(row.offers.overdue().values_list("pk", flat=True))
    Offer.objects.filter(pk__in=late).update(answer=Offer.Answer.LAPSED, answered_at=timezone.now())
    return late


def until(row: ServiceRequest, now: datetime) -> datetime:
    end = now + (WAIT_URGENT if is_urgent(row) else WAIT)
    if row.due_at is not None and now < row.due_at < end:
        return row.due_at
    return end
