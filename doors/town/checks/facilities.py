"""Places people go to: of every state, one of social work for each place, shares that add up."""

from collections import Counter
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone

from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.facility_list import FACILITIES, METRES
from doors.town.incubation_list import INCUBATIONS
from organizations.actions import counting
from organizations.facility_workflow import LEVEL_OF, SOCIAL_WORK, FacilityStatus
from organizations.incubation_workflow import PASS, REVIEWERS, IncubationStatus
from organizations.models import Facility, Incubation, IncubationScore, SocialWorker, Stationing


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


def staffed() -> Finding:
    """Social workers in a room of the community, in the station of the street, and in an office of
    no register; some places are measured."""
    rows = Stationing.objects.on()
    around = rows.exclude(facility=None).select_related("community", "facility")
    found = {
        "in the room": rows.filter(facility__kind="social_room").exists(),
        "at the street": rows.filter(facility__kind="social_station").exists(),
        "elsewhere": rows.filter(facility=None).exclude(station="").exists(),
        "in another place": sum(
            row.facility.area_id not in row.community.ancestor_ids for row in around if row.facility
        ),
        "measured": Facility.objects.filter(square_metres__isnull=False).count(),
    }
    expected = dict.fromkeys(found, True) | {"in another place": 0, "measured": len(METRES)}
    return equal(expected, found, "who sits where")


def levels() -> Finding:
    """Social work has a centre in the district, a station in the street, a room at home."""
    rows = Facility.objects.filter(kind__in=SOCIAL_WORK)
    right = Facility.objects.none()
    for kind, level in LEVEL_OF.items():
        right |= Facility.objects.filter(kind=kind, area__level=level)
    return none_of(rows, rows.exclude(pk__in=right.values("pk")), "stands at another level")


def counted() -> Finding:
    """The steps of the tally are the open facilities and the valid certificates, place by place."""
    expected: Counter[Any] = Counter()
    for area_id, kind, since in Facility.objects.open().values_list(
        "area_id", "kind", "volunteers_since"
    ):
        expected[counting.FACILITIES, area_id, kind, "no" if since is None else "yes"] += 1
    holders = SocialWorker.objects.active().certified()
    for community_id in holders.values_list("community_id", flat=True):
        expected[counting.CERTIFIED, community_id, None, None] += 1
    measures = [counting.FACILITIES, counting.CERTIFIED]
    steps = TallyDelta.objects.filter(measure__in=measures, at__lte=timezone.now())
    rows = steps.values_list("measure", "scope", "dims__kind", "dims__volunteers")
    found = {tuple(row): n for *row, n in rows.annotate(n=Sum("delta")).order_by() if n}
    return equal(dict(expected), found, "counted")


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
    Check("设施和证书相符 · facilities and certificates are counted", counted),
    Check("孵化基地 · groups in the base", incubated),
    Check("服务设施 · places people go to", promised),
    Check("社工站有谁 · who sits where", staffed),
    Check("社工站在哪一级 · stations at their level", levels),
)
