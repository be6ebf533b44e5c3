"""What is done beside the orders, and with what."""

from collections.abc import Mapping
from typing import Final

from doors.town.recounts.shape import UNDER, Recount, of, on, within

HOURS: Final = f"status = 'counted' AND {within('ended_at')}"
SHIFTS: Final = f"""SELECT sum(s.visits) FROM volunteers_shift s JOIN activities_activity a
    ON a.id = s.activity_id WHERE {within("a.starts_at")} AND s.community_id {UNDER}"""


def _held(where: str = "true") -> Recount:
    """A shift is a list of helpers, no activity to come to."""
    return Recount(
        of(
            "activities_activity",
            f"""status IN ('held', 'closed') AND NOT helpers_only AND {within("starts_at")}
            AND {where}""",
        )
    )


def _came(where: str = "true", what: str = "count(*)") -> str:
    return f"""SELECT {what} FROM activities_attendance t
        JOIN activities_enrolment e ON e.id = t.enrolment_id
        WHERE t.left_at IS NOT NULL AND {within("t.came_at")} AND {where}
        AND coalesce(e.home_id, e.community_id) {UNDER}"""


SERVICE: Final[Mapping[str, Recount]] = {
    "volunteer_hours": Recount(of("volunteers_servicerecord", HOURS, "sum(minutes)")),
    "volunteer_hours_of_orders": Recount(
        of("volunteers_servicerecord", f"{HOURS} AND source = 'order'", "sum(minutes)")
    ),
    "active_volunteers": Recount(
        of("volunteers_servicerecord", HOURS, "count(DISTINCT (volunteer_id, member_id))")
    ),
    "people_served": Recount(
        f"""SELECT coalesce(({SHIFTS}), 0)
        + coalesce(({of("volunteers_servicerecord", HOURS, "sum(visits)")}), 0)"""
    ),
    "activities": _held(),
    "residents_own_activities": _held("organizer = 'resident'"),
    "environment_activities": _held("kind = 'environment'"),
    "children_activities": _held("kind = 'children'"),
    "activity_visits": Recount(_came()),
    "organizers": Recount(_came("e.role IN ('organizer', 'assistant')")),
    "activity_people": Recount(_came("e.resident_id IS NOT NULL", "count(DISTINCT e.resident_id)")),
    "activity_enrolments": Recount(
        f"""SELECT count(*) FROM activities_enrolment e WHERE {within("e.enrolled_at")}
        AND coalesce(e.home_id, e.community_id) {UNDER}"""
    ),
    "room_visits": Recount(
        of("communities_roombooking", within("lower(period)"), "sum(attendance)")
    ),
    "meals": Recount(
        of("charity_meal", f"status IN ('delivered', 'eaten') AND {within('ended_at')}")
    ),
    "meals_brought": Recount(of("charity_meal", f"status = 'delivered' AND {within('ended_at')}")),
    "meals_failed": Recount(of("charity_meal", f"status = 'failed' AND {within('ended_at')}")),
    "things_lent": Recount(of("charity_loan", on("lent_on"))),
}

GIFTS: Final = f"status = 'received' AND {on('received_on')}"
USED: Final = f"""SELECT sum(100 * u.quantity * g.amount / u.of) FROM charity_allocation u
    JOIN charity_gift g ON g.id = u.gift_id WHERE g.amount IS NOT NULL
    AND g.community_id {UNDER}"""
INCOME: Final = of("charity_income", on("booked_on"), "100 * sum(amount)")

RESOURCES: Final[Mapping[str, Recount]] = {
    "gifts": Recount(of("charity_gift", GIFTS)),
    "resources_yuan": Recount(of("charity_gift", GIFTS, "100 * sum(amount)")),
    "resources_goods_yuan": Recount(
        of("charity_gift", f"{GIFTS} AND resource = 'goods'", "100 * sum(amount)")
    ),
    "gifts_used": Recount(of("charity_allocation", within("at"))),
    "resources_used_yuan": Recount(f"{USED} AND {on('u.used_on')}"),
    "resources_traced_rate": Recount(
        USED, of("charity_gift", "status = 'received'", "100 * sum(amount)"), stands=True
    ),
    "aid": Recount(of("charity_aidrecord", f"status = 'given' AND {on('given_on')}")),
    "fund_reports": Recount(
        f"""SELECT count(*) FROM charity_fundreport f JOIN charity_fundrelease d
        ON d.id = f.release_id WHERE f.community_id {UNDER} AND {within("d.at")}"""
    ),
    "community_incomes": Recount(of("charity_income", within("at"))),
    "community_income_yuan": Recount(INCOME),
    "community_spent_yuan": Recount(
        of("charity_potline", f"kind <> 'share' AND {on('booked_on')}", "-100 * sum(amount)")
    ),
    "self_funding_rate": Recount(
        INCOME,
        f"""SELECT coalesce(({INCOME}), 0)
        + coalesce(({of("charity_gift", GIFTS, "100 * sum(amount)")}), 0)""",
    ),
    "points_earned": Recount(
        of("points_posting", f"kind = 'earn' AND {within('at')}", "sum(points)")
    ),
    "redemptions": Recount(of("points_redemption", within("asked_at"))),
    "incentives": Recount(
        of("points_incentivegrant", f"status = 'delivered' AND {on('delivered_on')}")
    ),
}
