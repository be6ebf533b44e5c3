"""Places people go to: of every state, one of social work for each place, shares that add up."""

from django.db.models import F

from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.facility_list import FACILITIES
from doors.town.incubation_list import INCUBATIONS
from organizations.facility_workflow import LEVEL_OF, SOCIAL_WORK, FacilityStatus
from organizations.incubation_workflow import PASS, REVIEWERS, IncubationStatus
from organizations.models import Facility, Incubation, IncubationScore


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


def incubated() -> Finding:
    """Of every state; decided by two with no part in it, admitted with enough points, housed by
    an agreement, and no more of them than rooms."""
    rows = Incubation.objects.order_by("pk")
    told = rows.filter(pk__in=rows.values("pk")[: len(INCUBATIONS)])
    totals: dict[int, list[int]] = {}
    for given in IncubationScore.objects.all():
        totals.setdefault(given.incubation_id, []).append(given.total)
    decided = rows.exclude(status__in=["applied", "left"])
    passed = rows.filter(status__in=["admitted", "housed", "graduated"])
    bases = Facility.objects.filter(kind="incubator", rooms__isnull=False)
    found = {
        "told": told.count(),
        "states": told.values("status").distinct().count() >= len(IncubationStatus) - 1,
        "rent free": told.filter(rent_free=True, starts_on__isnull=False).exists(),
        "decided by fewer than two": sum(
            len(totals.get(row.pk, [])) < REVIEWERS for row in decided
        ),
        "let in with too few points": sum(
            sum(totals.get(row.pk, [])) < PASS * len(totals.get(row.pk, [])) for row in passed
        ),
        "scored by who applied": IncubationScore.objects.filter(
            reviewer=F("incubation__applied_by")
        ).count(),
        "more than rooms": sum(
            base.incubations.housed().count() > base.rooms for base in bases if base.rooms
        ),
    }
    expected = {"told": len(INCUBATIONS), "states": True, "rent free": True}
    return equal(expected, found, "incubations")


CHECKS = (
    Check("孵化基地 · groups in the base", incubated),
    Check("服务设施 · places people go to", promised),
    Check("社工站在哪一级 · stations at their level", levels),
)
