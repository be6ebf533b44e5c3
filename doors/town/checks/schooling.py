"""What social workers learnt and earn: seen by two, of every state, rewarded by a rule."""

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from doors.town.checks.finding import Check, Finding, equal
from doors.town.courses import BASES, COURSES, TRAINERS
from doors.town.plan import WUTONGLI_CODE
from doors.town.positions import POSTS
from doors.town.schooling import EXAMS
from doors.town.supervision import ASKS, SITTINGS
from organizations.course_workflow import CourseExam, CourseStatus, PlaceStatus
from organizations.models import (
    CoursePlace,
    EducationHours,
    ExamEntry,
    PositionHolding,
    Recruitment,
    RecruitmentReply,
    SocialWorker,
    Supervision,
    SupervisionAsk,
    Supervisor,
    Trainer,
    TrainingBase,
    TrainingCourse,
    WorkerCertificate,
    WorkerPay,
    WorkerPosition,
)
from organizations.queries.schooling import standing_of
from organizations.queries.trainers import LEAST
from organizations.recruitment_workflow import RecruitmentStatus, ReplyStatus
from organizations.schooling_workflow import ExamStatus
from organizations.supervision_workflow import AskStatus


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


def posted() -> Finding:
    """Posts filled, vacant and closed, of the agency and of the community; nobody beyond a place,
    nobody paid outside the band of his post."""
    rows = WorkerPosition.objects.all()
    standing = list(rows.with_holders().standing())
    paid = WorkerPay.objects.on().select_related("worker")
    held = {
        each.worker_id: each.position
        for each in PositionHolding.objects.filter(until=None).select_related("position")
    }
    found = {
        "told": rows.count(),
        "full": any(not post.vacant for post in standing),
        "vacant": any(post.vacant for post in standing),
        "closed": rows.exclude(closed_on=None).exists(),
        "the community's own": rows.filter(organization=None).exists(),
        "more than places": rows.annotate(n=Count("holdings", filter=Q(holdings__until=None)))
        .filter(n__gt=F("places"))
        .count(),
        "outside the band": sum(
            not float(post.band_low.open())
            <= float(row.amount.open())
            <= float(post.band_high.open())
            for row in paid
            if (post := held.get(row.worker_id)) is not None
        ),
    }
    expected = dict.fromkeys(found, True) | {
        "told": len(POSTS), "more than places": 0, "outside the band": 0,
    }  # fmt: skip
    return equal(expected, found, "posts of social workers")


def papers() -> Finding:
    """Who is certified here has the paper with its days, and somebody had another one before."""
    workers = SocialWorker.objects.active().filter(community__code=WUTONGLI_CODE).certified()
    papers = WorkerCertificate.objects.filter(worker__in=workers)
    found = {
        "without a paper": workers.exclude(pk__in=papers.values("worker_id")).count(),
        "without its days": papers.filter(Q(issued_on=None) | Q(registered_on=None)).count(),
        "two papers": papers.filter(level="assistant", worker__level="intermediate").exists(),
    }
    return equal({"without a paper": 0, "without its days": 0, "two papers": True}, found, "papers")


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
        "passed": places.filter(passed=True).exclude(certificate="").exists(),
        "failed": places.filter(passed=False, certificate="").exists(),
        "waiting for results": told.to_be_graded().exists(),
        "without a certificate": places.filter(
            status=PlaceStatus.SIGNED, certificate="", course__exam=CourseExam.NONE
        ).exists(),
        "hours looked at": EducationHours.objects.counted().exclude(place=None).exists(),
        "hours waiting": EducationHours.objects.waiting().exclude(place=None).exists(),
    }
    expected = dict.fromkeys(found, True) | {
        "told": len(COURSES), "states": len(CourseStatus), "counted wrongly": 0,
        "without a certificate": False,
        "signed without hours": 0,
    }  # fmt: skip
    return equal(expected, found, "courses")


