"""Stationed cadres, told through the very actions the desk uses: agreed, there day by day, each day
seen by two, their units told at every quarter and at the end."""

from datetime import date, datetime, timedelta

from accounts.models import User
from communities.models import Area
from core.spans import quarter_of
from doors.town import then
from doors.town.account import find
from doors.town.partner_list import HOSPITAL
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning, phone_number
from doors.town.secondment_list import (
    NOT_HERE,
    SCORES,
    SECONDMENTS,
    WAITING,
    WORD,
    SecondmentPlan,
)
from organizations.actions import (
    assessments,
    secondment_days,
    secondment_reports,
    secondments,
)
from organizations.actions.secondments import Plan
from organizations.models import Organization, Secondment, SecondmentReport
from organizations.models.assessments import ASPECTS, Direction
from organizations.secondment_workflow import SecondmentStatus

_CLERK, _SECRETARY, _STREET = "周予安", "顾明", "钟毓"
_NUMBERS_FROM = 9_770_000
_DAY = timedelta(days=1)


def tell_secondments(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    units = {row.name: row for row in Organization.objects.filter(family="partner")}
    clerk, secretary = find(_CLERK), find(_SECRETARY)
    rows = [
        (each, _agreed(each, number, home, units[each.unit], told_on, clerk, secretary))
        for number, each in enumerate(SECONDMENTS)
    ]
    day = told_on - timedelta(days=max(each.began for each in SECONDMENTS))
    while day < told_on:
        with then.clock(_evening(day)):
            _live(rows, day, told_on, clerk, secretary)
        day += _DAY
    _tell_waiting(told_on)
    _tell_scores(told_on)


def _agreed(
    each: SecondmentPlan,
    number: int,
    home: Area,
    unit: Organization,
    told_on: date,
    clerk: User,
    secretary: User,
) -> Secondment:
    starts = told_on - timedelta(days=each.began)
    asked = min(starts, told_on) - timedelta(days=12)
    with then.clock(morning(asked)):
        row = secondments.propose(
            unit, home, Plan(each.post, weekdays=each.weekdays, hours=each.hours),
            name=each.name, phone=phone_number(_NUMBERS_FROM + number), office=each.office,
            starts_on=starts, ends_on=told_on + timedelta(days=each.ends),
            from_unit=each.status == SecondmentStatus.PROPOSED, actor=None,
        )  # fmt: skip
    with then.clock(morning(asked + 5 * _DAY)):
        if each.status == SecondmentStatus.DECLINED:
            return secondments.decline(row, reason=each.reason, actor=clerk)
        if each.status != SecondmentStatus.PROPOSED:
            paper = f"{unit.name}派驻函（{asked.year} 年 {asked.month} 月）"
            return secondments.agree_on_paper(row, paper=paper, actor=secretary)
    return row


def _live(
    rows: list[tuple[SecondmentPlan, Secondment]],
    day: date,
    told_on: date,
    clerk: User,
    secretary: User,
) -> None:
    """What the clock and the people do on that day."""
    if day == quarter_of(day):
        secondment_reports.draft_due(day)
    if any(day == row.ends_on + _DAY for _each, row in rows):
        secondments.tend(day)
    for each, row in rows:
        if each.stopped and day == told_on - timedelta(days=each.stopped):
            secondments.stop(row, reason=each.reason, actor=clerk)
        if each.did and day in row.due_between(day, day):
            row.refresh_from_db()
            if row.is_running:
                _there(each, row, day, clerk, secretary)
    if day.isoweekday() == 1:
        _send(day, quarter_of(told_on) - _DAY, secretary)


def _there(each: SecondmentPlan, row: Secondment, day: date, clerk: User, by: User) -> None:
    number = day.toordinal()
    if number % NOT_HERE == 0:
        return
    did = each.did[number // 7 % len(each.did)]
    told = secondment_days.tell_day(row, on_day=day, did=did, actor=clerk)
    secondment_days.confirm_day(told, actor=by)


def _send(day: date, last_quarter: date, secretary: User) -> None:
    """On a Monday, five days after it was drafted, it goes out; most units have said that they read
    it. One of the last quarter still waits for a name under it."""
    due = SecondmentReport.objects.drafts().filter(drafted_on__lte=day - 5 * _DAY)
    due = due.exclude(secondment__organization__name=HOSPITAL, last=last_quarter)
    for report in due.order_by("last", "pk"):
        if report.closing:
            secondment_reports.add_word(report, word=WORD, actor=secretary)
        sent = secondment_reports.send(report, actor=secretary)
        if not report.closing:
            secondment_reports.receive(sent, actor=None)


def _tell_waiting(told_on: date) -> None:
    """Written down by the desk in the last days, and seen by nobody else yet."""
    clerk = find(_CLERK)
    running = Secondment.objects.running().filter(community__code=WUTONGLI_CODE)
    row = running.order_by("pk").first()
    if row is None:
        raise RuntimeError("nobody is stationed")
    free = [told_on - timedelta(days=n) for n in range(1, 20)]
    free = [day for day in free if day.isoweekday() < 6]
    held = set(row.days.values_list("on_day", flat=True))
    for day in [day for day in free if day not in held][:WAITING]:
        with then.clock(_evening(day)):
            secondment_days.tell_day(row, on_day=day, did="多来了半天，帮着核对名册", actor=clerk)


def _tell_scores(told_on: date) -> None:
    clerk, street = find(_CLERK), find(_STREET)
    for each in SCORES:
        row = Secondment.objects.get(community__code=WUTONGLI_CODE, organization__name=each.unit)
        known = told_on - timedelta(days=each.published or 2)
        with then.clock(_evening(known - 5 * _DAY)):
            made = assessments.rate_cadre(
                row, direction=Direction.CADRE_HOME if each.by_unit else Direction.CADRE_HERE,
                year=row.years_served()[-1], scores=dict(zip(ASPECTS, each.points, strict=True)),
                comment=each.comment, actor=None if each.by_unit else clerk,
            )  # fmt: skip
            assessments.submit(made, actor=made.written_by)
        if each.published is not None:
            with then.clock(_evening(known)):
                assessments.publish(made, actor=street)
        if each.appeal:
            with then.clock(_evening(known + _DAY)):
                assessments.appeal(made, reason=each.appeal, actor=None)


def _evening(day: date) -> datetime:
    return morning(day) + timedelta(hours=8)
