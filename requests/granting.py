"""Who may fulfil a wish of the wall, and in which lane: Party members lead, units and
organisations assist, volunteers and neighbours do it among themselves."""

from accounts.viewer import Viewer
from organizations.models import MemberCheckin, Organization
from requests.models import ServiceRequest, Wish
from requests.models.parties import Lane
from requests.workflow import OrderType

PARTNERS = ("partner", "party")


def hangs(row: ServiceRequest) -> bool:
    if row.order_type != OrderType.WISH:
        return False
    return Wish.objects.waiting().filter(service_request=row).exists()


def lane_for(viewer: Viewer, row: ServiceRequest) -> Lane | None:
    """None for volunteers too: they come by the way of every request in the pool."""
    office = office_of(viewer)
    if office is not None:
        return Lane.ASSIST if office.family in PARTNERS else Lane.COHANDLE
    if viewer.is_staff or viewer.user_id is None:
        return None
    member = MemberCheckin.objects.serving().of(viewer).filter(community_id=row.community_id)
    return Lane.LEAD if member.exists() else None


def office_of(viewer: Viewer) -> Organization | None:
    if not viewer.organization_ids or viewer.sleeping:
        return None
    return Organization.objects.filter(pk__in=viewer.organization_ids).order_by("pk").first()
