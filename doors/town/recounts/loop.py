"""Orders from the first word to the grade, and what goes on beside them."""

from collections.abc import Mapping
from typing import Final

from doors.town.recounts.shape import Recount, of, within


def _asked(where: str = "true") -> Recount:
    return Recount(of("requests_servicerequest", f"{within('created_at')} AND {where}"))


def _closed(where: str = "true") -> str:
    return of("requests_servicerequest r", f"{CLOSED} AND {where}")


def _standing(where: str) -> Recount:
    """By its history: the last line before the period ended says where it stood."""
    return Recount(of("requests_servicerequest r", f"{STATE} {where}"), stood=True)


def _share(part: str, base: str = "true") -> Recount:
    return Recount(_closed(f"({base}) AND ({part})"), _closed(base))


STATE: Final = """(SELECT e.to_status FROM requests_requestevent e WHERE e.service_request_id = r.id
    AND e.at < %(end)s ORDER BY e.at DESC, e.id DESC LIMIT 1)"""
CLOSED: Final = f"r.status = 'closed' AND {within('r.closed_at')}"
IN_BASE: Final = """NOT EXISTS (SELECT 1 FROM requests_exclusion x
    WHERE x.service_request_id = r.id AND x.decision = 'granted')"""
LAST_GRADE: Final = """(SELECT g.{} FROM requests_rating g WHERE g.service_request_id = r.id
    AND NOT g.is_addition ORDER BY g.id DESC LIMIT 1)"""
GRADE, HOW = LAST_GRADE.format("grade"), LAST_GRADE.format("asked_how")
SOLVED: Final = """(SELECT g.solved FROM requests_rating g WHERE g.service_request_id = r.id
    AND NOT g.is_addition AND g.solved IS NOT NULL ORDER BY g.id DESC LIMIT 1)"""
LANE: Final = """(SELECT p.lane FROM requests_party p WHERE p.service_request_id = r.id
    AND p.role = 'lead' ORDER BY p.id DESC LIMIT 1)"""


def _minutes(moment: str) -> str:
    return f"extract(epoch FROM {moment} - r.created_at) / 60"


def _edge(minutes: int) -> str:
    """Durations are kept on a scale each step of which is a tenth longer: the end of the step."""
    return f"power(1.1, floor(ln({minutes}) / ln(1.1)) + 1)"


LOOP: Final[Mapping[str, Recount]] = {
    "orders": _asked(),
    "orders_urgent": _asked("is_urgent_concern"),
    "orders_by_phone": _asked("channel IN ('phone', 'hotline')"),
    "orders_online": _asked("channel IN ('online', 'guest')"),
    "orders_found": _asked("channel IN ('visit', 'patrol')"),
    "orders_met": _asked("channel IN ('meeting', 'chat', 'group')"),
    "orders_help": _asked("kind = 'help'"),
    "orders_inquiry": _asked("kind = 'inquiry'"),
    "orders_complaint": _asked("kind = 'complaint'"),
    "orders_suggestion": _asked("kind = 'suggestion'"),
    "orders_praise": _asked("kind = 'praise'"),
    "orders_regular": _asked("order_type = 'regular'"),
    "orders_wish": _asked("order_type = 'wish'"),
    "orders_vision": _asked("order_type = 'vision'"),
    "orders_turned_away": _asked("status IN ('refused', 'redirected')"),
    "orders_open": _standing("NOT IN ('closed', 'merged', 'refused', 'redirected', 'withdrawn')"),
    "orders_waiting": _standing("= 'submitted'"),
    "orders_pooled": _standing("= 'pooled'"),
    "orders_disputed": _standing("= 'disputed'"),
    "orders_closed": Recount(_closed()),
    "reached_rate": _share("r.contacted_at - r.created_at <= interval '24 hours'", IN_BASE),
    "solved_rate": _share(SOLVED, f"{IN_BASE} AND {SOLVED} IS NOT NULL"),
    "content_rate": _share(f"{GRADE} >= 3", f"{IN_BASE} AND {GRADE} IS NOT NULL"),
    "rated_rate": _share(f"{GRADE} IS NOT NULL", IN_BASE),
    "proxy_rate": _share(f"{HOW} <> ''", f"{IN_BASE} AND {GRADE} IS NOT NULL"),
    "again_rate": _share("r.epoch > 1"),
    "in_grid_rate": _share("r.level = 1"),
    "escalated_rate": _share("r.level IN (3, 4)"),
    "selfhelp_rate": _share(f"{LANE} = 'selfhelp'"),
    "partners_rate": _share(f"{LANE} IN ('assist', 'cohandle')"),
    "members_rate": _share(f"{LANE} = 'lead'"),
    "visions_placed_rate": _share(
        "r.became IN ('project', 'meeting', 'policy')", "r.order_type = 'vision'"
    ),
    "inquiry_in_time_rate": Recount(
        of("requests_inquiry", f"{within('answered_at')} AND answered_at <= due_at"),
        of("requests_inquiry", within("answered_at")),
    ),
    "second_call_differs_rate": Recount(
        of(
            "requests_secondcall c",
            f"""{within("called_at")} AND outcome = 'reached' AND EXISTS (
            SELECT 1 FROM requests_rating g WHERE g.id = c.rating_id
            AND (g.grade, g.solved) IS DISTINCT FROM (c.grade, c.solved))""",
        ),
        of("requests_secondcall c", f"{within('called_at')} AND outcome = 'reached'"),
    ),
    "calls": Recount(of("requests_call", f"outcome <> '' AND {within('ended_at')}")),
    "visits": Recount(
        of("requests_outing", f"{within('done_at')} AND outcome IN ('fine', 'found')")
    ),
    "home_visits": Recount(
        of(
            "requests_outing",
            f"{within('done_at')} AND kind = 'visit' AND outcome IN ('fine', 'found')",
        )
    ),
    "home_visits_away": Recount(
        of("requests_outing", f"{within('done_at')} AND kind = 'visit' AND outcome = 'away'")
    ),
    "contact_hour_rate": _share(
        f"{_minutes('r.contacted_at')} < {_edge(60)}", "r.contacted_at IS NOT NULL"
    ),
    "done_day_rate": _share(
        f"{_minutes('r.completed_at')} < {_edge(1440)}", "r.completed_at IS NOT NULL"
    ),
    "done_week_rate": _share(
        f"{_minutes('r.completed_at')} < {_edge(10080)}", "r.completed_at IS NOT NULL"
    ),
    "people_visited": Recount(
        of(
            "requests_outing",
            f"{within('done_at')} AND kind = 'visit' AND outcome IN ('fine', 'found')",
            "count(DISTINCT resident_id)",
        )
    ),
    "whistles": Recount(of("requests_whistle", within("issued_at"))),
    "affairs_helped": Recount(of("requests_affair", within("opened_at"))),
}
