"""Hours: two years of them, seen by two where no clock saw them, counted as they stand."""

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, Extract
from django.utils import timezone

from activities.workflow import TOOK_PLACE, Place, Status
from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.plan import WUTONGLI_CODE
from volunteers.models import (
    Certificate,
    HourQuestion,
    ServiceRecord,
    Shift,
    ShiftApplication,
    ShiftPlace,
    Source,
    TeamMembership,
)
from volunteers.workflow import CertificateStatus, RecordStatus

LEAST = 1000


def promised() -> Finding:
    rows = ServiceRecord.objects.filter(community__code=WUTONGLI_CODE)
    found = {
        "two years": rows.count() >= LEAST,
        "of members": rows.filter(member__isnull=False).exists(),
        "waits": rows.filter(status=RecordStatus.PENDING).exists(),
        "refused": rows.filter(status=RecordStatus.REFUSED).exists(),
        "void": rows.filter(status=RecordStatus.VOID).exists(),
        "corrected": rows.filter(replaces__isnull=False).exists(),
        "asked": HourQuestion.objects.waiting().exists(),
    }
    return equal(dict.fromkeys(found, True), found, "hours")


def seen_by_two() -> Finding:
    rows = ServiceRecord.objects.filter(source=Source.MANUAL, status=RecordStatus.COUNTED)
    own = Q(volunteer__user=F("decided_by")) | Q(volunteer__user=F("recorded_by"))
    bad = rows.filter(Q(decided_by__isnull=True) | Q(decided_by=F("recorded_by")) | own)
    return none_of(rows, bad, "was seen by one person only, or by himself")


def within_the_clock() -> Finding:
    """No more minutes than lie between beginning and end, whoever wrote them down."""
    rows = ServiceRecord.objects.counted()
    clock = Extract(F("ended_at") - F("begun_at"), "epoch")
    bad = rows.annotate(clock_says=clock).filter(minutes__gt=F("clock_says") / 60)
    return none_of(rows, bad, "counts more than the clock")


def counted() -> Finding:
    rows = ServiceRecord.objects.counted().order_by()
    register = rows.values_list("community_id").annotate(n=Sum("minutes"))
    tally = TallyDelta.objects.filter(measure="volunteers.minutes").values_list("scope")
    return equal(dict(register), dict(tally.annotate(n=Sum("delta"))), "minutes in community")


def certificates_in_every_state() -> Finding:
    rows = Certificate.objects.filter(community__code=WUTONGLI_CODE, kind="service")
    found = {state: rows.filter(status=state).exists() for state in CertificateStatus.values}
    return equal(dict.fromkeys(found, True), found, "certificates")


def of_practice() -> Finding:
    """Students of the school with an agreement, one of them come with a branch; of their term."""
    rows = Certificate.objects.filter(kind="practice").select_related("term")
    found = {
        "issued": rows.filter(status=CertificateStatus.ISSUED).exists(),
        "asked for": rows.filter(status=CertificateStatus.APPLIED).exists(),
        "with a branch": rows.exclude(group=None).exists(),
        "alone": rows.filter(group=None).exists(),
        "of another time": sum(
            row.term is None or row.period_from != row.term.starts_on for row in rows
        ),
    }
    return equal(dict.fromkeys(found, True) | {"of another time": 0}, found, "practice")


def certificates_say_so() -> Finding:
    """The minutes on the paper are those of its records, all of them counted, of one recorder."""
    rows = Certificate.objects.exclude(minutes=0).annotate(sum=Sum("entries__record__minutes"))
    wrong = Certificate.objects.filter(
        ~Q(entries__record__volunteer=F("volunteer"))
        | Q(status__in=["public", "issued"]) & ~Q(entries__record__status=RecordStatus.COUNTED)
    )
    told = Certificate.objects.exclude(minutes=0)
    bad = told.filter(
        Q(pk__in=rows.exclude(sum=F("minutes")).values("pk")) | Q(pk__in=wrong.values("pk"))
    )
    return none_of(told, bad, "says something else than its records")


