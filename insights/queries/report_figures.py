"""What a report says of a place and a period, read once and then kept as it was said.

With the words of that day: whoever reads it in five years reads the definition of then. In Chinese,
whatever the language of who asks: it is a paper of the office.
"""

from typing import Any

from django.utils.translation import override

from communities.models import Area, Level
from insights import replica
from insights.indicators import REGISTRY
from insights.indicators.rates import THREE
from insights.indicators.shape import Kind
from insights.periods import Period, month_of
from insights.queries.categories import by_category
from insights.queries.readings import Course, Question, Reading
from insights.report_sheet import LANGUAGE, OF_PARTS, Frozen

CODES = (
    "orders", "orders_closed", "orders_open", "orders_waiting", "orders_pooled",
    "orders_disputed", "orders_urgent", "orders_by_phone", "orders_online", "orders_found",
    "orders_help", "orders_inquiry", "orders_complaint", "orders_suggestion", "orders_praise",
    *THREE, "rated_rate", "proxy_rate", "on_time_rate", "again_rate", "in_grid_rate",
    "escalated_rate", "selfhelp_rate", "partners_rate", "inquiry_in_time_rate",
    "calls", "visits", "affairs_helped",
    "ten_household_groups", "group_leaders", "grid_vacancies", "group_reports", "notices",
    "social_organizations", "partner_units", "social_workers", "certified_rate", "volunteers",
    "volunteer_teams", "open_facilities",
    "volunteer_hours", "activities", "residents_own_activities", "activity_visits", "room_visits",
    "meals", "things_lent",
    "gifts", "resources_yuan", "gifts_used", "points_earned", "redemptions",
)  # fmt: skip
"""No number of persons in a single month stands among them: of three months and their quarter one
could be subtracted from the others."""
TOLD_APART = (Level.CITY, Level.DISTRICT, Level.STREET)
POINTS = 12


def frozen(area: Area, period: Period) -> Frozen:
    """Of the primary: a paper cannot say later that the replica lagged when it was written."""
    with override(LANGUAGE), replica.left_out():
        return _frozen(area, period)


# --- inside ---------------------------------------------------------------------------------------
def _frozen(area: Area, period: Period) -> Frozen:
    asked = [REGISTRY[code] for code in CODES if area.level in REGISTRY[code].levels]
    parts = _parts(area)
    of_parts = [REGISTRY[code] for code in OF_PARTS]
    rates = [REGISTRY[code] for code in THREE]
    question = Question()
    question.read("now", asked, [area.pk], period)
    question.read("before", asked, [area.pk], period.before, then=True)
    question.read("year", asked, [area.pk], period.a_year_before, then=True)
    if parts:
        question.read("below", of_parts, [part.pk for part in parts], period)
    question.course("course", rates, area.pk, _back(period).first, period.end)
    said = question.answer()
    course: Course = said["course"]
    below = said.get("below", {})
    silent = said["year"][area.pk, "orders"].silent
    kinds, kinds_then = by_category(area.pk, period), by_category(area.pk, period.a_year_before)
    return {
        "place": area.title,
        "level": area.level,
        "span": str(period.span),
        "period": str(period),
        "rows": [
            _row(*(said[when][area.pk, one.code] for when in ("now", "before", "year")))
            for one in asked
        ],
        "months": [month.isoformat() for month in course.months],
        "course": _course(course),
        "parts": [
            {
                "pk": part.pk,
                "name": part.title,
                "of": {code: _both(below[part.pk, code]) for code in OF_PARTS},
            }
            for part in parts
        ],
        "kinds": sorted(
            (
                [name, count, None if silent else kinds_then.get(name, 0)]
                for name, count in kinds.items()
            ),
            key=lambda row: (-int(row[1]), str(row[0])),
        ),
    }


def _row(now: Reading, before: Reading, a_year_ago: Reading) -> dict[str, Any]:
    one = now.indicator
    return {
        "code": one.code,
        "version": one.version,
        "name": str(one.name),
        "definition": str(one.definition),
        "decision": str(one.decision),
        "theme": one.theme.value,
        "unit": str(one.unit.label),
        "base_name": str(one.base_name),
        "divisor": one.divisor,
        "least": one.least,
        "stands": any(count.kind is Kind.STOCK for count in one.part),
        "now": _both(now),
        "before": _both(before),
        "a_year_ago": _both(a_year_ago),
        "left_out": [[str(why), count] for why, count in now.left_out if count],
    }


def _both(reading: Reading) -> list[int | None]:
    return [reading.part, reading.base]


def _course(course: Course) -> dict[str, list[list[int | None]]]:
    return {code: [_both(each) for each in readings] for code, readings in course.of.items()}


def _parts(area: Area) -> list[Area]:
    if area.level not in TOLD_APART:
        return []
    return list(Area.objects.filter(parent=area, is_active=True).order_by("position", "pk"))


def _back(period: Period) -> Period:
    """Twelve months, the period's last one among them."""
    month = month_of(period.last)
    for _n in range(POINTS - 1):
        month = month.before
    return month
