"""What was done by neighbours of their own will becomes hours in the register of volunteers."""

from django.db.models import Q

from requests.models import ServiceRequest
from requests.models.parties import Lane, Via
from requests.words import what_of
from requests.workflow import STEPS
from volunteers.actions.hours import Deed, forget_deed, note_deed
from volunteers.models import Source

OWN_WILL = Q(lane__in=[Lane.LEAD, Lane.SELFHELP]) | Q(via__in=[Via.OFFERED, Via.POOL])
ANEW = "诉求退回重办，等再次办结"  # data: the reason in the register


TOUCHING = {"complete", *(step.name for step in STEPS if step.clocks.restart)}


def touches_hours(step: str) -> bool:
    """Much is told of an order that is no step of the table: a reminder, a word, an advance."""
    return step in TOUCHING


def settle(request_id: int) -> None:
    """Read from how it stands, so twice, or late, is as good as once."""
    row = ServiceRequest.objects.select_related("item").get(pk=request_id)
    for epoch in range(1, row.epoch):
        forget_deed(Source.ORDER, _reference(row, epoch), reason=ANEW)
    if row.completed_at is None:
        return
    parties = row.parties.working().filter(OWN_WILL, user__isnull=False)
    here = parties.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=row.completed_at))
    for party in here.order_by("pk"):
        deed = Deed(
            source=Source.ORDER,
            reference=_reference(row, row.epoch),
            community_id=row.community_id,
            what=what_of(row),
            begun_at=party.since,
            ended_at=row.completed_at,
            usual=row.item.minutes if row.item else None,
        )
        note_deed(deed, [party.user_id or 0])


def _reference(row: ServiceRequest, epoch: int) -> str:
    return f"{row.pk}.{epoch}"
