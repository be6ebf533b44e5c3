"""Two years of volunteers' shifts, and the coming ones: open, full, risky, with a paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import User
from activities.actions.facts import ActivityFacts
from activities.models import Activity, Attendance, Enrolment
from activities.workflow import Status
from communities.models import Area
from doors.town.account import find
from doors.town.activity_list import CANTEEN, HALL, PLACES_EN, READING, SQUARE
from doors.town.bulk import number, write
from doors.town.past import Event, attended, enrolled, remember, step
from doors.town.plan import WUTONGLI_CODE
from volunteers.actions import recruiting, shifts
from volunteers.actions.hours import counted_as
from volunteers.actions.shifts import Calling
from volunteers.models import (
    ServiceRecord,
    Shift,
    ShiftPlace,
    Skill,
    Source,
    TeamMembership,
    Volunteer,
    VolunteerTeam,
)
from volunteers.models.teams import VolunteerTeamQuerySet
from volunteers.workflow import RecordStatus

LEADS = "乔一"
MEALS = ("长者食堂帮厨", "Helping at the canteen", CANTEEN, 10)
BOOKS = ("图书室值守", "Keeping the reading room", READING, 14)
PAST = (MEALS, BOOKS, ("四点半课堂辅导", "Homework after school", HALL, 16))
EVERY, DAYS, WANTED = 14, 700, 4
CROSSING = "路口车多：穿反光背心，只站在人行道上，下雨路滑不要跑。"
INSURED = "志愿者团体意外险 2026-0417"
RISKY = {"risk": "high", "risk_notice": CROSSING, "insurance_number": INSURED}
HOT = {"risk_notice": "灶台烫、地面滑，进厨房戴帽子。"}
AHEAD: tuple[tuple[tuple[str, str, str, int], int, int, int, dict[str, Any]], ...] = (
    # what and where, days ahead, wanted, how many come, terms
    (("放学路口护学", "School crossing", SQUARE, 16), 1, 2, 4, RISKY),
    (MEALS, 3, 4, 2, HOT),
    (("长者食堂掌勺", "Cooking at the canteen", CANTEEN, 9), 5, 3, 0, {}),
)

MEETING = ("志愿者月会", "Monthly meeting of the volunteers", HALL, 19)
TRAINING = ("急救和文明用语培训", "First aid, and how to speak with people", HALL, 14)
TRAINED = 9
"""So many came to learn; all of them passed but one."""
FITS = "会用血压计，说得来山里话"
CHOSEN = (
    (("义诊日分诊台", "Desk of the free clinic", HALL, 8), 6),
    (("老年大学助教", "Helping to teach the elders", READING, 9), 8),
)  # fmt: skip
"""What, and in how many days."""


def tell_shifts(told_on: date) -> None:
    home, lead = Area.objects.get(code=WUTONGLI_CODE), find(LEADS)
    rows = Volunteer.objects.filter(community=home).active().order_by("pk")
    people = list(rows.select_related("user", "resident", "community"))
    _past(home, lead, people, told_on)
    _ahead(home, lead, people, told_on)
    _called(home, lead, people, told_on)


def _past(home: Area, lead: User, people: list[Volunteer], told_on: date) -> None:
    """Most came, now and then somebody did not; each has the minutes of the door."""
    held = [
        _one(home, lead, told_on - timedelta(days=ago), *PAST[turn % len(PAST)])
        for turn, ago in enumerate(range(DAYS, 6, -EVERY))
    ]
    number(held)
    write(held)
    made = [_served(Shift(community=home, activity=each)) for each in held]
    number(made)
    write(made)
    came = [place for shift in made for place in _who(shift, people)]
    asked = [place.enrolment for place in came]
    number(asked)
    write(asked)
    write(enrolled(asked))
    number(came)
    write(came)
    there = [_there(place) for place in came if place.note == ""]
    write(attendance for attendance, _record in there)
    records = [record for _attendance, record in there]
    number(records)
    write(records)
    remember(_history(made, came, records, lead))
    write(
        step(
            "volunteers.minutes", home.pk, row.ended_at, row.minutes, source=row.source,
            who=counted_as(row),
        )
        for row in records
    )  # fmt: skip
    write(attended(attendance for attendance, _record in there))
    write(
        step("volunteers.served", home.pk, shift.activity.starts_at, shift.visits)
        for shift in made
        if shift.visits
    )


def _served(shift: Shift) -> Shift:
    """Whoever led it counted heads; now and then nobody did."""
    dice = Random(f"served at {shift.activity.starts_at:%Y%m%d}")
    if dice.random() < 0.85:
        shift.people = dice.randint(8, 45)
        shift.visits = shift.people + dice.choice((0, 0, dice.randint(1, 9)))
    return shift


def _one(
    home: Area, lead: User, day: date, title: str, english: str, place: str, hour: int
) -> Activity:
    start = _at(day, hour)
    return Activity(
        community=home, title=title, title_en=english, kind="other", place=place,
        place_en=PLACES_EN[place], starts_at=start, ends_at=start + timedelta(hours=2),
        expected=WANTED, capacity=WANTED, helpers_only=True, leader=lead, proposed_by=lead,
        agreed_by=lead, status=Status.CLOSED, revision=1, changed_at=start - timedelta(days=6),
    )  # fmt: skip


def _who(shift: Shift, people: list[Volunteer], wanted: int = WANTED) -> Iterator[ShiftPlace]:
    activity = shift.activity
    dice = Random(f"shift {activity.starts_at:%Y%m%d}")
    for seat, one in enumerate(dice.sample(people, wanted), start=1):
        row = Enrolment(
            community=activity.community, activity=activity, user=one.user, resident=one.resident,
            name=one.name.open(), role="assistant", status="taken", seat=seat,
            enrolled_at=activity.changed_at + timedelta(minutes=19 * seat),
        )  # fmt: skip
        yield ShiftPlace(
            community=activity.community, shift=shift, volunteer=one, enrolment=row,
            told_at=row.enrolled_at, note="absent" if dice.random() < 0.06 else "",
        )  # fmt: skip


def _there(place: ShiftPlace) -> tuple[Attendance, ServiceRecord]:
    activity = place.shift.activity
    dice = Random(f"at the shift {activity.starts_at:%Y%m%d} {place.enrolment.seat}")
    came = activity.starts_at + timedelta(minutes=dice.randrange(-9, 6))
    left = activity.ends_at - timedelta(minutes=dice.choice((0, 0, 0, 15)))
    minutes = int((left - came).total_seconds() // 60)
    attendance = Attendance(
        community=place.community, enrolment=place.enrolment, how="leader",
        signed_by=activity.leader, came_at=came, left_at=left, minutes=minutes,
    )  # fmt: skip
    record = ServiceRecord(
        community=place.community, volunteer=place.volunteer, source=Source.ACTIVITY,
        reference=str(activity.pk), what=activity.title, begun_at=came, ended_at=left,
        minutes=minutes, status=RecordStatus.COUNTED, recorded_at=left,
    )  # fmt: skip
    return attendance, record


def _history(
    made: list[Shift], came: list[ShiftPlace], records: list[ServiceRecord], lead: User
) -> Iterator[Event]:
    for shift in made:
        it, home = shift.activity, shift.community_id
        yield Event("volunteers.shift_offered", shift, lead, it.changed_at, home)
        yield Event("activities.published", it, lead, it.changed_at, home)
        yield Event("activities.held", it, lead, it.ends_at, home)
        if shift.people:
            told = {"people": shift.people, "visits": shift.visits}
            yield Event("volunteers.reached_noted", shift, lead, it.ends_at, home, told)
        yield Event("activities.closed", it, lead, it.ends_at + timedelta(days=2), home)
    for place in came:
        by = place.volunteer.user
        yield Event("volunteers.shift_taken", place, by, place.told_at, place.community_id)
    for row in records:
        said = {"minutes": row.minutes}
        yield Event("volunteers.hours_noted", row, None, row.ended_at, row.community_id, said)


def _ahead(home: Area, lead: User, people: list[Volunteer], told_on: date) -> None:
    """Through the actions: one is full and two wait, one wants more hands, one wants a paper."""
    adults = [one for one in people if not one.is_minor()]
    paper = Skill.objects.filter(needs_licence=True, is_active=True)[0]
    for (title, english, place, hour), ahead, wanted, come, terms in AHEAD:
        start = _at(told_on + timedelta(days=ahead), hour)
        facts = ActivityFacts(
            title=title, kind="other", place=place, starts_at=start, leader=lead,
            ends_at=start + timedelta(hours=2), expected=wanted, capacity=wanted,
        )  # fmt: skip
        licence: dict[str, Any] = {} if terms else {"licence": paper}
        shift = shifts.offer(home, facts, actor=lead, **licence, **terms)
        Activity.objects.filter(pk=shift.activity_id).update(
            title_en=english, place_en=PLACES_EN[place]
        )
        if not terms:
            continue
        for one in Random(title).sample(adults, come):
            shifts.take(shift, one, told=True, actor=one.user or lead)


def _called(home: Area, lead: User, people: list[Volunteer], told_on: date) -> None:
    """A meeting that comes round every four weeks, a training that was held, one whose people are
    chosen after a deadline that is still to come, and one whose deadline has passed: its team's
    leader may choose."""
    adults = [one for one in people if not one.is_minor()]
    soon = _at(told_on + timedelta(days=2), 18)
    month = _offer(home, lead, MEETING, 9, 40, Calling(kind=Shift.Kind.MEETING))
    for one in Random("called to the meeting").sample(adults, 11):
        shifts.take(month, one, actor=one.user or lead)
    shifts.repeat(month, times=3, every="monthly", actor=lead)
    wanted = Calling(requirement=FITS, apply_until=soon, is_chosen=True)
    teams = VolunteerTeam.objects.standing().filter(community=home, kind="community")
    for (what, ahead), asked, team in zip(CHOSEN, (3, 4), (None, _led(teams)), strict=True):
        shift = _offer(home, lead, what, ahead, 2, replace(wanted, team=team))
        for one in Random(f"asked for {ahead}").sample(adults, asked):
            recruiting.apply(shift, one, actor=one.user or lead)
    over = timezone.now() - timedelta(hours=2)
    Shift.objects.filter(pk=shift.pk).update(apply_until=over)
    _trained(home, lead, adults, told_on)


def _led(teams: VolunteerTeamQuerySet) -> VolunteerTeam:
    led = TeamMembership.objects.leading().values("team")
    return teams.filter(pk__in=led).order_by("pk")[0]


def _offer(
    home: Area, lead: User, what: tuple[str, str, str, int], ahead: int, wanted: int, how: Calling
) -> Shift:
    title, english, place, hour = what
    start = _at(timezone.localdate() + timedelta(days=ahead), hour)
    facts = ActivityFacts(
        title=title, kind="other", place=place, starts_at=start, leader=lead,
        ends_at=start + timedelta(hours=2), expected=wanted, capacity=wanted,
    )  # fmt: skip
    shift = shifts.offer(home, facts, calling=how, actor=lead)
    Activity.objects.filter(pk=shift.activity_id).update(
        title_en=english, place_en=PLACES_EN[place]
    )
    return shift


def _trained(home: Area, lead: User, adults: list[Volunteer], told_on: date) -> None:
    """Three months ago; most of those who came passed, one did not come."""
    held = _one(home, lead, told_on - timedelta(days=90), *TRAINING)
    held.capacity = held.expected = TRAINED + 1
    number([held])
    write([held])
    shift = Shift(community=home, activity=held, kind=Shift.Kind.TRAINING)
    number([shift])
    write([shift])
    places = list(_who(shift, adults, TRAINED + 1))
    for n, place in enumerate(places):
        place.note = "" if n < TRAINED else "absent"
        if n < TRAINED - 1:
            place.passed_on = timezone.localdate(held.starts_at)
    asked = [place.enrolment for place in places]
    number(asked)
    write(asked)
    write(enrolled(asked))
    number(places)
    write(places)
    write(attended(write(_there(place)[0] for place in places if place.note == "")))
    remember(_history([shift], places, [], lead))
    said = {"passed": TRAINED - 1}
    at = held.ends_at + timedelta(days=1)
    remember([Event("volunteers.training_passed", shift, lead, at, home.pk, said)])


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
