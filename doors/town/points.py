"""Two years of household points: what residents decided, what was earned, taken, objected to."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from django.utils import timezone

from accounts.models import User
from activities.models import Attendance, Role
from communities.models import Area, Binding, Household
from core.models import TallyDelta
from core.workcalendar import add_workdays
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.goods import Shelves, tell_today
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.point_list import (
    DAYS,
    FIRST_MEETING,
    HOUSEHOLDS,
    LEFT,
    RULES,
    SECOND_MEETING,
    TAKEN,
    RulePlan,
)
from doors.town.register import morning
from points.actions import expiry, records
from points.actions.ledger import MOVES
from points.models import Account, Entry, Posting, Record, Redemption, Rule
from points.models.ledger import HOUSEHOLDS as CHAINED
from volunteers.models import ServiceRecord

_RECORDS, _APPROVES = "周予安", "顾明"
_ASKS = 0.2


@dataclass
class _Books:
    """What the chapter writes, as the actions would have left it."""

    home: Area
    clerk: User
    chief: User
    postings: list[Posting]
    entries: list[Entry]
    records: list[Record]
    shelves: Shelves
    ends: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    """Of each chain: how many links, and what there is."""
    asked: list[tuple[Posting, Redemption]] = field(default_factory=list)
    """Which changes belong to which redemption."""

    def there(self, account: Account, side: str = "own") -> int:
        return self.ends.get((account.pk, side), (0, 0))[1]

    def post(self, account: Account, kind: str, points: int, at: datetime, **facts: object) -> None:
        made = Posting(
            community=self.home,
            account=account,
            kind=kind,
            points=points,
            happened_on=at.date(),
            at=at,
            **facts,
        )
        self.postings.append(made)
        for side, amount in zip(MOVES[kind], (-points, points), strict=True):
            row = Entry(
                community=self.home, posting=made, account=account, side=side, amount=amount
            )
            if side in CHAINED:
                seq, before = self.ends.get((account.pk, side), (0, 0))
                row.seq, row.previous = seq + 1, seq or None
                row.before, row.after = before, before + amount
                self.ends[account.pk, side] = (seq + 1, before + amount)
            self.entries.append(row)

    def record(self, account: Account, rule: Rule, day: date, said: str, times: int = 1) -> Record:
        made = Record(
            community=self.home,
            account=account,
            rule=rule,
            is_deduction=rule.is_deduction,
            happened_on=day,
            times=times,
            evidence=said,
            status="posted",
            recorded_by=self.clerk,
            decided_by=self.chief,
            recorded_at=morning(day) + timedelta(hours=6),
            object_until=day + timedelta(days=16),
        )
        self.records.append(made)
        return made


def tell_points(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    clerk, chief = find(_RECORDS), find(_APPROVES)
    rules = _rules(home, told_on)
    accounts = _accounts(home, told_on)
    books = _Books(home, clerk, chief, [], [], [], Shelves(home, clerk))
    dice = Random("points")
    established = _established(accounts, rules)
    for account in accounts:
        written = _written_down(account, rules, dice, told_on)
        _earn(books, account, [*established[account.household_id], *written], dice, told_on)
    _take(books, accounts, rules, told_on)
    _write(books)
    _today(accounts, rules, told_on)
    tell_today(home, accounts, clerk)


def _rules(home: Area, told_on: date) -> dict[str, tuple[RulePlan, Rule]]:
    rows = []
    for plan in RULES:
        day = told_on - timedelta(days=plan.begins_ago)
        rows.append(
            Rule(
                community=home,
                name=plan.name,
                sign=plan.sign,
                source=plan.source,
                points=plan.points,
                unit=plan.unit,
                cap=plan.cap,
                cap_per=plan.cap_per,
                veto_days=plan.veto_days,
                meeting=FIRST_MEETING if plan.begins_ago == DAYS else SECOND_MEETING,
                adopted_on=day,
                starts_on=day,
                ends_on=told_on - timedelta(days=plan.ended_ago) if plan.ended_ago else None,
            )
        )
    number(rows)
    write(rows)
    return {plan.name: (plan, rule) for plan, rule in zip(RULES, rows, strict=True)}


def _accounts(home: Area, told_on: date) -> list[Account]:
    """Those who look at it on their telephones, and every few doors somebody else."""
    bound = Binding.objects.standing().filter(community=home, resident__household__isnull=False)
    first = list(
        bound.order_by("resident__household").values_list("resident__household", flat=True)
    )
    rest = Household.objects.present().filter(community=home).exclude(pk__in=first).order_by("pk")
    step_over = list(rest.values_list("pk", flat=True))[::5]
    chosen = [*dict.fromkeys(first), *step_over][:HOUSEHOLDS]
    homes = Household.objects.in_bulk(chosen)
    dice = Random("who takes part")
    rows = [
        Account(
            community=home,
            household=homes[pk],
            opened_on=told_on - timedelta(days=dice.randint(120, DAYS)),
        )
        for pk in chosen
    ]
    for account in rows[-LEFT:]:
        account.left_on = told_on - timedelta(days=dice.randint(10, 60))
    number(rows)
    write(rows)
    return rows


@dataclass(frozen=True)
class _Fact:
    """Something that earns: written down at the desk, or established by a clock."""

    at: datetime
    rule: Rule
    times: Fraction
    said: str
    reference: str = ""

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


def _established(
    accounts: list[Account], rules: dict[str, tuple[RulePlan, Rule]]
) -> dict[int, list[_Fact]]:
    """Who came to an activity, and what volunteers' clocks counted: by household, as it was."""
    by_source = {plan.source: rule for plan, rule in rules.values()}
    homes = [account.household_id for account in accounts]
    found = defaultdict[int, list[_Fact]](list)
    there = Attendance.objects.filter(
        enrolment__role=Role.PARTICIPANT, enrolment__resident__household__in=homes
    ).values_list("enrolment__resident__household", "pk", "left_at", "enrolment__activity__title")
    for home, pk, at, title in there.order_by("pk"):
        if home is not None and at is not None:
            rule, day = by_source["activity"], timezone.localtime(at)
            found[home].append(_Fact(day, rule, Fraction(1), title, str(pk)))
    served = ServiceRecord.objects.counted().filter(volunteer__resident__household__in=homes)
    for home, pk, begun, minutes, what in served.order_by("pk").values_list(
        "volunteer__resident__household", "pk", "begun_at", "minutes", "what"
    ):
        if home is not None:
            rule, day = by_source["service"], timezone.localtime(begun)
            found[home].append(_Fact(day, rule, Fraction(minutes, 60), what, str(pk)))
    return found


