"""Two years of hours in 梧桐里: most by the clock, some by hand; what waits for an answer today."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import User
from communities.models import Area
from core.models import TallyDelta
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.cast_list import YOUNG_VOLUNTEER
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from doors.town.volunteers import ELECTRICIAN, LEADER, SECOND_LEADER
from organizations.models import MemberCheckin
from volunteers.actions import hours
from volunteers.actions.hours import counted_as
from volunteers.models import ServiceRecord, Source, Volunteer, VolunteerTeam
from volunteers.workflow import RecordStatus

DAYS = 720
MONTHLY = {LEADER: 9, SECOND_LEADER: 5, ELECTRICIAN: 2, YOUNG_VOLUNTEER: 1}
"""How often the named ones served; the others once or twice a month."""
LENGTHS = {LEADER: (120, 240)}
USUAL = (40, 150)
BY_HAND, VOID = 0.2, 0.01
WHAT = (
    "陪老人买菜", "清理楼道", "教老人用手机", "送餐上门", "路口执勤", "换灯泡", "陪诊",
    "搬东西", "夜间巡逻", "四点半辅导", "整理旧衣物", "给花坛浇水",
)  # fmt: skip
WRITES, LOOKS = "周予安", "乔一"
WRONG = "登记错了人"
MEMBERS = 6
"""Checked-in Party members who are no volunteers, and have served."""


def tell_hours(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    clerk, second = find(WRITES), find(LOOKS)
    people = list(Volunteer.objects.filter(community=home).active().order_by("pk"))
    rows = [row for one in people for row in _of(one, told_on, clerk, second)]
    rows += [row for one in _members(home) for row in _of_member(one, told_on)]
    number(rows)
    write(rows)
    remember(event for row in rows for event in _past(row))
    write(step_ for row in rows for step_ in _counted(row))
    _here_for_long(people, told_on)
    _tell_today(told_on, people)


def _of(one: Volunteer, told_on: date, clerk: User, second: User) -> Iterator[ServiceRecord]:
    dice = Random(f"hours {one.number}")
    name = one.name.open()
    team = one.memberships.standing().select_related("team__organization").first()
    often = MONTHLY.get(name) or dice.choice((1, 1, 2))
    lasts = DAYS if name != YOUNG_VOLUNTEER else 180
    for n in range(often * lasts // 30):
        day = told_on - timedelta(days=lasts - n * 30 // often - dice.randrange(30 // often))
        if day >= told_on - timedelta(days=2):
            continue
        begun = morning(day) + timedelta(minutes=30 * dice.randrange(14))
        row = _record(one.community, dice, begun, LENGTHS.get(name, USUAL), n)
        row.volunteer = one
        if dice.random() < BY_HAND:
            row.source, row.reference = Source.MANUAL, f"{begun:%Y%m%dT%H%M%z}"
            row.recorded_by, row.decided_by = clerk, second
            row.decided_at = row.ended_at + timedelta(days=1)
            _with(row, team.team if team else None)
            _served(row, n)
        if dice.random() < VOID:
            row.status, row.reason = RecordStatus.VOID, WRONG
        yield row


def _of_member(one: MemberCheckin, told_on: date) -> Iterator[ServiceRecord]:
    dice = Random(f"member hours {one.pk}")
    for n in range(5):
        begun = morning(told_on - timedelta(days=20 + 30 * n + dice.randrange(9)))
        row = _record(one.community, dice, begun, USUAL, n)
        row.member = one
        yield row


def _record(
    home: Area, dice: Random, begun: datetime, lengths: tuple[int, int], n: int
) -> ServiceRecord:
    minutes = dice.randint(*lengths)
    return ServiceRecord(
        community=home,
        source=Source.ORDER,
        reference=f"{begun:%y%m%d}.past{n}",
        what=dice.choice(WHAT),
        begun_at=begun,
        ended_at=begun + timedelta(minutes=minutes),
        minutes=minutes,
        status=RecordStatus.COUNTED,
        recorded_at=begun + timedelta(minutes=minutes),
    )


def _with(row: ServiceRecord, team: VolunteerTeam | None) -> None:
    row.team = team
    row.organization = team.organization if team else None


def _served(row: ServiceRecord, n: int) -> None:
    """Of every third entry by hand somebody said how many it was for."""
    if n % 3 == 0:
        row.people = 1 + n % 4
        row.visits = row.people + n % 2


def _members(home: Area) -> list[MemberCheckin]:
    rows = MemberCheckin.objects.accepted().filter(community=home, user__isnull=False)
    return list(rows.filter(user__volunteers__isnull=True).order_by("pk")[:MEMBERS])


def _past(row: ServiceRecord) -> Iterable[Event]:
    said, home = {"minutes": row.minutes}, row.community_id
    if row.source == Source.MANUAL:
        yield Event("volunteers.hours_entered", row, row.recorded_by, row.ended_at, home, said)
        later = row.ended_at + timedelta(days=1)
        yield Event("volunteers.hours_approved", row, row.decided_by, later, home, said)
    else:
        yield Event("volunteers.hours_noted", row, None, row.ended_at, home, said)
    if row.status == RecordStatus.VOID:
        later, why = row.ended_at + timedelta(days=1, hours=2), said | {"reason": row.reason}
        yield Event("volunteers.hours_void", row, find(LOOKS), later, home, why)


def _counted(row: ServiceRecord) -> Iterable[TallyDelta]:
    """What was void later was counted first, and taken off again."""
    for sign in (1, -1)[: 1 + (row.status == RecordStatus.VOID)]:
        yield step(
            "volunteers.minutes",
            row.community_id,
            row.ended_at,
            sign * row.minutes,
            source=row.source,
            who=counted_as(row),
        )
        if row.visits:
            yield step("volunteers.served", row.community_id, row.ended_at, sign * row.visits)


def _here_for_long(people: list[Volunteer], told_on: date) -> None:
    """They have been in the register for as long as they have hours."""
    since = morning(told_on - timedelta(days=DAYS + 20))
    for one in people:
        one.applied_at = one.agreed_at = since
        one.accepted_at = since + timedelta(days=2)
    Volunteer.objects.bulk_update(people, ["applied_at", "agreed_at", "accepted_at"])


def _tell_today(told_on: date, people: list[Volunteer]) -> None:
    """One waits for a second person, one was refused, two ask: one is answered, one waits."""
    clerk, second = find(WRITES), find(LOOKS)
    yesterday = morning(told_on - timedelta(days=1))
    electrician, leader = (Volunteer.objects.get(user=find(name)) for name in (ELECTRICIAN, LEADER))
    early = yesterday - timedelta(hours=3)  # before anything else begins
    hours.enter(electrician, what="修路灯", begun_at=early, minutes=80, actor=clerk)
    told = hours.enter(people[-1], what="清理楼道", begun_at=early, minutes=150, actor=clerk)
    hours.refuse(told, reason="那天活动改期了，没有去", actor=second)
    for one, words in (
        (leader, "中间歇了二十分钟，多记了"),
        (electrician, "早走了二十分钟，多记了"),
    ):
        last = (
            ServiceRecord.objects.counted()
            .filter(volunteer=one)
            .filter(source=Source.ORDER)
            .order_by("-begun_at")[0]
        )
        question = hours.ask(
            last, words=words, minutes=max(last.minutes - 20, 1), actor=find(one.name.open())
        )
        if one == electrician:
            hours.correct(
                question, minutes=question.minutes, answer="核对过，按他说的改", actor=second
            )
