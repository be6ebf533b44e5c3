"""Who lives here, who works for them, who else takes part."""

from collections.abc import Mapping
from typing import Final

from doors.town.recounts.shape import UNDER, Recount, of, on, within
from insights.societies import Society, Tag


def _told(where: str) -> str:
    """On the day it was written down: the register's own history says when."""
    return of("core_auditevent", f"{within('at')} AND {where}", place="scope")


PEOPLE: Final[Mapping[str, Recount]] = {
    "residents": Recount(of("communities_resident", "status = 'present'"), stands=True),
    "households": Recount(of("communities_household", "status = 'present'"), stands=True),
    "births": Recount(
        _told("verb = 'communities.resident_registered' AND details->>'kind' = 'birth'")
    ),
    "deaths": Recount(
        f"""SELECT ({_told("verb = 'communities.resident_died'")})
        - ({_told("verb = 'communities.death_corrected'")})"""
    ),
    "ten_household_groups": Recount(
        of("grids_tenhouseholdgroup", "dissolved_at IS NULL"), stands=True
    ),
    "group_leaders": Recount(
        of("grids_tenhouseholdgroup", "dissolved_at IS NULL AND leader_consent_at IS NOT NULL"),
        stands=True,
    ),
    "building_heads": Recount(of("grids_buildinghead", "upper_inf(period)"), stands=True),
    "grid_vacancies": Recount(
        of(
            "communities_area g",
            """level = 'grid' AND is_active AND NOT EXISTS (SELECT 1 FROM grids_workerappointment a
            WHERE a.grid_id = g.id AND a.period @> %(today)s::date)""",
        ),
        stands=True,
    ),
    "group_reports": Recount(of("grids_groupreport", within("at"))),
    "group_reports_in_grid_rate": Recount(
        of("grids_groupreport", f"{within('at')} AND status = 'handled' AND level = 'grid'"),
        of("grids_groupreport", f"{within('at')} AND status = 'handled'"),
    ),
    "notices": Recount(of("communities_notice", within("published_at"))),
}


def _standing(table: str, where: str, place: str = "community_id") -> Recount:
    return Recount(of(table, where, place=place), stands=True)


def _bodies(where: str) -> Recount:
    return _standing("organizations_organization", f"status = 'active' AND {where}", "area_id")


def _facilities(where: str = "true") -> Recount:
    return _standing("organizations_facility", f"status = 'open' AND {where}", "area_id")


WORKERS: Final = "organizations_socialworker"
CERTIFIED: Final = """status = 'active' AND level <> 'none'
    AND (valid_until IS NULL OR valid_until >= %(today)s)"""
TRAINED: Final = f"""organizations_courseplace p JOIN organizations_trainingcourse c
    ON c.id = p.course_id WHERE p.status = 'signed' AND {on("c.held_on")}
    AND p.community_id {UNDER}"""

FORCES: Final[Mapping[str, Recount]] = {
    "social_organizations": _bodies("family = 'social'"),
    "partner_units": _bodies("family = 'partner'"),
    "charity_foundations": _bodies("kind = 'foundation'"),
    "social_workers": _standing(WORKERS, "status = 'active'"),
    "certified_social_workers": _standing(WORKERS, CERTIFIED),
    "certified_rate": Recount(
        of(WORKERS, CERTIFIED), of(WORKERS, "status = 'active'"), stands=True
    ),
    "member_checkins": _standing(
        "organizations_membercheckin", "status IN ('confirmed', 'active')"
    ),
    "unit_checkins": _standing("organizations_unitcheckin", "status IN ('confirmed', 'active')"),
    "post_claims": _standing("organizations_postclaim", "status = 'held'"),
    "post_hours": Recount(
        of(
            "organizations_postturn",
            f"status = 'counted' AND {within('decided_at')}",
            "sum(minutes)",
        )
    ),
    "cadre_days": Recount(
        of("organizations_secondmentday", f"status = 'counted' AND {within('decided_at')}")
    ),
    "volunteers": _standing("volunteers_volunteer", "status = 'active'"),
    "volunteer_teams": _standing("volunteers_volunteerteam", "dissolved_at IS NULL"),
    "pioneer_teams": _standing(
        "volunteers_volunteerteam", "dissolved_at IS NULL AND kind = 'pioneer'"
    ),
    "open_facilities": _facilities(),
    "social_stations": _facilities("kind = 'social_station'"),
    "social_rooms": _facilities("kind = 'social_room'"),
    "incubation_bases": _facilities("kind = 'incubator'"),
    "volunteer_station_rate": Recount(
        _facilities("kind = 'service_centre' AND volunteers_since IS NOT NULL").part,
        _facilities("kind = 'service_centre'").part,
        stands=True,
    ),
    "training_visits": Recount(f"SELECT count(*) FROM {TRAINED}"),
    "people_trained": Recount(f"SELECT count(DISTINCT p.worker_id) FROM {TRAINED}"),
}


# From what the night wrote down of each order and activity.
DAY: Final = '"on"'


def _linked(where: str) -> Recount:
    return Recount(of("insights_linkage", f"{on(DAY)} AND {where}"))


LINKAGE: Final[Mapping[str, Recount]] = {
    "linked_orders": _linked("what = 'order' AND cardinality(societies) >= 2"),
    "linked_orders_many": _linked("what = 'order' AND cardinality(societies) >= 3"),
    "linked_activities": _linked("what = 'activity' AND cardinality(societies) >= 2"),
    **{
        f"linked_with_{one.value}": _linked(f"'{one.value}' = ANY (societies)")
        for one in Society
        if one is not Society.COMMUNITY
    },
    **{f"tag_{one.value}": _linked(f"'{one.value}' = ANY (tags)") for one in Tag},
}
