"""The year before the story: accounts, comings and goings, notices that were read, reports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from accounts import roles
from accounts.models import User
from communities.models import Area, Binding, Household, Level, Notice, Resident
from doors.town import cast, figure_reports, fortnight, leavers, notice_texts, past, plan, years
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.cast_list import WORKERS
from doors.town.chapters import Part
from doors.town.notice_texts import Text
from doors.town.past import Event, remember, step
from doors.town.plan import CommunityPlan
from doors.town.register import morning
from grids.models import GroupReport, TenHouseholdGroup
from grids.workflow import ReportLevel, ReportStatus

ACCOUNTS, ELSEWHERE_ACCOUNTS = 420, 40
MONTHS = 12
_INBOX_MONTHS = 3
_REPORTS = 260


def parts() -> list[Part]:
    return [
        *(_of(community, "accounts", _accounts) for community in plan.COMMUNITIES),
        *(_of(community, "register", _register) for community in plan.COMMUNITIES),
        Part("history: leavers", leavers.tell_leavers),
        *(_of(community, "notices", _notices) for community in plan.COMMUNITIES),
        Part("history: reports", _reports),
        Part("history: sign-ins", _sign_ins),
        *fortnight.parts(),
        *years.parts(),
        Part("history: reports of figures", figure_reports.tell_reports),
    ]


def _of(community: CommunityPlan, what: str, tell: object) -> Part:
    return Part(f"history: {what} {community.code}", lambda told_on: tell(community, told_on))  # type: ignore[operator]


# --- accounts ---------------------------------------------------------------------------------
def _accounts(community: CommunityPlan, told_on: date) -> None:
    """Some who have a telephone have signed in and shown who they are."""
    dice = Random(f"accounts {community.code}")
    own = community is plan.WUTONGLI
    able = _with_telephone(community, told_on)
    chosen = dice.sample(able, min(ACCOUNTS if own else ELSEWHERE_ACCOUNTS, len(able)))
    users, bound = [], []
    for resident in sorted(chosen, key=lambda resident: resident.pk):
        opened = morning(told_on - timedelta(days=dice.randrange(20, 360)))
        opened += timedelta(minutes=dice.randrange(600))
        seen = morning(told_on) - timedelta(hours=dice.randrange(6, 24 * 40))
        user = User(
            phone=resident.phone.open(),
            name=resident.name.open(),
            subject=UUID(int=dice.getrandbits(128), version=4),
            public_id=UUID(int=dice.getrandbits(128), version=4),
            phone_verified_at=opened,
            last_seen_at=max(seen, opened),
            created_at=opened,
            elder_mode=(resident.age_on(told_on) or 0) >= 70,
        )
        user.set_unusable_password()
        users.append(user)
        bound.append((user, resident, opened + timedelta(minutes=3)))
    number(users)
    write(users)
    bindings = [
        Binding(
            community_id=resident.community_id,
            user=user,
            resident=resident,
            proof=Binding.Proof.ID_NUMBER,
            bound_by=user,
            bound_at=at,
        )
        for user, resident, at in bound
    ]
    number(bindings)
    write(bindings)
    remember(_account_events(bindings))


def _with_telephone(community: CommunityPlan, told_on: date) -> list[Resident]:
    """Of age, with a number of their own. Heads and leaders got their accounts at the desk."""
    people = Resident.objects.present().filter(
        community__code=community.code,
        born_on__lte=told_on - timedelta(days=366 * 18),
        bindings__isnull=True,
        led_groups__isnull=True,
        head_of__isnull=True,
    )
    taken = set(User.objects.values_list("phone_index", flat=True))
    return [r for r in people.exclude(phone_index="").order_by("pk") if r.phone_index not in taken]


def _account_events(bindings: list[Binding]) -> Iterator[Event]:
    for binding in bindings:
        user, at = binding.user, binding.user.created_at
        yield Event("accounts.signed_up", user, user, at, None)
        yield Event(
            "communities.resident_bound",
            binding.resident,
            user,
            binding.bound_at,
            binding.community_id,
            {"binding": binding.pk, "user": user.pk, "proof": str(binding.proof)},
        )


# --- the register -----------------------------------------------------------------------------
def _register(community: CommunityPlan, told_on: date) -> None:
    """Who was written down in bulk has the line in his history that says so.

    The village's people have theirs: they came by import.
    """
    if community.is_village or not community.households:
        return
    actor = cast.holder(community, roles.COMMUNITY_STAFF)
    here = {"community__code": community.code}
    remember(
        Event(
            "communities.household_opened",
            home,
            actor,
            morning(known(home.status_on)),
            home.community_id,
        )
        for home in Household.objects.filter(**here, status_on__lt=told_on).order_by("pk")
    )
    remember(
        Event(
            "communities.resident_registered",
            resident,
            actor,
            resident.created_at,
            resident.community_id,
        )
        for resident in Resident.objects.filter(**here).order_by("pk")
    )


# --- notices ------------------------------------------------------------------------------------
def _notices(community: CommunityPlan, told_on: date) -> None:
    if not community.grids:
        return
    home = Area.objects.get(code=community.code)
    own = community is plan.WUTONGLI
    kinds = notice_texts.EVERY_MONTH if own else notice_texts.EVERY_MONTH[:1]
    texts = [text for back in range(MONTHS, 0, -1) for text in _of_month(kinds, told_on, back)]
    writer = find("乔一") if own else cast.holder(community, roles.COMMUNITY_STAFF)
    checker = cast.holder(community, roles.COMMUNITY_SECRETARY)
    rows = past.published(home, texts, writer, checker, told_on)
    _tell_readers(home, rows, told_on)


def _tell_readers(home: Area, rows: list[Notice], told_on: date) -> None:
    dice = Random(f"readers {home.code}")
    bound = Binding.objects.standing().filter(community=home).select_related("user").order_by("pk")
    accounts = [(binding.user, binding.bound_at) for binding in bound]
    oldest = morning(told_on - timedelta(days=31 * _INBOX_MONTHS))
    for notice in rows:
        users = [user for user, since in accounts if since < known(notice.published_at)]
        reads = past.read_by(notice, users, dice, told_on)
        write(reads)
        if known(notice.published_at) > oldest:
            write(past.messages_of(notice, reads))


def _of_month(kinds: tuple[Text, ...], told_on: date, back: int) -> Iterator[tuple[Text, date]]:
    first = told_on - timedelta(days=30 * back)
    words = {"month": f"{first.month} 月", "month_en": f"{first:%B}"}
    for n, text in enumerate(kinds):
        named = replace(
            text, title=text.title.format(**words), title_en=text.title_en.format(**words)
        )
        yield named, first + timedelta(days=5 * n)


# --- what group leaders told --------------------------------------------------------------------
_REPORTED = (
    # what about, what was said, how it was settled in the grid, why it went further
    (
        "safety",
        "楼道里又停了一辆电动车，堵着消防门",
        ("当天找到车主，挪去了车棚", "车挪走了，门口贴了提醒"),
        "车主不肯挪，要物业和消防一起来",
    ),
    (
        "safety",
        "一楼窗户护栏松了，小孩爱趴着",
        ("物业第二天焊牢了", "先拿绳子绑住，第二天师傅换了膨胀螺丝"),
        "护栏是公家的，要动维修资金",
    ),
    (
        "need",
        "对门老人两天没下楼，敲门说腰疼",
        ("陪去卫生室看了，贴了膏药，隔天又去看过", "家人当晚赶来了，约好有事打电话"),
        "家里没人照看，要社区联系家属和医生",
    ),
    (
        "need",
        "想有人教用手机缴电费",
        ("上门教会了，当场交上一笔", "约到周三的手机课，教会了"),
        "楼里好几家都想学，请社区开一课",
    ),
    (
        "dispute",
        "楼上半夜拖椅子，说过两次了",
        ("两家当面说开了，楼上给椅子套了脚垫", "楼上答应十点以后不拖，过一周问过，好了"),
        "说不拢，请社区调解",
    ),
    (
        "dispute",
        "晾衣杆滴水到楼下阳台",
        ("两家当面说开了，先拧干再晾", "楼上加了接水的槽"),
        "说不拢，请社区调解",
    ),
    (
        "change",
        "新搬来一家三口，租的，还没登记",
        ("上门登记了，租房合同也看过", "登记了，顺便办了居住证的预约"),
        "房东不肯给合同，要派出所一起上门",
    ),
    (
        "change",
        "小两口去外地了，房子空着",
        ("打电话核实了，登记为空房", "核实了，钥匙留在父母家，登记了联系人"),
        "电话不通，请社区帮着核实",
    ),
    (
        "other",
        "感应灯不亮，换过一次又坏了",
        ("换了整套灯头，晚上去看过，亮", "物业查了线，接头松了，重新接好"),
        "整栋楼的线路老了，要社区和物业一起定",
    ),
    (
        "other",
        "门口的凳子缺一条腿",
        ("搬回去钉好了，又放回原处", "物业换了一张"),
        "别的几张也不牢，请社区一起换",
    ),
)


def _reports(told_on: date) -> None:
    """Two hundred and sixty remarks in a year; the last days' wait to be seen."""
    dice = Random("reports")
    groups = list(
        TenHouseholdGroup.objects.standing()
        .filter(leader_consent_at__isnull=False, grid__level=Level.GRID)
        .select_related("grid")
        .order_by("pk")
    )
    workers = {grid: find(name) for grid, name in enumerate(WORKERS, start=1)}
    rows = []
    for _ in range(_REPORTS):
        group = dice.choice(groups)
        kind, text, _settled, _further = dice.choice(_REPORTED)
        at = _some_day(dice, told_on, known(group.leader_consent_at))
        worker = workers[group.grid.position]
        seen = at + timedelta(minutes=dice.randrange(20, 2000))
        is_seen = seen < morning(told_on) - timedelta(hours=12)
        rows.append(
            GroupReport(
                community_id=group.community_id,
                grid=group.grid,
                group=group,
                reporter=worker,
                kind=kind,
                text=text,
                at=at,
                seen_at=seen if is_seen else None,
                seen_by=worker if is_seen else None,
            )
        )
    rows.sort(key=lambda row: row.at)
    _settle(rows, told_on)
    number(rows)
    write(rows)
    write(
        step(
            "grids.report",
            row.community_id,
            row.at,
            1,
            grid=row.grid_id,
            kind=row.kind,
            level=str(row.level),
        )
        for row in rows
        if row.handled_at
    )
    write(
        step("grids.group_reports", row.community_id, row.at, 1, grid=row.grid_id, kind=row.kind)
        for row in rows
    )
    remember(_report_events(rows))