def shifts_have_hours() -> Finding:
    """Whoever was at a shift has its hours once, and whoever did not come has none."""
    rows = ShiftPlace.objects.filter(
        shift__activity__status__in=TOOK_PLACE, shift__kind=Shift.Kind.SERVICE
    )
    was = rows.annotate(activity=Cast("shift__activity", CharField()))
    hours = ServiceRecord.objects.counted().filter(
        volunteer=OuterRef("volunteer"), source=Source.ACTIVITY, reference=OuterRef("activity")
    )
    there = Q(enrolment__attendance__isnull=False)
    bad = was.annotate(has=Exists(hours)).filter(Q(has=False) & there | Q(has=True) & ~there)
    ahead = ShiftPlace.objects.filter(shift__activity__status=Status.PUBLISHED)
    if not ahead.filter(enrolment__status=Place.WAITING).exists():
        return Finding(rows.count(), "volunteers.ShiftPlace nobody waits")
    return none_of(rows, bad, "has not the hours of its door")


def reached() -> Finding:
    """Told of most shifts that were held, of none that is to come, and of some entries by hand."""
    shifts = Shift.objects.filter(community__code=WUTONGLI_CODE)
    held = shifts.filter(activity__status__in=TOOK_PLACE)
    by_hand = ServiceRecord.objects.filter(source=Source.MANUAL)
    found = {
        "most": held.filter(people__isnull=False).count() * 2 > held.count(),
        "not all": held.filter(people__isnull=True).exists(),
        "again and again": held.filter(visits__gt=F("people")).exists(),
        "ahead": shifts.filter(activity__status=Status.PUBLISHED, people__isnull=False).count(),
        "by hand": by_hand.filter(people__isnull=False).exists(),
    }
    return equal(dict.fromkeys(found, True) | {"ahead": 0}, found, "people reached")


def called() -> Finding:
    """Meetings announced ahead that come round, a training with who passed, shifts whose people
    are chosen: one open, one past its deadline."""
    rows = Shift.objects.filter(community__code=WUTONGLI_CODE)
    ahead = rows.filter(activity__status=Status.PUBLISHED)
    chosen, now = ahead.filter(is_chosen=True), timezone.now()
    of_training = ShiftPlace.objects.filter(shift__kind=Shift.Kind.TRAINING)
    there = Q(enrolment__attendance__isnull=False)
    found = {
        "meetings ahead": ahead.filter(kind=Shift.Kind.MEETING).count() > 1,
        "passed": of_training.filter(there, passed_on__isnull=False).exists(),
        "did not pass": of_training.filter(there, passed_on=None).exists(),
        "passed unseen": of_training.filter(~there, passed_on__isnull=False).count(),
        "asked for": ShiftApplication.objects.filter(shift__in=chosen).count() > 2,
        "open": chosen.filter(apply_until__gt=now).exists(),
        "to be chosen": chosen.filter(apply_until__lt=now, applications__outcome="asked").exists(),
        "a leader chooses": chosen.filter(
            apply_until__lt=now,
            team__memberships__in=TeamMembership.objects.leading().values("pk"),
        ).exists(),
        "hours of no service": _hours_of(rows.exclude(kind=Shift.Kind.SERVICE)).count(),
    }
    nothing = {"passed unseen": 0, "hours of no service": 0}
    return equal(dict.fromkeys(found, True) | nothing, found, "callings")


def _hours_of(shifts: "QuerySet[Shift]") -> "QuerySet[ServiceRecord]":
    held = shifts.annotate(key=Cast("activity", CharField())).values("key")
    return ServiceRecord.objects.filter(source=Source.ACTIVITY, reference__in=held)


CHECKS = (
    Check("招募、会和培训 · callings and trainings", called),
    Check("受益人和人次 · people and visits", reached),
    Check("班次有时长 · shifts have hours", shifts_have_hours),
    Check("证明各种状态 · certificates in every state", certificates_in_every_state),
    Check("社会实践证明 · certificates of practice", of_practice),
    Check("证明和记录一致 · certificates say what was recorded", certificates_say_so),
    Check("两年时长 · two years of hours", promised),
    Check("补录有第二人 · hours by hand seen by two", seen_by_two),
    Check("时长不超过时钟 · hours within the clock", within_the_clock),
    Check("时长计数 · minutes counted", counted),
)
