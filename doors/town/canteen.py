"""梧桐里's canteen and what stands beside it: two months of meals, today's round on its way, one
door that did not open."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.models import ConsentEvent, ConsentKind, User
from charity.actions import deliveries, programme_budgets, programme_months, programme_prices
from charity.models import (
    Diner,
    EligibleGroup,
    Head,
    Meal,
    MealDay,
    Pot,
    Programme,
    ProgrammeBudget,
    ProgrammeHand,
    ProgrammePrice,
)
from charity.programme_workflow import MealStatus, Part, Price, PriceStatus, Way, WhyFailed
from communities.models import Area, CareLabel, Resident
from doors.town import cast
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.canteen_list import (
    AGREED,
    BUDGET_FEES,
    BUDGET_MEALS,
    CANTEEN,
    DIETS,
    DISHES,
    EARNED,
    OLD,
    PAPER,
    PAST_DAYS,
    PLACES,
    PROGRAMMES,
    SUBSIDY,
    WHOSE,
    ProgrammePlan,
)
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.models import Organization
from requests.actions import welfare

KEEPS, COOKS, CARRIES = "周予安", "万秀华", "罗晓峰"
APPROVES = "顾明"
DOOR = "龙玉兰"
"""She lives alone, and today she did not open."""
_EATS, _BROUGHT = 26, 11


def tell_canteen(told_on: date) -> None:
    home, keeper = Area.objects.get(code=WUTONGLI_CODE), find(KEEPS)
    rows = {each.name: _programme(each, home, keeper, told_on) for each in PROGRAMMES}
    canteen = rows[CANTEEN]
    _hands(canteen, told_on)
    diners = _diners(canteen, told_on)
    _meals(canteen, diners, told_on)
    _today(canteen, diners, told_on)
    _month(canteen, told_on)
    _budgets(canteen, told_on)


# --- inside ---------------------------------------------------------------------------------------
def _programme(each: ProgrammePlan, home: Area, keeper: User, told_on: date) -> Programme:
    made = Programme.objects.create(
        community=home,
        kind=each.kind,
        name=each.name,
        operator=Organization.objects.get(name=each.operator) if each.operator else None,
        price=Price.LOW_FEE if each.fee else Price.FREE,
        fee=Decimal(each.fee),
        place=each.place,
        opening=each.opening,
        telephone=each.telephone,
        started_on=told_on - timedelta(days=each.started_ago),
        ended_on=None if each.ended_ago is None else told_on - timedelta(days=each.ended_ago),
        why_ended=each.why,
        kept_by=keeper,
        priced_on=told_on - timedelta(days=each.started_ago) if each.fee else None,
    )
    made.groups.set(EligibleGroup.objects.filter(name__in=each.groups))
    made.free_groups.set(EligibleGroup.objects.filter(name__in=each.free))
    prefetch_related_objects([made], "free_groups")
    _priced(each, made, keeper, told_on)
    began = morning(made.started_on)
    events = [Event("charity.programme_begun", made, keeper, began, home.pk)]
    if made.ended_on:
        events.append(
            Event("charity.programme_ended", made, keeper, morning(made.ended_on), home.pk)
        )
    remember(events)
    return made


def _priced(each: ProgrammePlan, made: Programme, keeper: User, told_on: date) -> None:
    """What is asked for was said by one and approved by another; one fee waits."""
    if each.fee:
        began = told_on - timedelta(days=each.started_ago)
        row = ProgrammePrice.objects.create(
            community=made.community,
            programme=made,
            fee=Decimal(each.fee),
            status=PriceStatus.APPROVED,
            asked_by=keeper,
            asked_on=began,
            decided_by=find(APPROVES),
            decided_on=began,
            signed=APPROVES,
        )
        row.free_groups.set(made.free_groups.all())
    if each.asks:
        free = list(made.free_groups.all())
        programme_prices.ask(made, Price.LOW_FEE, Decimal(each.asks), free, actor=keeper)


def _hands(canteen: Programme, told_on: date) -> None:
    since = told_on - timedelta(days=200)
    said = {"community": canteen.community, "programme": canteen, "since": since}
    write(
        ProgrammeHand(user=find(who), part=part, **said)
        for who, part in ((COOKS, Part.KITCHEN), (COOKS, Part.CARRIER), (CARRIES, Part.CARRIER))
    )


def _diners(canteen: Programme, told_on: date) -> list[Diner]:
    """Old people of the place, those who live alone first: to them it is brought."""
    alone = CareLabel.objects.in_force(told_on).filter(condition="living_alone")
    old = Resident.objects.present().filter(
        community=canteen.community, born_on__lte=told_on.replace(year=told_on.year - 62)
    )
    first = cast.lead(DOOR)
    by_themselves = old.filter(pk__in=alone.values("resident")).exclude(pk=first.pk)
    others = old.exclude(pk__in=alone.values("resident"))
    people = [first, *by_themselves.order_by("pk")[: _BROUGHT - 1]]
    people += list(others.order_by("pk")[: _EATS - len(people)])
    old_age = EligibleGroup.objects.get(name=OLD)
    on_paper = EligibleGroup.objects.get(name=PAPER)
    rows = [
        Diner(
            community=canteen.community,
            programme=canteen,
            resident=person,
            group=on_paper if n % 6 == 5 else old_age,
            ground="看过低保证" if n % 6 == 5 else "",
            agreed="到食堂登记时当面问的",
            way=Way.HOME if n < _BROUGHT else Way.HERE,
            weekdays="0123456" if n % 4 else "01234",
            joined_on=told_on - timedelta(days=190 - 5 * n),
        )
        for n, person in enumerate(people)
    ]
    for row, (diet, allergy) in zip(rows[2:], DIETS, strict=False):
        if _agreed(row.resident):
            row.diet, row.allergy = diet, allergy
    gone = rows[-1]
    gone.left_on, gone.diet, gone.allergy = told_on - timedelta(days=30), "", ""
    number(rows)
    write(rows)
    by = find(KEEPS)
    remember(
        Event("charity.diner_joined", row, by, morning(row.joined_on), row.community_id)
        for row in rows
    )
    return rows[:-1]


def _month(canteen: Programme, told_on: date) -> None:
    """The last month is settled: fees of what was eaten, the street's subsidy, and a part of what
    the community earned; its budget was said before it began, and so is that of the next."""
    month = told_on.replace(day=1) - timedelta(days=1)
    fees = programme_months.eaten(canteen, month).fees
    programme_months.settle(
        canteen,
        month=month,
        cost=fees + SUBSIDY + EARNED,
        pot=Pot.objects.get(community=canteen.community, head=Head.CARE),
        from_earned=Decimal(EARNED),
        resolution=AGREED,
        from_subsidy=Decimal(SUBSIDY),
        subsidy=WHOSE,
        paid_to=Organization.objects.get(programmes=canteen),
        voucher=f"伙-{month:%Y%m}",
        actor=find(KEEPS),
    )


def _budgets(canteen: Programme, told_on: date) -> None:
    """Of the last month, this one and the next, each said before it began."""
    first = told_on.replace(day=1)
    past = (first - timedelta(days=1)).replace(day=1)
    coming = (first + timedelta(days=31)).replace(day=1)
    planned: dict[str, Any] = {
        "meals": BUDGET_MEALS,
        "cost": Decimal(BUDGET_FEES + SUBSIDY + EARNED),
        "from_fee": Decimal(BUDGET_FEES),
        "from_earned": Decimal(EARNED),
        "from_subsidy": Decimal(SUBSIDY),
        "resolution": AGREED,
    }
    rows = [
        ProgrammeBudget(
            community=canteen.community,
            programme=canteen,
            month=month,
            set_by=find(KEEPS),
            **planned,
        )
        for month in (past, first)
    ]
    number(rows)
    write(rows)
    remember(
        Event(
            "charity.budget_set", canteen, row.set_by,
            morning(row.month - timedelta(days=5)), canteen.community_id,
        )
        for row in rows
    )  # fmt: skip
    programme_budgets.budget(canteen, month=coming, actor=find(KEEPS), **planned)


def _agreed(person: Resident) -> bool:
    """What the register of consents says of his health."""
    return ConsentEvent.objects.holds(person.subject, ConsentKind.HEALTH)


def _meals(canteen: Programme, diners: list[Diner], told_on: date) -> None:
    """Two months that are over, and tomorrow's menu."""
    dice = Random("canteen")
    days = [told_on - timedelta(days=n) for n in range(PAST_DAYS, 0, -1)]
    rows = [_day(canteen, day) for day in (*days, told_on + timedelta(days=1))]
    number(rows)
    write(rows)
    meals = [meal for row in rows for meal in _plates(row, diners, dice, told_on)]
    number(meals)
    write(meals)
    write(
        step("charity.meals", canteen.community_id, meal.ended_at, 1, way=meal.way)
        for meal in meals
        if meal.status in {MealStatus.EATEN, MealStatus.DELIVERED} and meal.ended_at
    )