def teachers() -> Finding:
    """Social workers and guests, one gone; their courses came with them; bases in use."""
    rows, places = Trainer.objects.all(), CoursePlace.objects.exclude(mark="")
    said = TrainingCourse.objects.aggregate(n=Sum(F("said_good") + F("said_fair") + F("said_poor")))
    bases = list(TrainingBase.objects.standing().with_courses())
    found = {
        "told": rows.count(),
        "guests": rows.filter(worker=None).exists(),
        "gone": rows.exclude(until=None).exists(),
        "taught": rows.exclude(courses=None).exists(),
        "marks counted wrongly": places.count() - said["n"],
        "enough to be told": said["n"] >= LEAST,
        "bases": len(bases),
        "in use": any(row.held for row in bases),
    }
    expected = dict.fromkeys(found, True) | {
        "told": len(TRAINERS), "marks counted wrongly": 0, "bases": len(BASES),
    }  # fmt: skip
    return equal(expected, found, "who teaches")


def sought() -> Finding:
    """Chosen by somebody else, waiting to be chosen, given up, open; with certificate and risk."""
    rows, replies = Recruitment.objects.all(), RecruitmentReply.objects.all()
    standing = Count("replies", filter=~Q(replies__status=ReplyStatus.WITHDRAWN))
    chosen = Count("replies", filter=Q(replies__status=ReplyStatus.CHOSEN))
    found = {
        "states": rows.values("status").distinct().count(),
        "to be decided": rows.to_be_decided().exists(),
        "open": rows.open().filter(apply_until__gte=timezone.localdate(), asked__gt=0).exists(),
        "risky": rows.exclude(risk_notice="").exclude(level="none").exists(),
        "of an organisation": rows.filter(holder__isnull=False).exists(),
        "chosen": replies.filter(status=ReplyStatus.CHOSEN).exists(),
        "declined": replies.filter(status=ReplyStatus.DECLINED).exists(),
        "counted wrongly": rows.annotate(n=standing).exclude(asked=F("n")).count(),
        "more than wanted": rows.annotate(n=chosen).filter(n__gt=F("quota")).count(),
    }
    expected = dict.fromkeys(found, True) | {
        "states": len(RecruitmentStatus), "counted wrongly": 0, "more than wanted": 0,
    }  # fmt: skip
    return equal(expected, found, "recruitments")


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


def asked_for() -> Finding:
    """Of every state but withdrawn, matched with who is good at it; both said how it was."""
    rows, pool = SupervisionAsk.objects.order_by("pk"), Supervisor.objects.standing()
    met = rows.filter(status=AskStatus.MET)
    found = {
        "told": rows.count(),
        "states": rows.values("status").distinct().count(),
        "waiting": rows.to_be_matched().exists(),
        "both said how it was": met.exclude(worker_mark="").exclude(supervisor_mark="").exists(),
        "of other topics": sum(
            not set(row.topics) & set(row.supervisor.topics)
            for row in rows.select_related("supervisor")
            if row.supervisor is not None
        ),
        "comes here": pool.exclude(area=None).exists(),
        "by telephone": pool.filter(area=None).exists(),
        "without an account": pool.filter(user=None).count(),
    }
    expected = dict.fromkeys(found, True) | {
        "told": len(ASKS), "states": 4, "of other topics": 0, "without an account": 0,
    }  # fmt: skip
    return equal(expected, found, "asked for a supervisor")


CHECKS = (
    Check("社工岗位 · posts of social workers", posted),
    Check("培训基地和师资 · who teaches", teachers),
    Check("请督导 · asking for a supervisor", asked_for),
    Check("督导 · supervision", supervised),
    Check("继续教育和考试 · hours, exams and pay", promised),
    Check("社工证书 · certificates with their days", papers),
    Check("社工培训 · training courses", courses),
    Check("招募社工 · recruiting social workers", sought),
)
