"""Activities: as many as promised, nobody above the places, the waiting list in order."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, Extract

from activities.models import (
    Activity,
    ActivityPhoto,
    Announcement,
    Attendance,
    ChildCard,
    Enclave,
    Enrolment,
    Feedback,
    Pickup,
    ServiceBrand,
)
from activities.workflow import HOLDING, TOOK_PLACE, Asked, Place, Status
from core.models import TallyDelta
from doors.town.activity_list import AHEAD, BRANDS, CLASS, PAST, WAITING
from doors.town.afterwards import ANNOUNCED, PHOTOS, SHOWN
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.children import BY_PHONE, REVOKED
from doors.town.enclaves import ENCLAVES, HELD_BY_US
from doors.town.plan import WUTONGLI_CODE


def promised() -> Finding:
    """Two years and six weeks, in every state, with the edges that somebody must look at."""
    rows = Activity.objects.filter(community__code=WUTONGLI_CODE, helpers_only=False)
    found = {
        "all": rows.count(),
        "states": rows.aggregate(n=Count("status", distinct=True))["n"],
        "residents' own": rows.filter(organizer="resident", status__in=TOOK_PLACE).count(),
        "over and not written up": rows.overdue().exists(),
        "called off": rows.filter(status=Status.CANCELLED).count(),
        "waiting": Enrolment.objects.filter(status=Place.WAITING, activity__in=rows).count(),
    }
    plans = (*PAST, CLASS, *AHEAD)
    expected = {
        "all": sum(len(plan.days) for plan in plans) + HELD_BY_US,
        "states": 6,
        "residents' own": sum(len(plan.days) for plan in PAST if plan.who == "resident"),
        "over and not written up": True,
        "called off": 2,
        "waiting": WAITING,
    }
    return equal(expected, found, "activities")


def within_the_places() -> Finding:
    holding = Q(enrolments__status__in=[state.value for state in HOLDING])
    rows = Activity.objects.annotate(n=Count("enrolments", filter=holding))
    return none_of(rows, rows.filter(n__gt=F("capacity")), "holds more people than places")


def by_the_clock() -> Finding:
    """Whoever came has left, and was there as long as the clock says; a few did not come."""
    rows = Attendance.objects.filter(enrolment__activity__status__in=TOOK_PLACE)
    length = F("left_at") - F("came_at")
    wrong = Q(left_at__isnull=True) | Q(minutes__gt=Extract(length, "epoch") / 60)
    return none_of(rows, rows.filter(wrong), "says more than the clock")


def large_ones_are_safe() -> Finding:
    rows = Activity.objects.exclude(status__in=[Status.DRAFT, Status.PROPOSED])
    large = [row.pk for row in rows if row.is_large]
    bad = rows.filter(pk__in=large, safety_note="")
    return none_of(rows, bad, "is large and has no safety note")


def counted() -> Finding:
    rows = Activity.objects.filter(status__in=TOOK_PLACE, helpers_only=False)
    register = dict(rows.values_list("community_id").annotate(n=Count("pk")))
    tally = TallyDelta.objects.filter(measure="activities.held").values_list("scope")
    return equal(register, dict(tally.annotate(n=Sum("delta"))), "activities in community")


def handed_over() -> Finding:
    """Whoever came to a course of children went home with somebody of the own list; a remark, a
    name taken back and a yes on the telephone are there to look at."""
    came = Attendance.objects.filter(enrolment__card__isnull=False, left_at__isnull=False)
    right = Q(enrolment__handover__pickup__card=F("enrolment__card"))
    if bad := none_of(came, came.exclude(right), "is a child that nobody fetched").bad:
        return Finding(came.count(), bad)
    pickups = Pickup.objects.all()
    found = {
        "children of the course": came.exists(),
        "beware": ChildCard.objects.filter(remark_agreed_at__isnull=False).exists(),
        "taken back": pickups.filter(revoked_at__isnull=False).count(),
        "by telephone": pickups.filter(how="phone").count(),
    }
    expected = {"children of the course": True, "beware": True, "taken back": REVOKED,
                "by telephone": BY_PHONE}  # fmt: skip
    return equal(expected, found, "children who are fetched:")


def afterwards() -> Finding:
    """How it was, a notice that enrols, and photos of which only the one is shown that may be."""
    photos: Any = ActivityPhoto.objects.with_refusals()
    wrong = photos.filter(published_at__isnull=False, refused=True)
    if bad := none_of(photos, wrong, "is shown against somebody's will").bad:
        return Finding(photos.count(), bad)
    found = {
        "photos": photos.count(),
        "shown": photos.public().count(),
        "yes taken back": photos.filter(taken_down_at__isnull=False).count(),
        "announced": Announcement.objects.filter(activity__title=ANNOUNCED).count(),
        "graded": Feedback.objects.exclude(grade=5).exists(),
    }
    expected = {"photos": PHOTOS, "shown": SHOWN, "yes taken back": 1, "announced": 1,
                "graded": True}  # fmt: skip
    return equal(expected, found, "after activities:")


def under_brands() -> Finding:
    """Two are kept up, with something to come; one has had its time, and what it held stays."""
    rows = ServiceBrand.objects.filter(community__code=WUTONGLI_CODE)
    elsewhere = Activity.objects.filter(brand__isnull=False).exclude(
        brand__community=F("community")
    )
    if bad := none_of(Activity.objects.all(), elsewhere, "bears a brand of another place").bad:
        return Finding(elsewhere.count(), bad)
    ahead = Activity.objects.ahead().filter(brand__isnull=False).values("brand")
    held = Activity.objects.filter(status__in=TOOK_PLACE).values("brand")
    found = {
        "in use": rows.filter(is_active=True, pk__in=ahead).count(),
        "at rest": rows.filter(is_active=False, pk__in=held).exclude(pk__in=ahead).count(),
    }
    return equal({"in use": len(BRANDS) - 1, "at rest": 1}, found, "service brands:")


def with_neighbours() -> Finding:
    """Shared is what was agreed to; who comes from a neighbour stands in the register there."""
    shared = Activity.objects.exclude(sharing="")
    same = {"activity": OuterRef("pk"), "host": OuterRef("host")}
    agreed = Exists(Enclave.objects.filter(status=Asked.AGREED, **same))
    if bad := none_of(shared, shared.filter(~agreed), "is shared and nobody agreed").bad:
        return Finding(shared.count(), bad)
    known = Enrolment.objects.filter(resident__isnull=False)
    strange = known.exclude(resident__community=Coalesce("home", "community"))
    if bad := none_of(known, strange, "stands in another register").bad:
        return Finding(known.count(), bad)
    there = Attendance.objects.filter(enrolment__activity__in=shared)
    found = {
        "agreements": Enclave.objects.count(),
        "answers": Enclave.objects.aggregate(n=Count("status", distinct=True))["n"],
        "ours there": there.filter(enrolment__home__isnull=True).exists(),
        "guests there": there.filter(enrolment__home__isnull=False).exists(),
    }
    expected = {"agreements": len(ENCLAVES), "answers": 3, "ours there": True,
                "guests there": True}  # fmt: skip
    return equal(expected, found, "with neighbours:")


CHECKS = (
    Check("飞地 · activities with neighbours", with_neighbours),
    Check("服务品牌 · service brands", under_brands),
    Check("活动 · activities promised", promised),
    Check("名额 · nobody above the places", within_the_places),
    Check("签到 · presence by the clock", by_the_clock),
    Check("接送 · children handed over", handed_over),
    Check("活动以后 · what follows activities", afterwards),
    Check("安全预案 · large activities are safe", large_ones_are_safe),
    Check("活动计数 · activities counted", counted),
)
