"""Who may accept gifts: the list at the desk, and whom a form may name."""

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from charity.grounds import KINDS_FOR
from charity.models import Recipient
from organizations.access import keeps_register
from organizations.models import Organization
from organizations.queries.organizations import has_register


def recipients(viewer: Viewer) -> "QuerySet[Recipient]":
    if not has_register(viewer) or not viewer.is_staff or viewer.sleeping:
        raise Http404
    rows = Recipient.objects.visible_to(viewer).select_related("organization__area")
    return rows.order_by(F("ended_on").asc(nulls_first=True), "organization__name_key", "pk")


def get_kept(viewer: Viewer, pk: int) -> Recipient:
    rows = Recipient.objects.manageable_by(viewer).select_related("organization__area")
    return get_object_or_404(rows, pk=pk)


def kept_ids(viewer: Viewer) -> set[int]:
    if not keeps_register(viewer):
        return set()
    return set(Recipient.objects.manageable_by(viewer).values_list("pk", flat=True))


def may_admit(viewer: Viewer) -> bool:
    return keeps_register(viewer)


def candidates(viewer: Viewer) -> "QuerySet[Organization]":
    """In the viewer's register, of a kind that may have such a right, and not on the list yet."""
    kinds = {kind.value for group in KINDS_FOR.values() for kind in group}
    rows = Organization.objects.kept_by(viewer).filter(status="active", kind__in=kinds)
    return rows.filter(recipient__isnull=True).order_by("name_key", "pk")


def to_name(viewer: Viewer) -> "QuerySet[Organization]":
    """Whom a gift of this community may be given to."""
    valid = Recipient.objects.valid().values("organization_id")
    rows = Organization.objects.visible_to(viewer).filter(pk__in=valid)
    return rows.order_by("name_key", "pk")
