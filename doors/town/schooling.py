"""What the social workers of 梧桐里 learnt, sat for and earn."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from communities.models import Area
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.social_workers import OWN, STATIONED, WorkerPlan, agency
from organizations.actions import pay, schooling
from organizations.models import (
    EducationHours,
    ExamEntry,
    ExamReward,
    OrganizationScope,
    SocialWorker,
)

COURSES = (
    ("老年社会工作实务", 16), ("个案管理工作坊", 12), ("督导助理培训", 18), ("民政政策更新", 8),
    ("危机干预初级", 14), ("社区矫正专题", 10), ("儿童保护", 12),
)  # fmt: skip
ATTENDED = {"祁月": 3, "贺知夏": 5, "卢思远": 2, "潘安琪": 3, "乔一": 1, "苏禾": 2}
"""So many of the courses above each has behind him; whose certificate ends soon is short."""
TOLD_HIMSELF = "贺知夏"
"""He wrote one down that nobody has looked at."""
EXAMS = (
    ("冉小舟", -1, "assistant", "failed"),
    ("冉小舟", 0, "assistant", "entered"),
    ("潘安琪", -1, "intermediate", "paid"),
    ("苏禾", 0, "intermediate", "passed"),
)
REWARDS = (("district", "assistant", 1000), ("district", "intermediate", 2000),
           ("street", "intermediate", 2500))  # fmt: skip
DOCUMENT = "社会工作专业人才激励办法"
PAY = {
    "祁月": ("站长、督导", "1800"),
    "贺知夏": ("一线社工", "1000"),
    "乔一": ("社工室社工", "600"),
}


def tell_schooling(told_on: date) -> None:
    home, secretary, clerk = Area.objects.get(code=WUTONGLI_CODE), find("顾明"), find("周予安")
    above = {area.level: area for area in Area.objects.filter(pk__in=home.ancestor_ids)}
    for level, certificate, amount in REWARDS:
        ExamReward.objects.create(
            area=above[level], level=certificate, amount=amount, document=DOCUMENT,
            starts_on=date(told_on.year - 1, 1, 1),
        )  # fmt: skip
    managers = OrganizationScope.objects.in_force().filter(organization=agency())
    employer = managers.order_by("pk")[0].grant.user
    for plan in (*STATIONED, *OWN):
        worker = SocialWorker.objects.get(community=home, user=find(plan.name))
        for held_on, what, hours in _courses(plan, told_on):
            schooling.tell_hours(
                worker, held_on=held_on, hours=hours, what=what,
                evidence=f"结业证 {held_on:%Y%m}-{plan.phone}", actor=secretary,
            )  # fmt: skip
        if plan.name in PAY:
            post, amount_of = PAY[plan.name]
            pay.set_pay(
                worker, post=post, amount=Decimal(amount_of),
                starts_on=told_on - timedelta(days=200),
                actor=employer if plan in STATIONED else secretary,
            )  # fmt: skip
    himself = find(TOLD_HIMSELF)
    schooling.tell_hours(
        SocialWorker.objects.get(community=home, user=himself),
        held_on=told_on - timedelta(days=6), hours=6, what="网络课程：家庭治疗",
        evidence="平台学习证明", actor=himself,
    )  # fmt: skip
    for name, year, level, ended in EXAMS:
        worker = SocialWorker.objects.get(community=home, user=find(name))
        entry = schooling.enter_exam(
            worker, year=told_on.year + year, level=level, actor=secretary
        )  # fmt: skip
        if ended == "failed":
            schooling.note_failed(entry, actor=clerk)
        if ended in ("passed", "paid"):
            entry = schooling.note_passed(entry, actor=clerk)
        if ended == "paid":
            schooling.pay_reward(
                entry, voucher=f"工资发放表 {told_on:%Y-%m}", paid_on=told_on, actor=secretary
            )
    ExamEntry.objects.filter(year=told_on.year - 1).update(entered_on=date(told_on.year - 1, 3, 20))
    EducationHours.objects.filter(status="told").update(told_by=himself)


def _courses(plan: WorkerPlan, told_on: date) -> Iterator[tuple[date, str, int]]:
    for turn in range(ATTENDED.get(plan.name, 0)):
        what, hours = COURSES[(turn + plan.phone) % len(COURSES)]
        yield told_on - timedelta(days=45 + 120 * turn), what, hours
