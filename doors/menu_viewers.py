"""Whom an entry of the menu is for: what somebody does here, asked of his roles and registers."""

from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, DISPATCHER, PRIVACY_OFFICER, Door
from accounts.viewer import Viewer
from communities.models.duty import READ
from communities.models.notices import WRITERS
from communities.queries import departments
from insights.access import looks_at_figures
from organizations.queries.organizations import has_register
from organizations.queries.social_workers import sees_workers
from requests.keys import may_issue
from requests.listing import may_release
from requests.tiers import Tier, tier_of


def guest(viewer: Viewer) -> bool:
    return not viewer.is_signed_in


def signed_in(viewer: Viewer) -> bool:
    return viewer.is_signed_in


def browses(viewer: Viewer) -> bool:
    return viewer.role.browses_residents and not viewer.sleeping


def sees_all_grids(viewer: Viewer) -> bool:
    return browses(viewer) and not viewer.is_grid_bound


def keeps_registers(viewer: Viewer) -> bool:
    return viewer.role.enters_admin and not viewer.sleeping


def runs_the_office(viewer: Viewer) -> bool:
    return viewer.role.code in {COMMUNITY_STAFF, COMMUNITY_SECRETARY}


def reads_the_roster(viewer: Viewer) -> bool:
    return viewer.is_staff and viewer.role.code in READ and not viewer.sleeping


def reads_departments(viewer: Viewer) -> bool:
    return departments.reads(viewer)


def writes_notices(viewer: Viewer) -> bool:
    return viewer.role.code in WRITERS and not viewer.sleeping


def appoints(viewer: Viewer) -> bool:
    return bool(viewer.role.grants) and not viewer.sleeping


def works_on_a_grid(viewer: Viewer) -> bool:
    return viewer.is_grid_bound and bool(viewer.area_ids)


def holds_a_post(viewer: Viewer) -> bool:
    return viewer.is_staff


def keeps_requests(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and tier_of(viewer) is not None


def lets_programs_in(viewer: Viewer) -> bool:
    return viewer.is_staff and may_issue(viewer)


def guards_people(viewer: Viewer) -> bool:
    return keeps_requests(viewer) and not viewer.is_grid_bound


def reads_results(viewer: Viewer) -> bool:
    return keeps_requests(viewer) and (tier_of(viewer) or 0) >= Tier.COMMUNITY


def releases_lists(viewer: Viewer) -> bool:
    return may_release(viewer)


def starts_here(viewer: Viewer) -> bool:
    return viewer.is_staff and viewer.role.door == Door.DESK


def guards_privacy(viewer: Viewer) -> bool:
    guards = {COMMUNITY_SECRETARY, PRIVACY_OFFICER}
    return viewer.role.code in guards and not viewer.sleeping


def has_figures(viewer: Viewer) -> bool:
    return looks_at_figures(viewer) and bool(viewer.area_ids)


def has_something_to_find(viewer: Viewer) -> bool:
    """Holds one of the registers the search looks through; each finder keeps to his own."""
    registers = (browses, has_register, sees_workers, reads_departments, keeps_requests)
    return viewer.is_staff and any(holds(viewer) for holds in registers)


def speaks_for_a_unit(viewer: Viewer) -> bool:
    return bool(viewer.organization_ids)


def hears_reports(viewer: Viewer) -> bool:
    return viewer.role.manages_registers or viewer.role.code == DISPATCHER
