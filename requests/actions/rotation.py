"""值班的人轮流: whoever is on duty now and had his last turn longest ago."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Area
from communities.queries.duty import on_duty
from core.exceptions import DomainError
from requests.actions.dispatch import Who, name_lead
from requests.actions.moving import lock, move_on
from requests.limits import in_hand, limits_of
from requests.models import Party, ServiceRequest
from requests.models.parties import Lane, Via


@transaction.atomic
def rotate(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    row = lock(service_request)
    _one_at_a_time(row)
    user = _next(row)
    who = Who(Lane.HOST, user=user, reason=_("值班轮到他"))
    name_lead(row, who, Via.ROTATION)
    return move_on(row, "rotate", by=by, data={"lane": who.lane}).service_request


def _one_at_a_time(row: ServiceRequest) -> None:
    """Two at once must not both find the same one to be next: the place's row is the turnstile."""
    Area.objects.select_for_update(of=("self",), no_key=True).get(pk=row.community_id)


def _next(row: ServiceRequest) -> User:
    shifts = on_duty(row.community, timezone.now())
    there: dict[int, User] = {
        shift.person.pk: shift.person
        for shift in shifts
        if shift.person is not None and shift.person.pk != row.reporter_id
    }
    if not there:
        raise DomainError(_("现在值班表上没有人，请直接指派"), code="nobody_on_duty")
    busy, most = in_hand(there), limits_of(row.community).staff
    free = [pk for pk in there if busy[pk] < most]
    if not free:
        raise DomainError(_("值班的人手上都满了，请指派别人"), code="full")
    turns = Party.objects.filter(user_id__in=free, via=Via.ROTATION).values_list("user_id")
    last: dict[int, datetime] = dict(turns.annotate(at=Max("since")))
    first = min(free, key=lambda pk: (last[pk].timestamp() if pk in last else 0, pk))
    return there[first]
