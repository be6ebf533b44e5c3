"""What the organisations and units one speaks for do here, in every state."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from activities.models import Activity
from communities.models import Area
from organizations.models import Organization, ServiceArea

SHOWN = 50


def plans_for_a_unit(viewer: Viewer) -> bool:
    return bool(viewer.organization_ids) and viewer.role.reach.is_office and not viewer.sleeping


def ours(viewer: Viewer) -> list[Activity]:
    if not plans_for_a_unit(viewer):
        raise Http404
    rows = _own(viewer).select_related("community", "organization")
    return list(rows.order_by("-starts_at", "-pk")[:SHOWN])


def get_ours(viewer: Viewer, pk: int) -> Activity:
    if not plans_for_a_unit(viewer):
        raise Http404
    beside = ("community", "organization", "leader", "host", "host_unit")
    rows = _own(viewer).select_related(*beside)
    return get_object_or_404(rows, pk=pk)


def units(viewer: Viewer) -> "QuerySet[Organization]":
    rows = Organization.objects.active().filter(pk__in=viewer.organization_ids)
    return rows.order_by("name_key", "pk")


def places(viewer: Viewer) -> "QuerySet[Area]":
    """Where they stand, and where they say that they work."""
    rule = Q(pk__in=[])
    own = Organization.objects.filter(pk__in=viewer.organization_ids).select_related("area")
    served = ServiceArea.objects.filter(organization__in=own).select_related("area")
    for area in {*(unit.area for unit in own), *(row.area for row in served)}:
        rule |= Q(path__startswith=area.path)
    return Area.objects.communities().filter(rule).order_by("path")


def _own(viewer: Viewer) -> "QuerySet[Activity]":
    return Activity.objects.filter(organization__in=viewer.organization_ids, helpers_only=False)