def _day(canteen: Programme, day: date) -> MealDay:
    return MealDay(
        community=canteen.community,
        programme=canteen,
        day=day,
        dishes=DISHES[day.toordinal() % len(DISHES)],
        places=PLACES,
        cut_off=timezone.make_aware(datetime.combine(day, time(9))),
    )


def _plates(row: MealDay, diners: list[Diner], dice: Random, told_on: date) -> list[Meal]:
    always = [one for one in diners if str(row.day.weekday()) in one.weekdays]
    return [
        _plate(row, one, seat, dice, over=row.day < told_on)
        for seat, one in enumerate(always, start=1)
        if one.joined_on <= row.day
    ]


def _plate(row: MealDay, one: Diner, seat: int, dice: Random, *, over: bool) -> Meal:
    brought = one.way == Way.HOME
    status = MealStatus.ORDERED
    if over:
        status = MealStatus.DELIVERED if brought else MealStatus.EATEN
        if not brought and dice.random() < 0.06:
            status = MealStatus.MISSED
        elif dice.random() < 0.03:
            status = MealStatus.CANCELLED
    ended = morning(row.day) + timedelta(hours=2, minutes=seat * 3)
    return Meal(
        community=row.community,
        day=row,
        diner=one,
        seat=seat,
        of=row.places,
        way=one.way,
        fee=row.programme.fee_for(one.group_id),
        status=status,
        carrier=find(CARRIES if seat % 2 else COOKS) if brought and over else None,
        ended_at=ended if over else None,
    )


def _today(canteen: Programme, diners: list[Diner], told_on: date) -> None:
    """On the way: some have theirs, one did not open, one is nobody's yet."""
    row = _day(canteen, told_on)
    row.save(force_insert=True)
    meals = _plates(row, diners, Random("today"), told_on)
    number(meals)
    write(meals)
    mine = [meal for meal in meals if meal.is_home]
    carriers = (find(CARRIES), find(COOKS))
    for n, meal in enumerate(mine[:-1]):
        meal.carrier = carriers[n % 2]
        meal.save(update_fields=["carrier"])
    for meal in mine[3:6]:
        deliveries.deliver(meal, actor=meal.carrier)
    failed = deliveries.fail(
        mine[0], why=WhyFailed.NO_ANSWER, note="敲了两次门，座机也没人接", actor=mine[0].carrier
    )
    welfare.look_in(failed.pk)
