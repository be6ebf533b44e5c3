"""How much open work somebody may have in hand at once: data of the place's dispatch catalogue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Area
from core.reference import kept
from organizations.models import Organization
from requests.models import DispatchCatalogue, Party
from requests.workflow import Status

IN_HAND = (Status.ASSIGNED, Status.IN_PROGRESS, Status.SUSPENDED)
"""What was done and waits to be rated is in nobody's hand."""


@dataclass(frozen=True)
class Limits:
    volunteer: int = 3
    staff: int = 40
    cash: int = 300
    """Yuan of one errand that may be with the helper, or laid out by him."""


@kept
def limits_of(community: Area) -> Limits:
    """The nearest catalogue in force says it."""
    path = community.ancestor_ids
    rows = DispatchCatalogue.objects.in_force().filter(Q(area__isnull=True) | Q(area_id__in=path))
    known = rows.values_list("area_id", "volunteer_cap", "staff_cap", "cash_cap")
    nearest = max(known, key=lambda one: path.index(one[0]) if one[0] else -1, default=None)
    return Limits(*nearest[1:]) if nearest else Limits()


def in_hand(users: Iterable[int]) -> Counter[int]:
    """Requests each of them leads or helps with and has not done yet, in one statement."""
    working = (
        Party.objects.standing()
        .working()
        .filter(user_id__in=list(users), service_request__status__in=IN_HAND)
    )
    return Counter(pk for pk in working.values_list("user_id", flat=True) if pk)


def beyond(count: int, most: int) -> str:
    """Empty while there is room."""
    return _("手上已有 {n} 件，到上限了").format(n=count) if count >= most else ""


def taken_this_week(organizations: Iterable[int]) -> Counter[int]:
    """Requests each organisation was given in the last seven days."""
    since = timezone.now() - timedelta(days=7)
    rows = Party.objects.leads().filter(organization_id__in=list(organizations), since__gte=since)
    return Counter(pk for pk in rows.values_list("organization_id", flat=True) if pk)


def weekly_capacity(organization: Organization) -> int | None:
    """What it said itself, over all its services; nothing said is no limit."""
    offered = organization.services.filter(is_active=True)
    total: int | None = offered.aggregate(n=Sum("weekly_capacity"))["n"]
    return total


def full_this_week(organization: Organization) -> str:
    most = weekly_capacity(organization)
    taken = taken_this_week([organization.pk])[organization.pk]
    if most is None or taken < most:
        return ""
    return _("这周已接 {n} 单，到了它说的每周 {most} 单").format(n=taken, most=most)
