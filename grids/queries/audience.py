"""Whom a notice reaches: the households of a group, a grid, a community; and their leaders."""

from django.db.models import QuerySet

from communities.models import Area, Household, Level, Resident
from grids.models import GroupMembership, TenHouseholdGroup


def households_in(place: TenHouseholdGroup | Area) -> QuerySet[Household]:
    """All households that live in the place today, each once."""
    households = Household.objects.filter(status=Household.Status.PRESENT)
    if isinstance(place, TenHouseholdGroup):
        members = GroupMembership.objects.on().filter(group=place)
        return households.filter(pk__in=members.values("household"))
    if place.level == Level.COMMUNITY:
        return households.filter(community=place)
    return households.filter(grid__path__startswith=place.path)


def leaders_in(place: Area) -> QuerySet[Resident]:
    """The leaders through whom a notice fans out."""
    groups = TenHouseholdGroup.objects.standing().filter(
        grid__path__startswith=place.path, leader_consent_at__isnull=False
    )
    return Resident.objects.present().filter(pk__in=groups.values("leader"))
