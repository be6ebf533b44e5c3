"""Posts and months for the tests of the duty roster."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from communities.actions import duty_plans
from communities.models import Area, DutyHours, DutyPlan, DutyPost, DutyShift
from tests.town import Town

DAY = timedelta(days=1)


def next_month(months: int = 1) -> date:
    first = timezone.localdate().replace(day=1)
    for _n in range(months):
        first = (first + 32 * DAY).replace(day=1)
    return first


def post(
    community: Area,
    name: str = "夜间值班",
    hours: tuple[tuple[str, int, int], ...] = (("daily", 18, 8),),
    **facts: object,
) -> DutyPost:
    made = DutyPost.objects.create(community=community, name=name, **facts)
    for days, starts, ends in hours:
        DutyHours.objects.create(post=made, days=days, starts=time(starts), ends=time(ends))
    return made


def planned(town: Town, *posts: DutyPost, people: tuple[str, ...] = (), **values) -> DutyPlan:
    chosen = people or ("staff", "secretary", "worker", "second_worker")
    return duty_plans.plan_month(
        town.community,
        month=values.pop("month", next_month()),
        posts=posts,
        people=[town.accounts[name] for name in chosen],
        actor=town.secretary,
        **values,
    )


def shift_on(plan: DutyPlan, day: int, **which: object) -> DutyShift:
    start = datetime.combine(
        plan.month.replace(day=day), time(), tzinfo=timezone.get_current_timezone()
    )
    rows = plan.shifts.filter(period__startswith__gte=start, period__startswith__lt=start + DAY)
    return rows.filter(**which).order_by("period", "seat").first()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone())
