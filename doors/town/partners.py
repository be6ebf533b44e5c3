"""Partner units: agreements with their lists, and a year of mutual assessment."""

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.models import User
from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.partner_list import (
    ASSESSMENTS,
    CANCELLED_MEETING,
    COMMISSIONERS,
    JUDGED,
    MEETINGS,
    PAIRINGS,
    AssessmentPlan,
    PairingPlan,
)
from doors.town.past import Event, remember
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from grids import periods
from organizations.actions import commissioners, committee_meetings
from organizations.models import (
    AgreementTerm,
    Assessment,
    Commissioner,
    CommitteeMeeting,
    Organization,
    Pairing,
    PairingLine,
    PairingYear,
    SchoolGroup,
)
from organizations.models.assessments import ASPECTS
from organizations.partner_workflow import TOLD, LineStatus

_CLERK, _STREET = "周予安", "钟毓"
_TITLES = {
    "pairing": "结对共建协议", "cooperation": "合作协议", "university": "校地共建协议",
}  # fmt: skip


def tell_partners(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    units = {row.name: row for row in Organization.objects.filter(family="partner")}
    clerk = find(_CLERK)
    rows = [_pairing(each, home, units, clerk, told_on) for each in PAIRINGS]
    number(rows)
    write(rows)
    pairs = list(zip(PAIRINGS, rows, strict=True))
    write(line for each, row in pairs for line in _lines(each, row, told_on))
    write(term for each, row in pairs for term in _terms(each, row, told_on))
    write(group for each, row in pairs for group in _groups(each, row, told_on))
    write(year for each, row in pairs for year in _years(each, row, clerk, told_on))
    remember(event for row in rows for event in _history(row, clerk))
    _tell_assessments(home, units, clerk, told_on)
    _tell_commissioners(home, units, clerk, told_on)


def _pairing(
    each: PairingPlan, home: Area, units: dict[str, Organization], clerk: User, told_on: date
) -> Pairing:
    began = told_on - timedelta(days=each.began)
    return Pairing(
        community=home,
        organization=units[each.unit],
        third=units[each.third[0]] if each.third else None,
        third_part=each.third[1] if each.third else "",
        kind=each.kind,
        title=f"{home.name}与{units[each.unit].name}{_TITLES[each.kind]}",
        goal=each.goal,
        starts_on=began,
        ends_on=told_on + timedelta(days=each.ends),
        signed_on=None if each.status == "draft" else began,
        status=each.status,
        reason=each.reason,
        drafted_by=clerk,
        drafted_at=morning(began - timedelta(days=14)),
    )


def _lines(each: PairingPlan, row: Pairing, told_on: date) -> Iterable[PairingLine]:
    for n, line in enumerate(each.lines):
        moved = row.starts_on + timedelta(days=20 * (n + 1))
        yield PairingLine(
            community_id=row.community_id,
            organization_id=row.organization_id,
            pairing=row,
            kind=line.kind,
            text=line.text,
            due_on=None if line.due is None else told_on + timedelta(days=line.due),
            status=line.status,
            note=line.note,
            moved_on=None if line.status == LineStatus.PLANNED else min(moved, told_on),
        )


def _terms(each: PairingPlan, row: Pairing, told_on: date) -> Iterable[AgreementTerm]:
    for name, first, last, plan in each.terms:
        yield AgreementTerm(
            community_id=row.community_id,
            organization_id=row.organization_id,
            pairing=row,
            name=name,
            period=periods.days(told_on + timedelta(days=first), told_on + timedelta(days=last)),
            plan=plan,
        )


def _groups(each: PairingPlan, row: Pairing, told_on: date) -> Iterable[SchoolGroup]:
    for n, (kind, name, left) in enumerate(each.groups, start=1):
        yield SchoolGroup(
            community_id=row.community_id,
            organization_id=row.organization_id,
            pairing=row,
            kind=kind,
            name=name,
            place=n,
            since=morning(row.starts_on),
            ended_on=told_on - timedelta(days=left) if left else None,
        )


def _years(each: PairingPlan, row: Pairing, clerk: User, told_on: date) -> Iterable[PairingYear]:
    """Last year's, of those that were signed by then."""
    year = told_on.year - 1
    if row.signed_on is None or row.starts_on.year > year:
        return
    kept = [line for line in each.lines if line.status != LineStatus.DROPPED]
    done = sum(line.status == LineStatus.DONE for line in kept)
    poor = done * 2 <= len(kept)
    yield PairingYear(
        community_id=row.community_id,
        organization_id=row.organization_id,
        pairing=row,
        year=year,
        grade="poor" if poor else "good",
        done=done,
        total=len(kept),
        note="办成的不到一半，今年按月对一次账" if poor else "",
        assessed_by=clerk,
        assessed_at=morning(date(told_on.year, 1, 8)),
    )


def _history(row: Pairing, clerk: User) -> Iterable[Event]:
    home, at = row.community_id, morning(row.starts_on)
    yield Event("organizations.pairing_drafted", row, clerk, at - timedelta(days=14), home)
    if row.signed_on:
        yield Event("organizations.pairing_signed", row, clerk, at, home)
    over = morning(row.ends_on) + timedelta(days=1)
    if row.status == "ended":
        yield Event("organizations.pairing_lapsed", row, None, over, home)
    if row.status == "stopped":
        said = {"reason": row.reason}
        yield Event("organizations.pairing_stopped", row, clerk, over, home, said)


def _tell_commissioners(
    home: Area, units: dict[str, Organization], clerk: User, told_on: date
) -> None:
    for unit, name, office, ago, left, promises, reason in COMMISSIONERS:
        first = told_on - timedelta(days=ago)
        with then.clock(morning(first)):
            row = commissioners.seat(
                units[unit], home, name=name, office=office, starts_on=first,
                ends_on=told_on + timedelta(days=left), promises=promises, actor=clerk,
            )  # fmt: skip
        if reason:
            with then.clock(morning(told_on - timedelta(days=200))):
                commissioners.unseat(row, reason=reason, actor=clerk)
    _tell_meetings(home, units, clerk, told_on)


def _tell_meetings(home: Area, units: dict[str, Organization], clerk: User, told_on: date) -> None:
    seats = {row.organization_id: row for row in Commissioner.objects.standing().filter(
        community=home
    )}  # fmt: skip

    def call(title: str, ago: int, asked: tuple[str, ...]) -> CommitteeMeeting:
        return committee_meetings.call(
            home, title=title, held_on=told_on - timedelta(days=ago),
            seats=[seats[units[unit].pk].pk for unit in asked], actor=clerk,
        )  # fmt: skip

    for title, ago, asked, came, excused in MEETINGS:
        with then.clock(morning(told_on - timedelta(days=max(ago + 7, 2)))) as it:
            made = call(title, ago, asked)
            of = {row.organization_id: row.pk for row in made.calls.all()}
            if ago > 0:
                it.now = morning(told_on - timedelta(days=ago)) + timedelta(hours=9)
                committee_meetings.sign(
                    made, came=[of[units[unit].pk] for unit in came],
                    excused=[of[units[unit].pk] for unit in excused], actor=clerk,
                )  # fmt: skip
    title, ago, whom, reason = CANCELLED_MEETING
    with then.clock(morning(told_on - timedelta(days=ago + 5))) as it:
        made = call(title, ago, whom)
        it.now += timedelta(days=3)
        committee_meetings.cancel(made, reason=reason, actor=clerk)
    with then.clock(morning(told_on - timedelta(days=2))):
        for unit, grade, note in JUDGED:
            row = seats[units[unit].pk]
            year = committee_meetings.years_of(row)[-1]
            committee_meetings.judge(row, year=year, grade=grade, note=note, actor=clerk)


def _tell_assessments(
    home: Area, units: dict[str, Organization], clerk: User, told_on: date
) -> None:
    """Written in the first days of the year after; the street published them in its third week."""
    street = find(_STREET)
    rows = [_assessment(each, home, units[each.unit], clerk, told_on) for each in ASSESSMENTS]
    number(rows)
    write(rows)
    remember(event for row in rows for event in _answers(row, clerk, street))


def _assessment(
    each: AssessmentPlan, home: Area, unit: Organization, clerk: User, told_on: date
) -> Assessment:
    year = told_on.year - each.ago
    told = each.status in TOLD
    recent = each.status in {"published", "appealed"} and not each.on_unit
    published = told_on - timedelta(days=3 if recent else 45)
    return Assessment(
        community=home,
        organization=unit,
        direction="on_unit" if each.on_unit else "on_community",
        year=year,
        comment=each.comment,
        status=each.status,
        written_by=clerk if each.on_unit else None,
        written_at=morning(published - timedelta(days=10)),
        published_on=published if told else None,
        appeal=each.appeal,
        answer=each.answer,
        **dict(zip(ASPECTS, each.points, strict=True)),
    )


def _answers(row: Assessment, clerk: User, street: User) -> Iterable[Event]:
    home, by = row.community_id, clerk if row.is_by_community else None
    at = known(row.written_at)
    yield Event("organizations.assessment_written", row, by, at, home)
    if row.status != "draft":
        yield Event("organizations.assessment_submit", row, by, at + timedelta(days=2), home)
    if row.published_on is None:
        return
    day = morning(row.published_on)
    yield Event("organizations.assessment_publish", row, street, day, home)
    if row.appeal:
        other = None if row.is_by_community else clerk
        said = {"reason": row.appeal}
        yield Event(
            "organizations.assessment_appeal", row, other, day + timedelta(days=1), home, said
        )
    if row.answer:
        verb = "uphold" if row.status == "upheld" else "withdraw"
        said = {"reason": row.answer}
        at = day + timedelta(days=9)
        yield Event(f"organizations.assessment_{verb}", row, street, at, home, said)
