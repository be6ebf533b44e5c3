"""What was done earns its household points, by the rule its own community adopted. Nobody types
them: a presence at an activity and hours that count are the record, and who confirmed those
confirmed these."""

from fractions import Fraction

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from activities.models import Attendance, Role
from communities.models import Household
from points.actions import earning
from points.models import Posting
from points.models.rules import Source as Fact
from volunteers.actions import hours, shifts
from volunteers.models import ServiceRecord
from volunteers.workflow import RecordStatus

SERVICE, PRESENCE = "service", "activity"


def for_presence(there: Attendance) -> None:
    """Who came, by the rule of his own place. Who helped has hours, and those count: one deed is
    not rewarded twice. What one hand wrote down from paper earns nothing by itself."""
    if there.how == Attendance.How.PAPER:
        return
    place = there.enrolment
    helped = place.role != Role.PARTICIPANT
    if there.left_at is None or (
        helped and hours.serving(there.community_id, *shifts.who_served(place))
    ):
        return
    home = _home(place.side_id, place.resident_id, place.user_id)
    if home is None:
        return
    earning.earn(
        home,
        Fact.ACTIVITY,
        source_kind=PRESENCE,
        source_reference=str(there.pk),
        happened_on=timezone.localdate(there.came_at),
        reason=place.activity.title,
    )


@transaction.atomic
def for_hours(record_id: int) -> None:
    """As they stand now: what is void meanwhile earns nothing, and waits here for the other."""
    record = hours.lock(ServiceRecord(pk=record_id))
    person = record.person
    home = _home(record.community_id, getattr(person, "resident_id", None), person.user_id)
    if home is None or record.status != RecordStatus.COUNTED:
        return
    earning.earn(
        home,
        Fact.SERVICE,
        source_kind=SERVICE,
        source_reference=str(record.pk),
        happened_on=timezone.localdate(record.begun_at),
        times=Fraction(record.minutes, 60),
        reason=record.what,
        recorded_by=record.recorded_by,
        approved_by=record.decided_by,
    )


def take_back(record_id: int) -> None:
    """The hours are void, so the points they were given for were a mistake."""
    record = ServiceRecord.objects.get(pk=record_id)
    earning.take_back(SERVICE, str(record.pk), reason=record.reason)


def settle(account_id: int) -> None:
    """Points that were held while their hours became void are the household's again: now they are
    taken back."""
    given = Posting.objects.filter(
        account=account_id, kind=Posting.Kind.EARN, source_kind=SERVICE, reversal__isnull=True
    )
    of = [int(number) for number in given.values_list("source_reference", flat=True)]
    for record in ServiceRecord.objects.filter(pk__in=of, status=RecordStatus.VOID).order_by("pk"):
        take_back(record.pk)


def _home(community_id: int, resident_id: int | None, user_id: int | None) -> Household | None:
    """Where he lives, as the register of this community says: of himself, or of his account."""
    if resident_id:
        of = Q(members=resident_id)
    elif user_id:
        of = Q(members__bindings__user=user_id, members__bindings__ended_at__isnull=True)
    else:
        return None
    return Household.objects.present().filter(of, community=community_id).order_by("pk").first()
