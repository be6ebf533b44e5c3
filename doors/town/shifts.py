"""Two years of volunteers' shifts, and the coming ones: open, full, risky, with a paper."""

from collections.abc import Iterator
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
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from volunteers.actions import shifts
from volunteers.models import ServiceRecord, Shift, ShiftPlace, Skill, Source, Volunteer
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


def tell_shifts(told_on: date) -> None:
    home, lead = Area.objects.get(code=WUTONGLI_CODE), find(LEADS)
    rows = Volunteer.objects.filter(community=home).active().order_by("pk")
    people = list(rows.select_related("user", "resident", "community"))
    _past(home, lead, people, told_on)
    _ahead(home, lead, people, told_on)


def _past(home: Area, lead: User, people: list[Volunteer], told_on: date) -> None:
    """Most came, now and then somebody did not; each has the minutes of the door."""
    held = [
        _one(home, lead, told_on - timedelta(days=ago), *PAST[turn % len(PAST)])
        for turn, ago in enumerate(range(DAYS, 6, -EVERY))
    ]
    number(held)
    write(held)
    made = [Shift(community=home, activity=each) for each in held]
    number(made)
    write(made)
    came = [place for shift in made for place in _who(shift, people)]
    enrolled = [place.enrolment for place in came]
    number(enrolled)
    write(enrolled)
    number(came)
    write(came)
    there = [_there(place) for place in came if place.note == ""]
    write(attendance for attendance, _record in there)
    records = [record for _attendance, record in there]
    number(records)
    write(records)
    remember(_history(made, came, records, lead))
    write(
        step("volunteers.minutes", home.pk, row.ended_at, row.minutes, source=row.source)
        for row in records
    )


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


def _who(shift: Shift, people: list[Volunteer]) -> Iterator[ShiftPlace]:
    activity = shift.activity
    dice = Random(f"shift {activity.starts_at:%Y%m%d}")
    for seat, one in enumerate(dice.sample(people, WANTED), start=1):
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


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
