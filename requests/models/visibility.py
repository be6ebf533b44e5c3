"""Who reads a request, in one place: its people, the desk on its tier, never whom it is about
nor who has an interest of his own in it.

A complaint about a grid worker has its floor at the community, one about the community's staff
at the street: below the floor it does not exist. Above the community a request shows only once
it was sent up there.
"""

from django.db.models import Q

from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models import Authority, Binding, Resident
from requests.models.interests import Against, SealedAuthor
from requests.models.offers import Offer
from requests.models.parties import Party, Recusal
from requests.models.protective import ProtectiveCase
from requests.tiers import Tier, tier_of
from requests.workflow import Kind

__all__ = ["Viewer", "apart", "keeps", "reads"]

BLOWN = (Kind.REPORT,)
"""Not for the grid: who reports wrongdoing must not meet it at his own door."""


def reads(viewer: Viewer) -> Q:
    """Rows of requests this viewer may open."""
    if viewer.user_id is None:
        return keeps(viewer)
    working = Party.objects.standing().working()
    part = Q(pk__in=working.of_user(viewer).values("service_request"))
    if viewer.organization_ids or viewer.department_ids:
        part |= Q(pk__in=working.of_office(viewer).values("service_request"))
    if viewer.is_staff:  # a colleague asked to stand in reads what it is before he says yes
        part |= Q(pk__in=Offer.objects.waiting().of_user(viewer).values("service_request"))
    rule = (_on_the_desk(viewer) | part) & ~apart(viewer)
    rule |= Q(pk__in=ProtectiveCase.objects.in_the_hands_of(viewer).values("service_request"))
    if not viewer.is_staff:
        rule |= Q(reporter_id=viewer.user_id)
        rule |= Q(pk__in=SealedAuthor.objects.filter(user=viewer.user).values("service_request"))
        rule |= Q(resident_id__in=viewer.resident_ids | viewer.acts_for, is_confidential=False)
    return rule


def keeps(viewer: Viewer) -> Q:
    """Those the viewer's desk works on."""
    return _on_the_desk(viewer) & ~apart(viewer)


def _on_the_desk(viewer: Viewer) -> Q:
    tier = tier_of(viewer)
    if tier is None or viewer.sleeping:
        return NOTHING
    rule = reaches(viewer) & Q(floor__lte=tier, is_protective=False)
    if tier == Tier.GRID:
        rule &= ~Q(kind__in=BLOWN)
    if tier >= Tier.STREET:
        rule &= Q(level__gte=tier)
    return rule


def apart(viewer: Viewer) -> Q:
    """Where somebody has an interest of his own: what he asked for himself, what his household or
    those he acts for need, what is said of him or of his unit, what he recused himself from.

    `requests.interests.barred` is the same rule, seen from the request.
    """
    user_id = viewer.user_id or 0
    bound = Binding.objects.standing().filter(user_id=user_id)
    own = bound.values("resident")
    homes = bound.filter(resident__household__isnull=False).values("resident__household")
    # a union and not an OR, which would read every resident
    near = own.union(Resident.objects.filter(household__in=homes).values("pk"))
    acted_for = Authority.objects.in_force().filter(user_id=user_id).values("resident")
    return (
        Q(reporter_id=user_id)
        | Q(resident__in=near)
        | Q(resident__in=acted_for)
        | Q(pk__in=Against.objects.of(viewer).values("service_request"))
        | Q(pk__in=Recusal.objects.filter(user_id=user_id).values("service_request"))
    )
