"""Where somebody may register an organisation, and the sector committees he may name."""

from django.db.models import Q, QuerySet

from accounts.viewer import Viewer
from communities.models import Area, Level
from organizations.access import keeps_register, paths_of, works_in_a_place
from organizations.kinds import Kind
from organizations.models import Organization

LEVELS = [Level.COMMUNITY, Level.STREET, Level.DISTRICT]


def places_for(viewer: Viewer) -> "QuerySet[Area]":
    """A keeper: his places and those below. Who only proposes: his own community."""
    areas = Area.objects.filter(level__in=LEVELS, is_active=True).order_by("path")
    if keeps_register(viewer):
        return areas.filter(_below(viewer))
    if works_in_a_place(viewer):
        return areas.filter(pk__in=viewer.community_ids)
    return areas.none()


def sectors_for(viewer: Viewer) -> "QuerySet[Organization]":
    """Sector committees stand at a district or a street: above one's places."""
    committees = Organization.objects.standing().filter(kind=Kind.SECTOR_COMMITTEE)
    return committees.visible_to(viewer).order_by("name_key")


def _below(viewer: Viewer) -> Q:
    rule = Q(pk__in=[])
    for path in paths_of(viewer):
        rule |= Q(path__startswith=path)
    return rule


def service_places_for(viewer: Viewer, organization: Organization) -> "QuerySet[Area]":
    """Where it may be said to work: the keeper's places and, around them, whatever the
    organisation named before. Somebody else's communities are theirs to add."""
    named = organization.service_areas.values("area_id")
    areas = Area.objects.filter(level__in=LEVELS, is_active=True)
    return areas.filter(_below(viewer) | Q(pk__in=named) | Q(pk=organization.area_id)).order_by(
        "path"
    )
