"""双报到 in 梧桐里: forty Party members who live there, and the units that bring something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from accounts.models import User
from communities.actions import bindings
from communities.models import Area, Resident
from doors.town import cast
from doors.town.account import find, open_account
from doors.town.bulk import known
from doors.town.organisation_list import PARTNERS
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from grids.models import TenHouseholdGroup
from organizations.actions import checkins, unit_checkins
from organizations.actions.checkin_facts import MemberFacts
from organizations.actions.unit_checkins import UnitFacts
from organizations.models import (
    MemberCheckin,
    Organization,
    PostClass,
    TimeSlot,
    UnitCheckin,
)

MEMBERS = 40
CARD = "罗晓峰"
"""Has a card of his own on the front page; he has long been in a post."""
WITHOUT_PHONE = 3
"""After so many comes one who has neither a phone nor an account."""
AT_HOME = "没有手机，有事请到家里来说"
WAITING, CONFIRMED, ENDED, DECLINED, TRANSFERRED = 5, 2, 2, 1, 1
"""All the others are active; one of those takes a rest."""

SKILLS = (
    ("会修电器、水管", ("governance", "other")),
    ("当过会计，会看账", ("governance", "hardship")),
    ("急救员证", ("health", "safety")),
    ("小学数学老师", ("culture_sport", "hardship")),
    ("学法律的", ("legal",)),
    ("会拍照、写稿", ("culture_sport", "party_building")),
    ("会开货车", ("other", "hardship")),
    ("会说山里话，能当翻译", ("hardship", "governance")),
    ("退伍军人，能值夜", ("safety",)),
    ("社区医院护士", ("health",)),
    ("", ("safety", "governance")),
)
BRANCHES = ("梧桐里社区第二党支部", "澄湖区教育局机关党委", "区供电所党支部", "个体私营协会党支部")


@dataclass(frozen=True)
class _Member:
    user: User | None
    name: str
    facts: MemberFacts
    days_ago: int
    resident: Resident | None = None
    """Of one without an account: the desk wrote him down."""


# --- members --------------------------------------------------------------------------------------
def tell_members(told_on: date) -> None:
    """Each signs in with his own number, is bound at the desk, and checks in on his phone; one
    has no phone, and the clerk writes for her."""
    home = Area.objects.get(code=WUTONGLI_CODE)
    secretary, clerk = find("顾明"), find("周予安")
    members = list(_members(home, clerk, told_on))
    made, ago = [], {}
    for member in members:
        row = _enter(home, member, clerk)
        ago[row.pk] = told_on - timedelta(days=member.days_ago)
        _date(row, ago[row.pk])
        made.append(row)
    answered = made[:-WAITING]
    declined, others = answered[-DECLINED:], answered[:-DECLINED]
    for row in declined:
        checkins.decline_member(
            row, reason="您写的是夜班巡逻，这边人手够了；七月换届后再请您", actor=clerk
        )
    for at, row in enumerate(others):
        placed = at < len(others) - CONFIRMED
        grid = row.grid if placed else None
        checkins.confirm_member(row, actor=secretary if at % 3 else clerk, grid=grid)
    active = others[: len(others) - CONFIRMED]
    for row in active[-ENDED:]:
        checkins.end_member(row, reason="到外地工作两年", actor=clerk)
    moved = Area.objects.get(code="600102001002")
    for row in active[-ENDED - TRANSFERRED : -ENDED]:
        checkins.transfer_member(row, community=moved, actor=row.user or clerk)
    resting = active[1]
    checkins.pause_member(resting, until=told_on + timedelta(days=20), actor=resting.user or clerk)
    for row in others + declined:
        _date(row, ago[row.pk], answered=True)


def _enter(home: Area, member: _Member, clerk: User) -> MemberCheckin:
    if member.user is not None:
        return checkins.register_member(home, member.user, member.facts, actor=member.user)
    return checkins.register_at_desk(
        home,
        None,
        member.facts,
        resident=member.resident,
        evidence="到家里当面问的，她在报到表上签了名",
        actor=clerk,
    )


def _members(home: Area, clerk: User, told_on: date) -> Iterator[_Member]:
    """The one with a card first, then residents of every grid, the same at every telling."""
    dice = Random("party members")
    units = list(Organization.objects.active().filter(family="partner").order_by("name_key"))
    lead = cast.lead(CARD)
    yield _Member(find(CARD), CARD, _facts(dice, lead, units, 0), 210)
    for number, resident in enumerate(_willing(home), start=1):
        name = resident.name.open()
        phone = int(resident.phone.open()[3:])
        user = open_account(f"member {number}", name, phone, told_on)
        bindings.bind_at_the_desk(resident, user, actor=clerk)
        ago = max(1, 200 - 5 * number)
        yield _Member(user, name, _facts(dice, resident, units, number), ago)
        if number == WITHOUT_PHONE:
            elder = _without_a_phone(home)
            facts = replace(_facts(dice, elder, [], 1), times=[TimeSlot.WORKDAY], intent=AT_HOME)
            yield _Member(None, elder.name.open(), facts, ago, elder)


def _without_a_phone(home: Area) -> Resident:
    """An old member whom the clerk has visited."""
    people = Resident.objects.present().filter(
        community=home,
        grid__isnull=False,
        born_on__lt=date(1950, 1, 1),
        phone_index="",
        bindings__isnull=True,
        authorities__isnull=True,
    )
    return people.select_related("grid").order_by("born_on", "name_key", "pk")[0]


def _willing(home: Area) -> list[Resident]:
    """Grown-ups with a telephone of their own, three or four of each grid; heads of buildings and
    leaders of groups have enough to do."""
    busy = TenHouseholdGroup.objects.filter(community=home, leader__isnull=False)
    people = (
        Resident.objects.present()
        .filter(
            community=home,
            grid__isnull=False,
            born_on__range=(date(1952, 1, 1), date(1999, 12, 31)),
            bindings__isnull=True,
            authorities__isnull=True,
            care_labels__isnull=True,
            head_of__isnull=True,
        )
        .exclude(phone_index="")
        .exclude(pk__in=busy.values("leader"))
        .order_by("grid__path", "name_key", "born_on", "household__number")
    )
    by_grid: dict[int, list[Resident]] = {}
    for resident in people.select_related("grid", "household"):
        by_grid.setdefault(known(resident.grid_id), []).append(resident)
    dice = Random("party grids")
    picked = {grid: dice.sample(rows, min(4, len(rows))) for grid, rows in by_grid.items()}
    turns = [rows[turn] for turn in range(4) for rows in picked.values() if turn < len(rows)]
    return turns[: MEMBERS - 2]


def _facts(dice: Random, resident: Resident, units: list[Organization], number: int) -> MemberFacts:
    skill, codes = SKILLS[number % len(SKILLS)]
    unit = units[number % len(units)] if units and number % 5 < 3 else None
    slots = [slot for slot in TimeSlot.values if dice.random() < 0.4] or [TimeSlot.DAY_OFF]
    return MemberFacts(
        name=resident.name.open(),
        home_unit=unit.name if unit else BRANCHES[number % len(BRANCHES)],
        posts=PostClass.objects.filter(code__in=codes),
        times=slots,
        skills=skill,
        intent="住得近，晚上随叫随到" if number % 7 == 2 else "",
        shares_name=unit is not None and number % 2 == 0,
        units=[unit] if unit else [],
    )


def _date(row: MemberCheckin, day: date, *, answered: bool = False) -> None:
    """When it was; the actions know only today."""
    at = morning(day) + timedelta(hours=1 + (row.user_id or 0) % 9)
    rows = MemberCheckin.objects.filter(pk=row.pk)
    rows.update(registered_at=at)
    if answered:
        rows.update(decided_at=at + timedelta(days=1))


# --- units ----------------------------------------------------------------------------------------
BRINGS = (
    ("澄湖区第二人民医院", "每月一次义诊，两名医生、一台血压仪", ("health",), "active"),
    ("柳岸小学", "周末开放操场和图书室，出两名老师", ("culture_sport", "hardship"), "active"),
    ("云泽问渠律师事务所", "法律咨询日，每月第二个周三下午", ("legal",), "active"),
    ("同灶助餐社会企业", "十个岗位优先招本社区居民", ("hardship",), "active"),
    ("澄州供电公司柳岸营业所", "老旧线路排查、消防演练", ("safety",), "confirmed"),
    (
        "柳岸农村商业银行梧桐里支行", "一间会议室，晚上可以借给议事会",
        ("governance", "party_building"), "registered",
    ),
    ("闪蜂配送柳岸站", "无人机拍违建", ("safety",), "declined"),
    ("澄湖区税务局柳岸税务所", "节前慰问，米面油三十份", ("hardship",), "ended"),
)  # fmt: skip


def tell_units(told_on: date) -> None:
    """Several of the partner units, in every state, each with what is its own to bring."""
    home = Area.objects.get(code=WUTONGLI_CODE)
    clerk = find("周予安")
    contacts = {unit.name: unit.contact for unit in PARTNERS}
    for number, (name, brings, codes, state) in enumerate(BRINGS):
        row = unit_checkins.register_unit(
            Organization.objects.get(name=name),
            home,
            UnitFacts(
                brings=brings,
                posts=PostClass.objects.filter(code__in=codes),
                contact_name=contacts[name][0],
                contact_phone=f"0600-555{number + 10:02d}666",
                starts_on=told_on - timedelta(days=150 - 10 * number),
                ends_on=told_on + timedelta(days=200) if number % 2 else None,
            ),
            actor=clerk,
        )
        _lead(row, state, clerk)
        UnitCheckin.objects.filter(pk=row.pk).update(
            registered_at=morning(told_on - timedelta(days=152 - 10 * number))
        )


def _lead(row: UnitCheckin, state: str, clerk: User) -> None:
    if state == "declined":
        unit_checkins.decline_unit(row, reason="拍人家窗户不合适，换成安全宣传再来", actor=clerk)
    if state in {"confirmed", "active", "ended"}:
        unit_checkins.confirm_unit(row, actor=clerk)
    if state in {"active", "ended"}:
        unit_checkins.start_unit(row, actor=clerk)
    if state == "ended":
        unit_checkins.end_unit(row, reason="节过完了，明年再来", actor=clerk)
