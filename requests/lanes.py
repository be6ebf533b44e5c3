"""Who stands in each of the five lanes of a community: asked before a rule points at nobody."""

from collections.abc import Iterable
from typing import Any

from accounts.models import RoleGrant
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER
from organizations.models import MemberCheckin, Stationing, UnitCheckin
from requests.models.parties import Lane
from volunteers.models import Volunteer

HOSTS = (COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER)


def manned(communities: Iterable[int]) -> dict[Lane, set[int]]:
    """For each lane the communities in which somebody stands: one statement per lane."""
    here = list(communities)
    hosts = RoleGrant.objects.in_force().filter(
        role__in=HOSTS, user__is_active=True, area_scopes__area__community_id__in=here
    )
    found: dict[Lane, Iterable[int | None]] = {
        Lane.HOST: hosts.values_list("area_scopes__area__community_id", flat=True).distinct(),
        Lane.LEAD: _at(MemberCheckin.objects.serving(), here),
        Lane.ASSIST: _at(UnitCheckin.objects.accepted(), here),
        Lane.COHANDLE: _at(Stationing.objects.on(), here),
        Lane.SELFHELP: _at(Volunteer.objects.active(), here),
    }
    return {lane: {pk for pk in rows if pk} for lane, rows in found.items()}


def _at(rows: Any, here: list[int]) -> Any:
    at = rows.filter(community__in=here).order_by()
    return at.values_list("community_id", flat=True).distinct()
