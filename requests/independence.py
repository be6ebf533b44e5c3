"""Who may ask the person served how it was: nobody who had a hand in it, nor any of his team."""

from django.db.models import Q

from accounts.models import RoleGrant
from accounts.viewer import Viewer
from communities.models import DepartmentScope
from organizations.models import OrganizationScope
from requests.models import Party, RequestEvent, ServiceRequest
from volunteers.models import TeamMembership

DISPATCHING = ("assign", "pool", "call", "rotate", "offer", "transfer")


def is_independent(viewer: Viewer, row: ServiceRequest) -> bool:
    """Neither worked on it nor sent it to who did, in any epoch, nor is of their teams."""
    if Party.objects.working().filter(service_request=row).of_user(viewer).exists():
        return False
    senders = _senders(row)
    return viewer.user_id not in senders and not _same_team(viewer, row, senders)


def _senders(row: ServiceRequest) -> set[int]:
    events = RequestEvent.objects.filter(service_request=row, step__in=DISPATCHING)
    return {pk for pk in events.values_list("actor_id", flat=True) if pk}


def _same_team(viewer: Viewer, row: ServiceRequest, senders: set[int]) -> bool:
    """Team mates of the volunteers who did it and of who sent it, the other workers of their grid,
    and whoever speaks for the office that did it, in any role."""
    worked = list(
        Party.objects.working()
        .filter(service_request=row)
        .values_list("user_id", "organization_id", "department_id")
    )
    users = senders | {user for user, _organization, _department in worked if user}
    organizations = {organization for _user, organization, _department in worked if organization}
    departments = {department for _user, _organization, department in worked if department}
    return (
        _in_a_team(viewer, users)
        or _in_a_grid(viewer, users)
        or _in_an_office(viewer, organizations, departments)
    )


def _in_a_team(viewer: Viewer, users: set[int]) -> bool:
    if not users:
        return False
    members = TeamMembership.objects.standing()
    theirs = members.filter(volunteer__user_id__in=users).values("team_id")
    return members.filter(volunteer__user_id=viewer.user_id or 0, team_id__in=theirs).exists()


def _in_a_grid(viewer: Viewer, users: set[int]) -> bool:
    """Two or three who share a grid share its work, too."""
    if not users or not viewer.is_grid_bound:
        return False
    theirs = RoleGrant.objects.in_force().filter(user_id__in=users)
    return theirs.filter(area_scopes__area_id__in=viewer.grid_ids).exists()


def _in_an_office(viewer: Viewer, organizations: set[int], departments: set[int]) -> bool:
    if not organizations and not departments:
        return False
    offices = Q(
        pk__in=OrganizationScope.objects.filter(organization_id__in=organizations).values("grant")
    ) | Q(pk__in=DepartmentScope.objects.filter(department_id__in=departments).values("grant"))
    return RoleGrant.objects.in_force().filter(offices, user_id=viewer.user_id or 0).exists()