def _settle(rows: list[GroupReport], told_on: date) -> None:
    """Most are settled in the grid; of ten one goes up to the community, of thirty one further."""
    dice = Random("reports settled")
    ways = {text: (settled, further) for _kind, text, settled, further in _REPORTED}
    desk, street = find("周予安"), find("邱岚")
    until = morning(told_on) - timedelta(days=2)
    for row in rows:
        chance = dice.random()
        took = timedelta(hours=dice.randrange(3, 60))
        if row.seen_at is None or row.seen_at + 2 * took > until:
            continue
        settled, further = ways[row.text]
        row.status, row.outcome = ReportStatus.HANDLED, dice.choice(settled)
        row.handled_at, row.handled_by = row.seen_at + took, row.seen_by
        if chance < 0.13:
            row.level, row.handled_by = ReportLevel.COMMUNITY, desk
            row.reason, row.escalated_at = further, row.seen_at
            row.handled_at += took
        if chance < 0.03:
            row.level, row.handled_by = ReportLevel.STREET, street


def _report_events(rows: list[GroupReport]) -> Iterator[Event]:
    for row in rows:
        scope = row.community_id
        yield Event("grids.group_reported", row, row.reporter, row.at, scope, {"kind": row.kind})
        if row.seen_at:
            yield Event("grids.group_report_seen", row, row.seen_by, row.seen_at, scope)
        if row.escalated_at:
            up = {"to": str(row.level)}
            yield Event(
                "grids.group_report_escalated", row, row.seen_by, row.escalated_at, scope, up
            )
        if row.handled_at:
            where = {"level": str(row.level)}
            yield Event(
                "grids.group_report_handled", row, row.handled_by, row.handled_at, scope, where
            )


def _some_day(dice: Random, told_on: date, since: datetime) -> datetime:
    """Between eight in the morning and nine at night; never before the leader had agreed."""
    days = (told_on - since.date()).days
    day = told_on - timedelta(days=dice.randrange(1, max(days, 2)))
    return morning(day) + timedelta(minutes=dice.randrange(-90, 690))


# --- who signed in ------------------------------------------------------------------------------
def _sign_ins(told_on: date) -> None:
    """Security logs of the last six months: sign-ins, now and then a wrong code."""
    dice = Random("sign-ins")
    remember(_sign_in_events(dice, told_on))


def _sign_in_events(dice: Random, told_on: date) -> Iterator[Event]:
    for user in User.objects.filter(last_seen_at__isnull=False).order_by("pk"):
        for _ in range(dice.randrange(4, 22)):
            at = morning(told_on - timedelta(days=dice.randrange(1, 180)))
            at += timedelta(minutes=dice.randrange(-120, 700))
            if at < user.created_at:
                continue
            if dice.random() < 0.06:
                wrong = at - timedelta(minutes=1)
                yield Event("accounts.sign_in_failed", user, None, wrong, None, {"by": "code"})
            yield Event("accounts.signed_in", user, user, at, None, {"by": ["code"]})
