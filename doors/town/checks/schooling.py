"""What social workers learnt and earn: seen by two, of every state, rewarded by a rule."""

from django.db.models import Count, F, Q

from doors.town.checks.finding import Check, Finding, equal
from doors.town.courses import COURSES
from doors.town.schooling import EXAMS
from doors.town.supervision import SITTINGS
from organizations.course_workflow import CourseStatus, PlaceStatus
from organizations.models import (
    CoursePlace,
    EducationHours,
    ExamEntry,
    SocialWorker,
    Supervision,
    Supervisor,
    TrainingCourse,
    WorkerPay,
)
from organizations.queries.schooling import standing_of
from organizations.schooling_workflow import ExamStatus


def promised() -> Finding:
    hours, exams = EducationHours.objects.all(), ExamEntry.objects.all()
    standings = [standing_of(row) for row in SocialWorker.objects.active()]
    found = {
        "exams told": exams.order_by("pk")[: len(EXAMS)].count(),
        "waiting": hours.waiting().exists(),
        "counted by himself": hours.counted().filter(decided_by=F("worker__user")).count(),
        "short of hours": any(one.short for one in standings if one),
        "rewarded without a rule": exams.filter(status="paid", reward=0).count(),
        "allowances": WorkerPay.objects.on().exists(),
        **{status: exams.filter(status=status).exists() for status in ExamStatus.values},
    }
    flags = ("waiting", "short of hours", "allowances", *ExamStatus.values)
    return equal({"exams told": len(EXAMS)} | dict.fromkeys(flags, True), found, "schooling")


def courses() -> Finding:
    """Signed by another with hours that arose, looked at and waiting; full, cancelled, to come."""
    rows, places = TrainingCourse.objects.order_by("pk"), CoursePlace.objects.all()
    told = rows.filter(pk__in=rows.values("pk")[: len(COURSES)])
    seated = Count("places", filter=~Q(places__status=PlaceStatus.WITHDRAWN))
    found = {
        "told": told.count(),
        "states": told.values("status").distinct().count(),
        "full": told.open().filter(taken=F("capacity")).exists(),
        "at a seat": told.filter(base=None).exists(),
        "taught by a guest": told.filter(trainer=None).exists(),
        "absent": places.filter(status=PlaceStatus.ABSENT).exists(),
        "counted wrongly": rows.annotate(n=seated).exclude(taken=F("n")).count(),
        "signed without hours": places.filter(
            status=PlaceStatus.SIGNED, hours=None, course__in=told
        ).count(),
        "hours looked at": EducationHours.objects.counted().exclude(place=None).exists(),
        "hours waiting": EducationHours.objects.waiting().exclude(place=None).exists(),
    }
    expected = dict.fromkeys(found, True) | {
        "told": len(COURSES), "states": len(CourseStatus), "counted wrongly": 0,
        "signed without hours": 0,
    }  # fmt: skip
    return equal(expected, found, "courses")


def supervised() -> Finding:
    """A pool with who left it; sittings by its supervisors only, in their time, and never with
    themselves."""
    rows = Supervision.objects.order_by("pk")
    early = Q(held_on__lt=F("supervisor__since"))
    kinds = set(rows.values_list("worker__engagement", flat=True))
    found = {
        "pool": Supervisor.objects.standing().exists(),
        "taken out": Supervisor.objects.exclude(until=None).exists(),
        "told": rows.count() >= len(SITTINGS),
        "of both kinds": kinds == set(SocialWorker.Engagement.values),
        "with himself": rows.filter(worker=F("supervisor__worker")).count(),
        "out of time": rows.filter(early | Q(held_on__gt=F("supervisor__until"))).count(),
        "by another account": rows.exclude(supervisor_user=F("supervisor__worker__user")).count(),
    }
    nobody = ("with himself", "out of time", "by another account")
    return equal(dict.fromkeys(found, True) | dict.fromkeys(nobody, 0), found, "supervision")


CHECKS = (
    Check("督导 · supervision", supervised),
    Check("继续教育和考试 · hours, exams and pay", promised),
    Check("社工培训 · training courses", courses),
)
