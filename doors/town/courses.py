"""Training courses: signed and looked at, signed and waiting, cancelled, full, and to come."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from accounts.models import User
from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from doors.town.social_workers import agency
from organizations.actions import courses, schooling, trainers, training_bases
from organizations.actions.courses import Course
from organizations.models import (
    Facility,
    OrganizationScope,
    SocialWorker,
    TrainingCourse,
)

ROOM = "梧桐里社工室"


@dataclass(frozen=True)
class CoursePlan:
    title: str
    kind: str
    hours: int
    days: int
    """Until it is held; less than nought: since it was."""
    capacity: int
    enrolled: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    trainer: str = ""
    guest: tuple[str, str] = ("", "")
    reason: str = ""
    counted: bool = False
    at_the_seat: bool = False
    exam: str = "none"
    failed: tuple[str, ...] = ()
    graded: bool = False


C = CoursePlan
COURSES = (
    C("认知症家庭怎么帮", "workshop", 6, -62, 12, ("贺知夏", "潘安琪", "苏禾", "冉小舟"),
      ("冉小舟",), trainer="卢思远", counted=True, exam="live", failed=("苏禾",), graded=True),
    C("个案记录写作", "lecture", 3, -20, 20, ("卢思远", "乔一", "苏禾"),
      guest=("程既白", "市社会工作协会"), counted=True, at_the_seat=True),
    C("哀伤辅导督导小组", "group", 4, -4, 6, ("贺知夏", "潘安琪"), trainer="祁月",
      exam="task"),
    C("老旧小区议事现场课", "field", 4, 9, 15, ("苏禾",), guest=("闵远山", "市委党校"),
      reason="老师临时出差，下月再办"),
    C("危机干预中级", "workshop", 12, 1, 3, ("贺知夏", "卢思远", "乔一"), trainer="祁月"),
    C("儿童保护的边界", "lecture", 3, 16, 30, ("贺知夏",), guest=("温若谷", "市儿童福利院"),
      at_the_seat=True),
)  # fmt: skip
"""The first was examined and one did not pass; the third waits to be looked at, and for its
results; the last but one has no place left."""
AHEAD, ENROLLED_AFTER = 30, 6
TAUGHT = "认知症家庭怎么帮"
WORDS = (("贺知夏", "good", "回来就用上了"), ("潘安琪", "good", ""), ("苏禾", "fair", "想多练几次"))
"""How those who were there found the first one."""
TRAINERS = (
    ("卢思远", "", ("elders", "groups"), 90, None),
    ("祁月", "", ("crisis", "cases", "oneself"), 300, None),
    ("程既白", "市社会工作协会", ("records",), 60, None),
    ("闵远山", "市委党校", ("community",), 200, 12),
)
"""Who, of what unit if he is a guest, what he teaches, days since, days since he left again."""
BASES = (("梧桐里社工室", "老年社会工作实务、现场教学", 210), ("", "督导小组和案例研讨", 400))
"""Which place (none: the seat of the agency), what for, days since."""


def tell_courses(told_on: date) -> None:
    """Each announced a month ahead, or yesterday if it is far off; what followed, on its day."""
    home, secretary, unit = Area.objects.get(code=WUTONGLI_CODE), find("顾明"), agency()
    managers = OrganizationScope.objects.in_force().filter(organization=unit)
    by = managers.order_by("pk")[0].grant.user
    room = Facility.objects.select_related("area", "operator").get(area=home, name=ROOM)
    for plan in COURSES:
        day = told_on + timedelta(days=plan.days)
        opened = min(day - timedelta(days=AHEAD), told_on - timedelta(days=ENROLLED_AFTER + 1))
        with then.clock(morning(opened)) as it:
            course = courses.announce(
                unit if plan.at_the_seat else room, _said(plan, day, home), actor=by
            )
            it.now += timedelta(days=ENROLLED_AFTER)
            rows = {
                name: courses.enrol(course, worker=_worker(home, name), actor=find(name))
                for name in plan.enrolled
            }
            if plan.reason:
                it.now = morning(told_on - timedelta(days=1))
                courses.cancel(course, reason=plan.reason, actor=by)
            elif plan.days < 0:
                it.now = morning(day) + timedelta(hours=8)
                there = [row.pk for name, row in rows.items() if name not in plan.absent]
                courses.give_hours(courses.sign(course, present=there, actor=by))
                it.now += timedelta(days=2)
                _look_at(course, plan, secretary)
                if plan.graded:
                    passed = [rows[name].pk for name in plan.enrolled
                              if name not in (*plan.absent, *plan.failed)]  # fmt: skip
                    courses.grade(course, passed=passed, actor=by)
    _tell_who_teaches(home, told_on, secretary)


def _tell_who_teaches(home: Area, told_on: date, by: User) -> None:
    for room, what, ago in BASES:
        where = Facility.objects.select_related("area").get(area=home, name=room) if room else None
        since = told_on - timedelta(days=ago)
        with then.clock(morning(since)):
            training_bases.name(where or agency(), what=what, since=since, actor=by)
    for name, unit, topics, ago, left in TRAINERS:
        since = told_on - timedelta(days=ago)
        with then.clock(morning(since)) as it:
            made = trainers.register(
                home, worker=None if unit else _worker(home, name), name=name, unit=unit,
                topics=topics, since=since, actor=by,
            )  # fmt: skip
            if left is not None:
                it.now = morning(told_on - timedelta(days=left))
                trainers.take_out(made, actor=by)
    taught = TrainingCourse.objects.get(title=TAUGHT)
    with then.clock(morning(told_on - timedelta(days=50))):
        for name, mark, word in WORDS:
            trainers.say_how_it_was(taught, mark=mark, word=word, actor=find(name))


def _said(plan: CoursePlan, day: date, home: Area) -> Course:
    return Course(
        kind=plan.kind,
        title=plan.title,
        hours=plan.hours,
        held_on=day,
        starts_at=time(9, 30),
        capacity=plan.capacity,
        exam=plan.exam,
        trainer=_worker(home, plan.trainer) if plan.trainer else None,
        trainer_name=plan.guest[0],
        trainer_unit=plan.guest[1],
    )


def _look_at(course: TrainingCourse, plan: CoursePlan, by: User) -> None:
    """The hours, as the outbox would have brought them."""
    for place in course.places.exclude(hours=None).select_related("hours"):
        if plan.counted:
            schooling.count_hours(place.hours, actor=by)


def _worker(home: Area, name: str) -> SocialWorker:
    rows = SocialWorker.objects.select_related("community", "organization")
    return rows.get(community=home, user=find(name))