def _written_down(
    account: Account, rules: dict[str, tuple[RulePlan, Rule]], dice: Random, told_on: date
) -> Iterable[_Fact]:
    """Most do a little, some do much, a few nothing at all."""
    given = [(plan, rule) for plan, rule in rules.values() if plan.often]
    days_in = (told_on - account.opened_on).days
    ends = (told_on - account.left_on).days if account.left_on else 1
    for turn in range(int(dice.expovariate(1 / 7))):
        plan, rule = dice.choices(given, [plan.often for plan, _rule in given])[0]
        day = told_on - timedelta(days=dice.randint(ends, days_in))
        at = morning(day) + timedelta(hours=6, minutes=turn % 60)
        yield _Fact(at, rule, Fraction(1), dice.choice(plan.said))


def _earn(
    books: _Books, account: Account, facts: Iterable[_Fact], dice: Random, told_on: date
) -> None:
    """As the rules and their caps allowed, one after another."""
    used: Counter[tuple[int, date]] = Counter()
    last = account.left_on or told_on - timedelta(days=1)
    for fact in sorted(facts, key=lambda one: one.at):
        rule, day = fact.rule, fact.day
        if not max(account.opened_on, rule.starts_on) <= day <= min(last, rule.ends_on or last):
            continue
        points = int(fact.times * rule.points)
        if (period := rule.period(day)) and rule.cap is not None:
            points = min(points, rule.cap - used[rule.pk, period[0]])
            used[rule.pk, period[0]] += points
        if points <= 0:
            continue
        if fact.reference:
            books.post(
                account, "earn", points, fact.at, rule=rule, source_kind=rule.source,
                source_reference=fact.reference, reason=fact.said,
            )  # fmt: skip
        else:
            made = books.record(account, rule, day, fact.said)
            _posted(books, made, points, fact.at, kind="earn")
        if dice.random() < _ASKS and day < told_on - timedelta(days=1):
            _asks(books, account, dice, fact.at + timedelta(minutes=7))


