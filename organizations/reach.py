"""Tells `communities` which organisations a grant speaks for."""

from collections.abc import Iterable

from accounts.models import RoleGrant
from communities.viewers import finds_organizations
from organizations.models import OrganizationScope


@finds_organizations
def of_grant(grant: RoleGrant) -> Iterable[int]:
    scopes = OrganizationScope.objects.filter(grant=grant)
    return scopes.values_list("organization_id", flat=True)
