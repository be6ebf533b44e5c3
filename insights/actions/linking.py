"""Who of the five took part in what was done lately, and how: worked out every night from the rows.

What is known late (a gift that was used on it, hours that were confirmed, an order opened again) is
counted late: the day it belongs to is restated as long as it is one of the last few weeks. It is a
description. No target stands on it and no place is compared by it, or people would be invited for
the sake of the number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from activities.models import Activity, Enclave, Enrolment
from activities.models.activities import Kind as Occasion
from activities.models.activities import Organizer
from activities.models.enrolments import Role as Part
from activities.workflow import TOOK_PLACE, Asked
from charity.models import Allocation
from core import leader, tally
from core.models import TallyDelta
from insights.models import Linkage
from insights.societies import Society, Tag
from organizations.models import SocialWorker
from requests.models import Party, ServiceRequest, Whistle
from requests.models.parties import Lane
from requests.workflow import ONWARD, Became, Channel, OrderType, Status
from volunteers.models import Shift, Volunteer

DUTY = "insights.link"
BACK = timedelta(days=31)
BATCH = 500
What = Linkage.What


@dataclass
class Found:
    """Of one order or activity."""

    community: int
    on: date
    societies: set[str] = field(default_factory=lambda: {str(Society.COMMUNITY.value)})
    """Whoever it was brought to, or who agreed to it, is in it from the beginning."""
    tags: set[str] = field(default_factory=set)

    def also(self, *societies: Society) -> None:
        self.societies.update(str(one.value) for one in societies)

    def tag(self, *tags: Tag) -> None:
        self.tags.update(str(one.value) for one in tags)


def link(today: date | None = None) -> int:
    """Within a scope of everything, one leader at a time: how many were stated anew."""
    if not leader.am_leader(DUTY):
        return 0
    since = (today or timezone.localdate()) - BACK
    changed = 0
    for pks in _batches(_orders_since(since)):
        changed += _keep(What.ORDER, pks, orders(pks))
    for pks in _batches(_activities_since(since)):
        changed += _keep(What.ACTIVITY, pks, activities(pks))
    return changed


def orders(pks: list[int]) -> dict[int, Found]:
    """By the key of the order; each kind of trace is one statement for all of them."""
    rows = ServiceRequest.objects.filter(pk__in=pks, status=Status.CLOSED, closed_at__isnull=False)
    found = {}
    for row in rows.only(
        "pk", "community_id", "closed_at", "channel", "order_type", "became"
    ).iterator():
        one = found[row.pk] = Found(row.community_id, timezone.localdate(row.closed_at))
        if row.order_type == OrderType.VISION and row.became in ONWARD:
            one.tag(Tag.FUTURE)
        if row.channel == Channel.MEETING or row.became == Became.MEETING:
            one.tag(Tag.COUNSEL)
    _working(found)
    for pk in _given(Allocation.Kind.ORDER, found):
        found[pk].also(Society.CHARITY)
        found[pk].tag(Tag.RESOURCES)
    whistled = Whistle.objects.filter(service_request__in=list(found)).order_by()
    for pk in whistled.values_list("service_request_id", flat=True).distinct():
        found[pk].tag(Tag.PROBLEMS)
    return found


def activities(pks: list[int]) -> dict[int, Found]:
    rows = Activity.objects.filter(pk__in=pks, status__in=TOOK_PLACE).select_related("organization")
    found = {}
    for row in rows.iterator():
        one = found[row.pk] = Found(row.community_id, timezone.localdate(row.starts_at))
        if row.organizer == Organizer.ORGANIZATION and row.organization is not None:
            if row.organization.family == "social":
                one.also(Society.ORGANIZATIONS)
                one.tag(Tag.SERVICES)
            else:
                one.tag(Tag.BRANCHES)
        if row.organizer == Organizer.TEAM:
            one.also(Society.VOLUNTEERS)
            one.tag(Tag.VOLUNTEERING)
        if row.kind == Occasion.TALK:
            one.tag(Tag.COUNSEL)
    _helping(found)
    for pk in _given(Allocation.Kind.ACTIVITY, found):
        found[pk].also(Society.CHARITY)
        found[pk].tag(Tag.RESOURCES)
    agreed = Enclave.objects.filter(activity__in=list(found), status=Asked.AGREED)
    for pk in agreed.values_list("activity_id", flat=True):
        found[pk].tag(Tag.BUILDING)
    for one in found.values():
        if len(one.societies) > 1:
            one.tag(Tag.ACTIVITIES)
    return found


# --- inside ---------------------------------------------------------------------------------------
def _orders_since(day: date) -> list[int]:
    """Closed since then, and what was counted then and stands open again."""
    closed = ServiceRequest.objects.filter(
        status=Status.CLOSED, closed_at__gte=tally.noon(day)
    ).values_list("pk", flat=True)
    known = Linkage.objects.filter(what=What.ORDER, on__gte=day)
    return sorted({*closed, *known.values_list("reference", flat=True)})


def _activities_since(day: date) -> list[int]:
    held = Activity.objects.filter(
        status__in=TOOK_PLACE, helpers_only=False, starts_at__gte=tally.noon(day)
    )
    return sorted(held.values_list("pk", flat=True))


def _batches(pks: list[int]) -> Iterator[list[int]]:
    for n in range(0, len(pks), BATCH):
        yield pks[n : n + BATCH]


def _working(found: dict[int, Found]) -> None:
    """Who led or helped, and by which lane; several who worked on one matter solved it together."""
    hands: dict[int, set[tuple[int | None, int | None, int | None]]] = defaultdict(set)
    rows = (
        Party.objects.working()
        .filter(service_request__in=list(found))
        .select_related("organization")
    )
    parties = list(rows)
    users = {party.user_id for party in parties if party.user_id}
    social = set(SocialWorker.objects.filter(user__in=users).values_list("user_id", flat=True))
    willing = set(Volunteer.objects.filter(user__in=users).values_list("user_id", flat=True))
    for party in parties:
        one = found[party.service_request_id]
        hands[party.service_request_id].add(
            (party.user_id, party.organization_id, party.department_id)
        )
        if party.lane == Lane.LEAD:
            one.tag(Tag.PARTY)
        if party.lane == Lane.ASSIST:
            one.tag(Tag.BRANCHES)
        if party.lane == Lane.COHANDLE:
            one.tag(Tag.SERVICES)
        if party.organization is not None and party.organization.family == "social":
            one.also(Society.ORGANIZATIONS)
        if party.user_id in social:
            one.also(Society.SOCIAL_WORKERS)
        if party.lane == Lane.SELFHELP and party.user_id in willing:
            one.also(Society.VOLUNTEERS)
            one.tag(Tag.VOLUNTEERING)
    for pk, several in hands.items():
        if len(several) > 1:
            found[pk].tag(Tag.PROBLEMS)


def _helping(found: dict[int, Found]) -> None:
    """Residents who organised or helped are volunteers of that day; so is a shift."""
    helped = Enrolment.objects.filter(
        activity__in=list(found),
        role__in=[Part.ORGANIZER, Part.ASSISTANT],
        attendance__isnull=False,
    )
    shifts = Shift.objects.filter(activity__in=list(found))
    for pk in {
        *helped.values_list("activity_id", flat=True),
        *shifts.values_list("activity_id", flat=True),
    }:
        found[pk].also(Society.VOLUNTEERS)
        found[pk].tag(Tag.VOLUNTEERING)
    led = Activity.objects.filter(pk__in=list(found), leader__isnull=False)
    leaders = dict(led.values_list("pk", "leader_id"))
    rows = SocialWorker.objects.filter(user__in=set(leaders.values()))
    social = set(rows.values_list("user_id", flat=True))
    for pk, user in leaders.items():
        if user in social:
            found[pk].also(Society.SOCIAL_WORKERS)


def _given(kind: str, found: Iterable[int]) -> set[int]:
    rows = Allocation.objects.standing().filter(kind=kind, reference__in=list(found))
    return {pk for pk in rows.values_list("reference", flat=True) if pk is not None}


def _keep(what: str, pks: list[int], found: dict[int, Found]) -> int:
    """What was looked at and is not there any more (an order stands open again) is taken back."""
    rows = Linkage.objects.select_for_update().filter(what=what, reference__in=pks)
    known = {row.reference: row for row in rows}
    gone = [row for pk, row in known.items() if pk not in found]
    steps = [step for row in gone for step in _steps(row, -1)]
    Linkage.objects.filter(pk__in=[row.pk for row in gone]).delete()
    changed = len(gone)
    for pk, one in found.items():
        fresh = Linkage(
            what=what,
            reference=pk,
            community_id=one.community,
            on=one.on,
            societies=sorted(one.societies),
            tags=sorted(one.tags),
        )
        old = known.get(pk)
        if old is not None and _says(old) == _says(fresh):
            continue
        if old is not None:
            steps += _steps(old, -1)
            fresh.pk = old.pk
        fresh.save()
        steps += _steps(fresh, 1)
        changed += 1
    tally.add_all(steps)
    return changed


def _says(row: Linkage) -> tuple[object, ...]:
    return row.community_id, row.on, row.societies, row.tags


def _steps(row: Linkage, sign: int) -> list[TallyDelta]:
    at, place = tally.noon(row.on), row.community_id
    whole = {"what": str(row.what), "societies": len(row.societies)}
    return [
        tally.step("insights.linked", place, at, whole, sign),
        *(
            tally.step("insights.linked_society", place, at, {"society": one}, sign)
            for one in row.societies
        ),
        *(tally.step("insights.linked_tag", place, at, {"tag": one}, sign) for one in row.tags),
    ]
