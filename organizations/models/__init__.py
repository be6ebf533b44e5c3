from organizations.models.checkins import MemberCheckin, PostClass, TimeSlot, UnitCheckin
from organizations.models.organizations import ContactPerson, Organization, ServiceArea
from organizations.models.reviews import OrganizationReview
from organizations.models.scopes import OrganizationScope
from organizations.models.services import (
    Audience,
    OfferedService,
    ServiceDomain,
    Weekday,
)
from organizations.models.social_workers import SocialWorker, Stationing

__all__ = [
    "Audience",
    "ContactPerson",
    "MemberCheckin",
    "OfferedService",
    "Organization",
    "OrganizationReview",
    "OrganizationScope",
    "PostClass",
    "ServiceArea",
    "ServiceDomain",
    "SocialWorker",
    "Stationing",
    "TimeSlot",
    "UnitCheckin",
    "Weekday",
]
