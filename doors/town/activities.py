"""Two years of activities and six weeks ahead, with everybody who came."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from activities.models import Activity, Attendance, ChildCard, Enrolment, Role, Series, ServiceBrand
from activities.workflow import Place, Status
from communities.models import Area, Binding, Resident
from core.models import TallyDelta
from doors.town import children
from doors.town.account import find
from doors.town.activity_list import (
    AGENCY,
    AHEAD,
    BRANDS,
    CLASS,
    PAST,
    PATROL,
    PLACES_EN,
    RESTING_BRAND,
    WAIT_AT,
    WAITING,
    ActivityPlan,
)
from doors.town.bulk import number, write
from doors.town.past import Event, attended, enrolled, remember, step
from doors.town.plan import WUTONGLI_CODE
from organizations.models import Organization

ADULTS, CHILDREN = 420, 60
_PLANS, _CHECKS, _NEIGHBOUR = "乔一", "周予安", "林晚"


@dataclass(frozen=True)
class _Told:
    plan: ActivityPlan
    activity: Activity


@dataclass(frozen=True)
class _Place:
    home: Area
    agency: Organization
    brands: dict[str, ServiceBrand]
    series: dict[str, Series]
    people: dict[str, User]
    told_on: date


def tell_activities(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    place = _Place(
        home,
        Organization.objects.get(name=AGENCY),
        _brands(home, told_on),
        _series(home),
        {name: find(name) for name in (_PLANS, _CHECKS, _NEIGHBOUR)},
        told_on,
    )
    plans = (*PAST, CLASS, *AHEAD)
    told = [_Told(plan, _one(plan, days, place)) for plan in plans for days in plan.days]
    number([each.activity for each in told])
    write(each.activity for each in told)
    came = _enrolments(told, home, told_on)
    number(came)
    write(came)
    write(enrolled(came))
    present = write(_present(came))
    write(attended(present))
    handed = list(children.handovers(present))
    number(handed)
    write(handed)
    remember(children.told(handed))
    remember(event for each in told for event in _history(each.activity, place))
    write(row for each in told for row in _counts(each.activity))


def _brands(home: Area, told_on: date) -> dict[str, ServiceBrand]:
    rows = [
        ServiceBrand(
            community=home,
            name=name,
            name_en=english,
            about=about,
            is_active=name != RESTING_BRAND,
        )
        for name, english, about in BRANDS
    ]
    number(rows)
    write(rows)
    noon = timezone.make_aware(datetime.combine(told_on, time(12)))
    clerk, begun = find(_PLANS), noon - timedelta(days=710)
    remember(Event("activities.brand_opened", row, clerk, begun, home.pk) for row in rows)
    remember(
        Event("activities.brand_rested", row, clerk, noon - timedelta(days=50), home.pk)
        for row in rows
        if not row.is_active
    )
    return {row.name: row for row in rows}


def _role(plan: ActivityPlan, turn: int) -> str:
    """Of a team three help; of what residents do themselves the first is its organiser."""
    if plan.who == "resident" and turn == 1:
        return Role.ORGANIZER
    return Role.ASSISTANT if plan.who == "team" and turn <= 3 else Role.PARTICIPANT


def _series(home: Area) -> dict[str, Series]:
    named = {plan.title: plan.title_en for plan in (*PAST, CLASS, *AHEAD) if plan.is_series}
    rows = [Series(community=home, title=zh, title_en=en) for zh, en in named.items()]
    number(rows)
    return {row.title: row for row in write(rows)}


def _one(plan: ActivityPlan, ago: int, at: _Place) -> Activity:
    day = at.told_on - timedelta(days=ago)
    start = timezone.make_aware(datetime.combine(day, time(plan.hour)))
    status = plan.state or (Status.CLOSED if ago > 30 else Status.HELD if ago > 0 else "published")
    neighbour = at.people[_NEIGHBOUR]
    agreed = status not in {Status.DRAFT, Status.PROPOSED}
    return Activity(
        community=at.home,
        title=plan.title,
        title_en=plan.title_en,
        kind=plan.kind,
        about=plan.about,
        about_en=plan.about_en,
        place=plan.place,
        place_en=PLACES_EN[plan.place],
        starts_at=start,
        ends_at=start + timedelta(hours=plan.hours),
        targets=list(plan.targets),
        expected=plan.expected,
        capacity=plan.capacity,
        newcomer_places=plan.newcomers,
        has_roster=plan.roster,
        safety_note=plan.safety,
        brand=at.brands.get(plan.brand),
        series=at.series.get(plan.title) if plan.is_series else None,
        organizer=plan.who,
        organization=at.agency if plan.who == "organization" else None,
        organizer_name=PATROL if plan.who == "team" else "",
        leader=neighbour if plan.who == "resident" else at.people[_PLANS],
        proposed_by=neighbour if plan.who == "resident" else at.people[_PLANS],
        agreed_by=at.people[_CHECKS] if agreed else None,
        status=status,
        reason=plan.reason,
        revision=1,
        changed_at=start - timedelta(days=9 if ago > 0 else 3 - ago),
    )


def _enrolments(told: list[_Told], home: Area, told_on: date) -> list[Enrolment]:
    """Neighbours of the register; whoever has an account enrolled with it, the others at the
    desk. A regular comes again and again, which is what 人 and 人次 differ by."""
    adult = told_on - timedelta(days=366 * 18)
    rows = Resident.objects.present().filter(community=home, household__isnull=False)
    adults = list(rows.filter(born_on__lt=adult).order_by("pk")[:ADULTS])
    small = told_on - timedelta(days=366 * 11)
    small_ones = rows.filter(born_on__gt=small, guardian__isnull=False)
    pupils = list(small_ones.select_related("guardian", "community").order_by("pk")[:CHILDREN])
    bound = Binding.objects.standing().filter(community=home)
    accounts = dict(bound.values_list("resident_id", "user_id"))
    clerk, known, made = find(_CHECKS), set[int](), list[Enrolment]()
    cards = children.cards_of(pupils, accounts, told_on, clerk)
    for each in sorted(told, key=lambda one: one.activity.starts_at):
        dice = Random(f"comes {each.activity.title} {each.activity.starts_at:%m%d}")
        crowd = pupils if each.plan.child else adults
        full = each.plan.title == WAIT_AT
        count = min(len(crowd), each.plan.come + (WAITING if full else 0))
        for turn, who in enumerate(dice.sample(crowd, count), start=1):
            row = _row(each, who, accounts.get(who.pk), turn, clerk, who.pk not in known)
            if each.plan.roster:
                _bring(row, cards[who.pk], clerk)
            made.append(row)
        if each.activity.starts_at.date() < told_on and each.activity.reason == "":
            known |= {row.resident_id for row in made[-count:] if row.resident_id}
    return made


def _row(
    each: _Told, who: Resident, user_id: int | None, turn: int, clerk: User, is_new: bool
) -> Enrolment:
    activity = each.activity
    waits = activity.capacity is not None and turn > activity.capacity
    return Enrolment(
        community=activity.community,
        activity=activity,
        user_id=user_id,
        resident=who,
        name=who.name.open(),
        is_newcomer=is_new,
        status=Place.WAITING if waits else Place.TAKEN,
        seat=None if waits else turn,
        role=_role(each.plan, turn),
        enrolled_at=activity.changed_at + timedelta(minutes=17 * turn),
        entered_by=None if user_id else clerk,
    )


def _bring(row: Enrolment, card: ChildCard, clerk: User) -> None:
    """A child comes by its guardian."""
    row.card, row.user_id, row.phone = card, card.guardian_id, card.phone.open()
    row.entered_by = None if card.guardian_id else clerk


def _present(came: list[Enrolment]) -> Iterator[Attendance]:
    """Nine of ten came, most on time; the hall's code for who has an account, the leader's hand
    for the others."""
    for row in came:
        activity = row.activity
        dice = Random(f"there {row.pk - came[0].pk}")
        if activity.status not in {Status.HELD, Status.CLOSED} or dice.random() > 0.9:
            continue
        by_code = row.user_id is not None and row.card_id is None
        at = activity.starts_at + timedelta(minutes=dice.randrange(-12, 9))
        left = activity.ends_at - timedelta(minutes=max(0, dice.randrange(-60, 25)))
        yield Attendance(
            community=row.community,
            enrolment=row,
            how="code" if by_code else "leader",
            signed_by=None if by_code else activity.leader,
            came_at=at,
            left_at=left,
            minutes=int((left - at).total_seconds() // 60),
        )


def _history(activity: Activity, at: _Place) -> Iterator[Event]:
    home, by, checks = activity.community_id, activity.proposed_by, at.people[_CHECKS]
    told = activity.changed_at
    yield Event("activities.planned", activity, by, told - timedelta(hours=30), home)
    if activity.agreed_by is not None:
        yield Event("activities.published", activity, checks, told, home)
    if activity.status == Status.CANCELLED:
        off = activity.starts_at - timedelta(days=1)
        off = min(off, told + timedelta(hours=12))
        yield Event(
            "activities.cancelled", activity, checks, off, home, {"reason": activity.reason}
        )
    if activity.status in {Status.HELD, Status.CLOSED}:
        yield Event("activities.held", activity, by, activity.ends_at, home)
    if activity.status == Status.CLOSED:
        closed = activity.ends_at + timedelta(days=4)
        yield Event("activities.closed", activity, checks, closed, home)


def _counts(activity: Activity) -> Iterator[TallyDelta]:
    if activity.status in {Status.HELD, Status.CLOSED}:
        dims = {"kind": activity.kind, "organizer": activity.organizer}
        yield step("activities.held", activity.community_id, activity.starts_at, 1, **dims)
