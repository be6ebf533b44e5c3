"""The duty roster of 梧桐里: last month, this one, the next as a draft; a swap, a gap."""

from datetime import date, datetime, time, timedelta
from itertools import product

from django.utils import timezone

from accounts.models import User
from communities.actions import duty, duty_plans, duty_swaps
from communities.models import Area, DutyHours, DutyPlan, DutyPost, DutyShift, ShiftSwap
from communities.queries.duty import colleagues
from core.exceptions import DomainError
from doors.town.account import find
from doors.town.cast_list import LIUAN_STREET
from doors.town.partner_list import TAX
from doors.town.plan import WUTONGLI_CODE

SECRETARY = "顾明"
HALL, NIGHT, WEEKEND, HOTLINE = "大厅窗口", "夜间值班", "周末值班", "12345 电话"
POSTS = (
    (
        HALL,
        "Hall counter",
        2,
        "一楼大厅",
        "0600-55500123",
        "full",
        (("workday", (9, 0), (17, 30)),),
    ),
    (
        HOTLINE,
        "12345 desk",
        1,
        "二楼 203",
        "0600-55500124",
        "surname",
        (("workday", (9, 0), (18, 0)),),
    ),
    (WEEKEND, "Days off", 1, "一楼大厅", "0600-55500123", "full", (("day_off", (9, 0), (17, 0)),)),
    (NIGHT, "Night", 1, "一楼值班室", "0600-55500125", "surname", (("daily", (18, 0), (8, 30)),)),
)
TURNS = {
    HALL: ("周予安", "乔一", "丁一帆", "沈佳慧"),
    HOTLINE: ("罗小满", "方晓雯"),
    WEEKEND: ("任春生", "贾梦瑶", "毛诗韵"),
    NIGHT: ("苏禾", "董大勇", "江天佑", "贺小川", "顾明"),
}
ASKS, ASKED = "苏禾", "贺小川"
SWAPPED, SWAPPED_WITH = "江天佑", "董大勇"
ENOUGH_DAYS = 9
"""So many days of a published month must lie ahead for what the story needs."""


def tell_roster(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    secretary = find(SECRETARY)
    posts = {post.name: post for post in _tell_posts(home)}
    first = told_on.replace(day=1)
    months = [_month(first, n) for n in (-1, 0, 1, 2)]
    last_published = _month(told_on + timedelta(days=ENOUGH_DAYS), 0)
    for month in months:
        if month > _month(last_published, 1):
            break
        plan = _plan(home, month, first, posts, secretary, whole=month <= last_published)
        if month <= last_published:
            duty_plans.publish_plan(plan, actor=secretary)
    _tell_gap(home, secretary, told_on)
    _tell_swaps(home, secretary)


def tell_neighbours(told_on: date) -> None:
    """The street sees its other communities, too: one has published its month, one only drafted."""
    street = Area.objects.get(code=LIUAN_STREET)
    others = Area.objects.communities().filter(parent=street).exclude(code=WUTONGLI_CODE)
    for number, place in enumerate(others.order_by("code")):
        people = list(colleagues(place, told_on))
        if len(people) < 2:
            continue
        post = DutyPost.objects.create(
            community=place,
            name=NIGHT,
            name_en="Night duty",
            telephone=f"0600-5550{number:04d}",
            position=1,
        )
        DutyHours.objects.create(post=post, days="daily", starts=time(18), ends=time(8, 30))
        plan = duty_plans.plan_month(
            place,
            month=told_on.replace(day=1),
            posts=[post],
            people=people,
            actor=people[0],
            since=told_on.replace(day=1),
        )
        if number == 0:
            duty_plans.publish_plan(plan, actor=people[0])


def _month(day: date, ahead: int) -> date:
    number = day.year * 12 + day.month - 1 + ahead
    return date(number // 12, number % 12 + 1, 1)


def _tell_posts(home: Area) -> list[DutyPost]:
    made = []
    for position, (name, name_en, seats, place, phone, names, hours) in enumerate(POSTS, start=1):
        post = DutyPost.objects.create(
            community=home,
            name=name,
            name_en=name_en,
            seats=seats,
            place=place,
            telephone=phone,
            door_names=names,
            takes_vacant_grids=name == NIGHT,
            position=position,
        )
        for days, starts, ends in hours:
            DutyHours.objects.create(post=post, days=days, starts=time(*starts), ends=time(*ends))
        made.append(post)
    return made


def _plan(
    home: Area,
    month: date,
    this: date,
    posts: dict[str, DutyPost],
    secretary: User,
    *,
    whole: bool,
) -> DutyPlan:
    """A draft has its nights already and waits for the rest."""
    planned = None
    for name in TURNS if whole else (NIGHT,):
        planned = duty_plans.plan_month(
            home,
            month=month,
            posts=[posts[name]],
            people=[find(person) for person in TURNS[name]],
            actor=secretary,
            since=min(month, this),
        )
    if planned is None:
        raise ValueError("no post was planned")
    return planned


def _to_come(home: Area, name: str, **which: object) -> list[DutyShift]:
    tomorrow = datetime.combine(
        timezone.localdate() + timedelta(days=1), time(), tzinfo=timezone.get_current_timezone()
    )
    rows = DutyShift.objects.published().filter(community=home, post__name=name, **which)
    rows = rows.filter(period__startswith__gte=tomorrow, person__isnull=False)
    return list(rows.select_related("person", "post").order_by("period"))


def _tell_gap(home: Area, secretary: User, told_on: date) -> None:
    """Somebody fell ill; and a cadre from the district helps out at the counter."""
    first, second, *_rest = _to_come(home, HALL)
    duty.take_off(first, actor=secretary, reason="孩子发烧，请了假")
    freed = duty.take_off(second, actor=secretary, reason="去区里开会")
    duty.assign(freed, helper="钱向阳", helper_unit=TAX, actor=secretary)


def _tell_swaps(home: Area, secretary: User) -> None:
    nights = _to_come(home, NIGHT)
    by_name: dict[str, list[DutyShift]] = {}
    for shift in nights:
        by_name.setdefault(shift.person.name.open() if shift.person else "", []).append(shift)
    approved = _ask(by_name, SWAPPED, SWAPPED_WITH, "回老家接父亲")
    duty_swaps.agree(approved, actor=find(SWAPPED_WITH))
    duty_swaps.approve(approved, actor=secretary)
    _ask(by_name, ASKS, ASKED, "孩子开家长会")


def _ask(by_name: dict[str, list[DutyShift]], who: str, whom: str, note: str) -> ShiftSwap:
    """The first two nights after which both have rested."""
    for mine, theirs in product(by_name[who], by_name[whom]):
        try:
            return duty_swaps.ask_swap(
                mine, asked_of=find(whom), wanted=theirs, note=note, actor=find(who)
            )
        except DomainError as error:
            if error.code != "tired":
                raise
    raise RuntimeError(f"no two nights that {who} and {whom} could swap")
