"""Who speaks for which organisation, and who may end it."""

from django.shortcuts import get_object_or_404

from accounts.roles import ORG_MANAGER
from accounts.viewer import Viewer
from communities.actions.roles import may_give
from organizations.models import Organization, OrganizationScope


def get_kept(viewer: Viewer, pk: int) -> OrganizationScope:
    """A manager in office, of an organisation whose register this viewer keeps."""
    scopes = OrganizationScope.objects.in_force().filter(
        organization__in=Organization.objects.kept_by(viewer).values("pk")
    )
    return get_object_or_404(scopes.select_related("organization__area", "grant__user"), pk=pk)


def may_dismiss(viewer: Viewer, organization: Organization) -> bool:
    return may_give(ORG_MANAGER, [organization.area], viewer)