def _asks(books: _Books, account: Account, dice: Random, at: datetime) -> None:
    """Something it can pay for; most come for it the next day, a few never do."""
    found = books.shelves.ask(account, books.there(account), dice, at)
    if found is None:
        return
    row, ends = found
    for kind, when in (("hold", at), (ends, known(row.ended_at))):
        books.post(
            account, kind, row.points, when, source_kind="redemption", source_reference="",
            reason=str(row),
        )  # fmt: skip
        books.asked.append((books.postings[-1], row))


def _posted(books: _Books, made: Record, points: int, at: datetime, *, kind: str) -> None:
    books.post(
        made.account, kind, points, at, rule=made.rule, source_kind="record",
        source_reference="", reason=made.evidence, recorded_by=books.clerk,
        approved_by=books.chief,
    )  # fmt: skip
    books.postings[-1].happened_on = made.happened_on
    made.posting = books.postings[-1]


def _take(
    books: _Books,
    accounts: list[Account],
    rules: dict[str, tuple[RulePlan, Rule]],
    told_on: date,
) -> None:
    """Announced, not objected to, taken: from those who had something. Told last of each chain."""
    rich = [each for each in accounts if books.there(each) >= 40 and each.takes_part]
    for (ago, name, said), account in zip(TAKEN, rich, strict=False):
        day = told_on - timedelta(days=ago)
        rule = rules[name][1]
        made = books.record(account, rule, day, said)
        made.object_until = add_workdays(day, records.WORKDAYS_TO_OBJECT)
        at = morning(told_on) - timedelta(hours=2)
        _posted(books, made, rule.points, at, kind="deduct")


def _write(books: _Books) -> None:
    number(books.records)
    number(books.postings)
    for made in books.records:
        known(made.posting).source_reference = str(made.pk)
    books.shelves.write_redemptions()
    for posting, row in books.asked:
        posting.source_reference = str(row.pk)
    write(books.postings)
    number(books.entries)
    write(books.entries)
    write(books.records)
    remember(_history(books))
    write(_counts(books.postings))
    books.shelves.write_shelves()


def _history(books: _Books) -> Iterable[Event]:
    home = books.home.pk
    for made in books.records:
        at = made.recorded_at
        sign = "−" if made.is_deduction else "+"
        asked = {"points": f"{sign}{made.planned}"}
        yield Event("points.recorded", made, books.clerk, at, home, asked)
        yield Event("points.approved", made, books.chief, at + timedelta(minutes=50), home)
    for row in books.postings:
        said = {"points": row.points, "source": row.source_kind}
        yield Event(f"points.{row.kind}", row.account, row.recorded_by, row.at, home, said)


def _counts(rows: list[Posting]) -> Iterable[TallyDelta]:
    for row in rows:
        yield step("points.moved", row.community_id, row.at, row.points, kind=row.kind)


def _today(accounts: list[Account], rules: dict[str, tuple[RulePlan, Rule]], told_on: date) -> None:
    """Through the actions: what waits for somebody this morning, and what was announced."""
    clerk, chief = find(_RECORDS), find(_APPROVES)

    def written(account: Account, name: str, said: str) -> Record:
        rule = rules[name][1]
        return records.record(account, rule=rule, happened_on=told_on, evidence=said, actor=clerk)

    first, second, third, fourth = accounts[:4]
    written(first, "邻里互助", "替对门收了三天快递，孩子接回家吃饭")
    written(third, "清扫楼道", "扫了楼梯，也把地下室门口的积水清了")
    records.approve(written(second, "占用消防通道", "婴儿车和鞋柜放在楼梯口"), actor=chief)
    objected = records.approve(written(fourth, "占用消防通道", "通道里停了一辆三轮车"), actor=chief)
    records.appeal(objected, appeal="那辆三轮车不是我们家的，那天我们在外地", actor=None)
    expiry.announce(
        Area.objects.get(code=WUTONGLI_CODE),
        earned_before=told_on - timedelta(days=DAYS - 180),
        expires_on=told_on + timedelta(days=60),
        meeting=SECOND_MEETING,
        actor=chief,
    )
