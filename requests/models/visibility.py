"""Who reads a request, in one place: its people, the desk on its tier, never whom it is about.

A complaint about a grid worker has its floor at the community, one about the community's staff
at the street: below the floor it does not exist. Above the community a request shows only once
it was sent up there.
"""

from django.db.models import Q

from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from requests.models.parties import Party, Recusal
from requests.tiers import Tier, tier_of
from requests.workflow import Kind

__all__ = ["Viewer", "keeps", "reads"]

BLOWN = (Kind.REPORT,)
"""Not for the grid: who reports wrongdoing must not meet it at his own door."""


def reads(viewer: Viewer) -> Q:
    """Rows of requests this viewer may open."""
    rule = keeps(viewer)
    if viewer.user_id is not None:
        rule |= Q(
            pk__in=Party.objects.standing().working().of_user(viewer).values("service_request")
        )
    if viewer.user_id is not None and not viewer.is_staff:
        rule |= Q(reporter_id=viewer.user_id)
        rule |= Q(resident_id__in=viewer.resident_ids | viewer.acts_for, is_confidential=False)
    if viewer.organization_ids or viewer.department_ids:
        office = Party.objects.standing().working().of_office(viewer)
        rule |= Q(pk__in=office.values("service_request"))
    return rule


def keeps(viewer: Viewer) -> Q:
    """Those the viewer's desk works on."""
    tier = tier_of(viewer)
    if tier is None or viewer.sleeping:
        return NOTHING
    rule = reaches(viewer) & Q(floor__lte=tier)
    rule &= ~Q(pk__in=Recusal.objects.filter(user_id=viewer.user_id or 0).values("service_request"))
    if tier == Tier.GRID:
        rule &= ~Q(kind__in=BLOWN)
    if tier >= Tier.STREET:
        rule &= Q(level__gte=tier)
    return rule
