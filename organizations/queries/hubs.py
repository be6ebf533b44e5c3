"""Who belongs to which hub, and who may say so."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from organizations.access import keeps_place
from organizations.hub_workflow import TAKE, MembershipStatus
from organizations.kinds import Family
from organizations.models import HubMembership, Organization
from organizations.queries.organizations import has_register
from organizations.workflow import Status

SHOWN = 200


def memberships(viewer: Viewer, organization: Organization) -> list[HubMembership]:
    """Of a hub its members and who asks; of another its own line. Members in the order they came,
    who asks first."""
    if organization.family != Family.SOCIAL:
        return []
    rows = HubMembership.objects.visible_to(viewer).open()
    rows = rows.filter(Q(hub=organization) | Q(member=organization))
    rows = rows.select_related("hub__area", "member__area").order_by("status", "since", "pk")
    found = list(rows[:SHOWN])
    organization.in_hub = any(row.member_id == organization.pk for row in found)
    return found


def told(organization: Organization) -> list[HubMembership]:
    """For everybody."""
    if organization.family != Family.SOCIAL:
        return []
    rows = HubMembership.objects.standing().select_related("hub", "member")
    rows = rows.filter(Q(hub=organization) | Q(member=organization))
    return list(rows.filter(hub__status=Status.ACTIVE, member__status=Status.ACTIVE)[:SHOWN])


def get_membership(viewer: Viewer, pk: int) -> HubMembership:
    if not has_register(viewer) or viewer.sleeping:
        raise Http404
    rows = HubMembership.objects.manageable_by(viewer)
    return get_object_or_404(rows.select_related("hub__area", "member__area"), pk=pk)


def to_choose() -> "QuerySet[Organization]":
    return Organization.objects.active().filter(is_hub=True).order_by("name_key", "pk")


def may_ask(_viewer: Viewer, organization: Organization) -> bool:
    """Its manager, and who keeps the register; as long as it belongs to none."""
    works_inside = organization.is_kept or organization.is_own
    social = organization.family == Family.SOCIAL and organization.status == Status.ACTIVE
    return works_inside and social and not (organization.is_hub or organization.in_hub)


def may_answer(viewer: Viewer, row: HubMembership) -> bool:
    """The hub."""
    return row.status in TAKE.sources and _speaks(viewer, row.hub)


def may_take_back(viewer: Viewer, row: HubMembership) -> bool:
    """Who asked, as long as nobody has answered."""
    return row.status in TAKE.sources and _speaks(viewer, row.member)


def may_leave(viewer: Viewer, row: HubMembership) -> bool:
    """The member; who speaks for both ends it in its name."""
    return row.status == MembershipStatus.MEMBER and _speaks(viewer, row.member)


def may_end(viewer: Viewer, row: HubMembership) -> bool:
    """The hub."""
    member = row.status == MembershipStatus.MEMBER
    return member and _speaks(viewer, row.hub) and not _speaks(viewer, row.member)


def _speaks(viewer: Viewer, organization: Organization) -> bool:
    own = organization.pk in viewer.organization_ids
    return (own and not viewer.sleeping) or keeps_place(viewer, organization.area)
