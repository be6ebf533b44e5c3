"""Counted hours on the service card of a checked-in member, and in the letter to his unit."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from core import scope
from organizations.models import MemberCheckin
from organizations.served import Served, tells_service
from volunteers.models import ServiceRecord


@tells_service
def counted_hours(
    checkins: Sequence[MemberCheckin], first: date, last: date
) -> Iterator[tuple[int, Served]]:
    """As a member, or as the volunteer he is there, too. Who asks was given the check-ins, so it is
    read where they stand."""
    own = {(row.community_id, row.user_id): row.pk for row in checkins if row.user_id is not None}
    known = {row.pk for row in checkins}
    people = [user for _community, user in own]
    with scope.entered({row.community_id for row in checkins}):
        rows = ServiceRecord.objects.counted().filter(
            Q(member__in=known) | Q(volunteer__user__in=people),
            begun_at__date__range=(first, last),
        )
        for row in rows.select_related("volunteer").order_by("begun_at", "pk"):
            pk = row.member_id
            if row.volunteer is not None and row.volunteer.user_id is not None:
                pk = own.get((row.community_id, row.volunteer.user_id))
            if pk is not None:
                yield pk, Served(timezone.localdate(row.begun_at), row.what, row.minutes)
