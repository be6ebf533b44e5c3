"""What social workers learnt and earn: seen by two, of every state, rewarded by a rule."""

from django.db.models import F

from doors.town.checks.finding import Check, Finding, equal
from doors.town.schooling import EXAMS
from organizations.models import EducationHours, ExamEntry, SocialWorker, WorkerPay
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


CHECKS = (Check("继续教育和考试 · hours, exams and pay", promised),)
