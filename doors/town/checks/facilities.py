"""Places people go to: of every state, one of social work for each place, shares that add up."""

from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.facility_list import FACILITIES
from organizations.facility_workflow import LEVEL_OF, SOCIAL_WORK, FacilityStatus
from organizations.models import Facility


def promised() -> Finding:
    rows = Facility.objects.order_by("pk")
    told = rows.filter(pk__in=rows.values("pk")[: len(FACILITIES)])
    found = {
        "told": told.count(),
        "states": told.values("status").distinct().count(),
        "run by somebody": told.exclude(operator=None).exists(),
        "wrong signs": told.filter(sign_is_right=False).exists(),
        "streets with a station": told.open().filter(kind="social_station").exists(),
        "streets without": told.filter(kind="social_station", status="planned").exists(),
        "volunteers": told.open().with_volunteers().exists(),
        "without volunteers": told.open().filter(volunteers_since=None).exists(),
    }
    expected = dict.fromkeys(found, True) | {
        "told": len(FACILITIES),
        "states": len(FacilityStatus),
    }
    return equal(expected, found, "facilities")


def levels() -> Finding:
    """Social work has a centre in the district, a station in the street, a room at home."""
    rows = Facility.objects.filter(kind__in=SOCIAL_WORK)
    right = Facility.objects.none()
    for kind, level in LEVEL_OF.items():
        right |= Facility.objects.filter(kind=kind, area__level=level)
    return none_of(rows, rows.exclude(pk__in=right.values("pk")), "stands at another level")


CHECKS = (
    Check("服务设施 · places people go to", promised),
    Check("社工站在哪一级 · stations at their level", levels),
)
