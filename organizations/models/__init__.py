from organizations.models.organizations import ContactPerson, Organization, ServiceArea
from organizations.models.scopes import OrganizationScope
from organizations.models.services import (
    Audience,
    OfferedService,
    ServiceDomain,
    Weekday,
)

__all__ = [
    "Audience",
    "ContactPerson",
    "OfferedService",
    "Organization",
    "OrganizationScope",
    "ServiceArea",
    "ServiceDomain",
    "Weekday",
]
