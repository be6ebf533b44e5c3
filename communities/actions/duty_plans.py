"""A month of the duty roster: planned, thrown away, published."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import duty_rotation, history
from communities.actions import duty, duty_telling
from communities.duty_rotation import Away, Burden, Seat
from communities.models import Area, DutyPlan, DutyPost, DutyShift
from communities.workflow import PlanStatus
from core.exceptions import DomainError
from core.refusals import refusing
from core.workcalendar import Calendar

_DAY = timedelta(days=1)


@transaction.atomic
def plan_month(
    community: Area,
    *,
    month: date,
    posts: Iterable[DutyPost],
    people: Sequence[User],
    actor: User,
    absences: Sequence[Away] | None = None,
    since: date | None = None,
) -> DutyPlan:
    """Every seat of these posts in that month, handed round among these people.

    What stands is kept: a second call fills what is missing. `absences` are asked of the rooms
    that know them, unless given. Days before `since` (today) are left as they are.
    """
    first, last = _month(month, since or timezone.localdate())
    plan = duty.lock_plan(community, first)
    if plan.is_published:
        raise DomainError(_("这个月已经公布，请在表上一个一个改"), code="published")
    chosen = list(posts)
    duty.require_posts(community, chosen)
    for person in people:
        _require_serves(person, community, last)
    begin = max(first, since or timezone.localdate())
    days = [begin + n * _DAY for n in range((last - begin).days + 1)]
    fresh = _missing(plan, chosen, days)
    away = (
        duty_rotation.away((person.pk for person in people), first, last + _DAY)
        if absences is None
        else list(absences)
    )
    _hand_round(plan, fresh, people, away)
    with refusing(duty_person_in_one_place=duty.busy(), duty_seat_there_once=duty.there_already()):
        for shift in fresh:
            if shift.pk:
                shift.save(update_fields=["person"])
        DutyShift.objects.bulk_create(shift for shift in fresh if not shift.pk)
    history.note(
        "communities.duty_planned",
        plan,
        actor=actor,
        details={
            "month": f"{first:%Y-%m}",
            "posts": [post.pk for post in chosen],
            "people": [person.pk for person in people],
            "shifts": len(fresh),
            "gaps": sum(shift.is_empty for shift in fresh),
        },
    )
    return plan


@transaction.atomic
def clear_plan(plan: DutyPlan, *, actor: User) -> DutyPlan:
    """A draft from which nothing should stay."""
    plan = duty.lock_plan(plan.community, plan.month)
    if plan.is_published:
        raise DomainError(_("公布了的月份不能清空，请一个一个改"), code="published")
    count, _rows = plan.shifts.all().delete()
    history.note("communities.duty_cleared", plan, actor=actor, details={"shifts": count})
    return plan


@transaction.atomic
def publish_plan(plan: DutyPlan, *, actor: User) -> DutyPlan:
    """From now on it holds, and everybody on it hears of it. Gaps may stay: they are seen."""
    plan = duty.lock_plan(plan.community, plan.month)
    if plan.is_published:
        raise DomainError(_("这个月已经公布了"), code="published")
    shifts = list(plan.shifts.select_related("post").order_by("period", "post"))
    if not shifts:
        raise DomainError(_("还是空表，先排班再公布"), code="empty")
    plan.status = PlanStatus.PUBLISHED
    plan.published_by, plan.published_at = actor, timezone.now()
    plan.save(update_fields=["status", "published_by", "published_at"])
    history.note(
        "communities.duty_published",
        plan,
        actor=actor,
        details={
            "month": f"{plan.month:%Y-%m}",
            "shifts": len(shifts),
            "gaps": sum(shift.is_empty for shift in shifts),
        },
    )
    duty_telling.tell_published(plan, shifts)
    return plan


# --- inside --------------------------------------------------------------------------------------
def _month(month: date, today: date) -> tuple[date, date]:
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - _DAY
    if last < today:
        raise DomainError(_("这个月已经过去了"), field="month")
    ahead = (first.year - today.year) * 12 + first.month - today.month
    if ahead > duty.MONTHS_AHEAD:
        raise DomainError(_("最多提前 {n} 个月排").format(n=duty.MONTHS_AHEAD), field="month")
    return first, last


def _require_serves(person: User, community: Area, day: date) -> None:
    if not duty.serves(person, community, day):
        raise DomainError(
            _("{name}那时不在本社区工作，不能排").format(name=person.name), field="people"
        )


def _missing(plan: DutyPlan, posts: list[DutyPost], days: list[date]) -> list[DutyShift]:
    """In order of time: seats that are not there yet, and those that nobody sits on."""
    there = {
        (shift.post_id, shift.seat, shift.period.lower): shift
        for shift in plan.shifts.filter(post__in=posts).select_related("post")
    }
    calendar = Calendar()
    fresh: list[DutyShift] = []
    for post in posts:
        for seat in duty_rotation.seats_of(post, days, calendar):
            known = there.get((post.pk, seat.number, seat.starts))
            if known is None:
                fresh.append(
                    DutyShift(
                        community_id=plan.community_id,
                        plan=plan,
                        post=post,
                        seat=seat.number,
                        period=DateTimeTZRange(seat.starts, seat.ends),
                    )
                )
            elif known.is_empty:
                fresh.append(known)
    return sorted(fresh, key=lambda shift: (shift.period.lower, shift.post.position, shift.seat))


def _hand_round(
    plan: DutyPlan, fresh: list[DutyShift], people: Sequence[User], absences: Sequence[Away]
) -> None:
    calendar = Calendar()

    def seat_of(shift: DutyShift) -> Seat:
        starts = timezone.localtime(shift.period.lower)
        ends = timezone.localtime(shift.period.upper)
        hard = ends.date() > starts.date() or not calendar.is_workday(starts.date())
        return Seat(shift.post, shift.seat, starts, ends, hard)

    burdens: defaultdict[int, Burden] = defaultdict(Burden)
    around = (plan.month - 2 * _DAY, plan.month + timedelta(days=33))
    standing = DutyShift.objects.filter(person__in=people, period__startswith__date__range=around)
    for shift in standing.select_related("post"):
        seat = seat_of(shift)
        if shift.plan_id == plan.pk:
            burdens[shift.person_id or 0].carry(seat.span, is_hard=seat.is_hard)
        else:  # elsewhere, or of a neighbouring month: it takes the hour, and is no merit here
            burdens[shift.person_id or 0].taken.append(seat.span)
    by_id = {person.pk: person for person in people}
    turns = duty_rotation.rotate([seat_of(s) for s in fresh], list(by_id), burdens, absences)
    for shift, turn in zip(fresh, turns, strict=True):
        shift.person = by_id[turn] if turn is not None else None
