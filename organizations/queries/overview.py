"""The register in short, for the desk's morning."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from accounts.viewer import Viewer
from organizations.access import keeps_register
from organizations.models import Organization
from organizations.models.organizations import REMIND_BEFORE
from organizations.queries.organizations import EXPIRED
from organizations.workflow import Status

MOST = 5


@dataclass(frozen=True)
class Ending:
    count: int
    first: date | None
    url: str


def own(viewer: Viewer) -> list[Organization]:
    """What a manager speaks for, with how much of it is on offer."""
    rows = Organization.objects.filter(pk__in=viewer.organization_ids).select_related("area")
    offers = Count("services", filter=Q(services__is_active=True))
    return list(rows.annotate(offers=offers).order_by("name_key"))


def proposed(viewer: Viewer) -> list[Organization]:
    """Waiting for this viewer to look at, not what he proposed himself."""
    if not keeps_register(viewer):
        return []
    rows = Organization.objects.kept_by(viewer).filter(status=Status.PROPOSED)
    return list(rows.exclude(proposed_by_id=viewer.user_id).order_by("pk")[:MOST])


def filings_ending(viewer: Viewer) -> Ending:
    """Of the keepers' own places, or of one's own organisation."""
    soon = timezone.localdate() + REMIND_BEFORE
    rows = Organization.objects.manageable_by(viewer).standing().filter(filed_until__lte=soon)
    found = rows.aggregate(count=Count("pk"), first=Min("filed_until"))
    url = f"{reverse('organizations:register')}?status={EXPIRED}"
    return Ending(found["count"], found["first"], url)
