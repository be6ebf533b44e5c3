"""Two years of what 梧桐里 earns: as the actions would have left it, with the days of then."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from charity.actions import earnings
from charity.models import (
    Head,
    IdleAsset,
    Income,
    OperatingProject,
    Pot,
    PotLine,
    SharingRule,
)
from communities.models import Area
from core.tally import noon
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.earning_list import (
    ASSETS,
    PROJECTS,
    RULES,
    SPENT,
    WRONG,
    WRONG_SPENT,
)
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning

_KEEPS, _RELEASES = "周予安", "顾明"
_MONTH = 30
_CENT = Decimal("0.01")


def tell_earnings(told_on: date) -> None:
    home, keeper = Area.objects.get(code=WUTONGLI_CODE), find(_KEEPS)
    rules = [
        SharingRule(
            community=home,
            upkeep=upkeep,
            care=care,
            reserve=reserve,
            since=told_on - timedelta(days=ago),
            resolution=said,
            actor=keeper,
        )
        for ago, upkeep, care, reserve, said in RULES
    ]
    number(rules)
    write(rules)
    incomes = _incomes(home, keeper, rules, _projects(home, told_on), told_on)
    _pots(home, keeper, incomes, told_on)
    if told_on.month > 1 or told_on.day > 1:
        earnings.disclose(home, year=told_on.year - 1, actor=find(_RELEASES))


def _projects(home: Area, told_on: date) -> list[OperatingProject]:
    assets = [
        IdleAsset(
            community=home,
            name=name,
            where=where,
            found_on=told_on - timedelta(days=ago),
            status=status,
            plan=plan,
        )
        for name, where, ago, status, plan in ASSETS
    ]
    number(assets)
    write(assets)
    projects = [
        OperatingProject(
            community=home,
            name=name,
            asset=assets[asset],
            partner=partner,
            agreement_number=f"经营{(told_on - timedelta(days=began)).year}-{n:02d}",
            starts_on=told_on - timedelta(days=began),
            ends_on=told_on + timedelta(days=ends),
            ended_on=None if ended is None else told_on - timedelta(days=ended),
        )
        for n, (name, asset, partner, began, ends, ended, _month) in enumerate(PROJECTS, start=1)
    ]
    number(projects)
    write(projects)
    remember(
        Event("charity.project_started", row, find(_KEEPS), morning(row.starts_on), home.pk)
        for row in projects
    )
    return projects


def _incomes(
    home: Area,
    keeper: User,
    rules: list[SharingRule],
    projects: list[OperatingProject],
    told_on: date,
) -> list[Income]:
    """Every month, a little more or less; one was written wrongly and taken back."""
    rows: list[Income] = []
    wrong: list[tuple[Income, str]] = []
    for n, (project, plan) in enumerate(zip(projects, PROJECTS, strict=True)):
        last = project.ended_on or told_on
        day, month = project.starts_on + timedelta(days=_MONTH), 0
        while day <= last:
            amount = Decimal(plan[-1] + 35 * ((month * 7 + n) % 5) - 60)
            row = _shared(home, keeper, rules, project, day, amount)
            row.voucher = f"营{n + 1}-{day:%Y%m%d}"
            rows.append(row)
            if (project.name, month) == WRONG[:2]:
                wrong.append((row, WRONG[2]))
            day, month = day + timedelta(days=_MONTH), month + 1
    for row, why in wrong:
        back = _shared(
            home, keeper, rules, row.project, row.booked_on + timedelta(days=9), row.amount
        )
        back.rule, back.voucher, back.corrects, back.why = row.rule, f"{row.voucher}-更", row, why
        for name in ("amount", "upkeep", "care", "reserve"):
            setattr(back, name, -getattr(row, name))
        rows.append(back)
    rows.sort(key=lambda row: row.booked_on)
    number(rows)
    for row, _why in wrong:
        next(each for each in rows if each.corrects is row).corrects = row
    write(rows)
    remember(
        Event("charity.income_shared", row, keeper, row.at, home.pk, {"amount": str(row.amount)})
        for row in rows
    )
    write(step("charity.incomes", home.pk, row.at, 1) for row in rows)
    write(
        step("charity.income_cents", home.pk, noon(row.booked_on), int(row.amount * 100))
        for row in rows
    )
    return rows


def _shared(
    home: Area,
    keeper: User,
    rules: list[SharingRule],
    project: OperatingProject,
    day: date,
    amount: Decimal,
) -> Income:
    rule = next(each for each in reversed(rules) if each.since <= day)
    upkeep, care = ((amount * share / 100).quantize(_CENT) for share in (rule.upkeep, rule.care))
    return Income(
        community=home,
        project=project,
        rule=rule,
        booked_on=day,
        amount=amount,
        upkeep=upkeep,
        care=care,
        reserve=amount - upkeep - care,
        actor=keeper,
        at=morning(day) + timedelta(hours=1),
    )


def _pots(home: Area, keeper: User, incomes: list[Income], told_on: date) -> None:
    pots = {head: Pot(community=home, head=head) for head in Head}
    number(list(pots.values()))
    write(pots.values())
    moves = [
        PotLine(
            pot=pots[Head(head)],
            kind=PotLine.Kind.SPEND,
            amount=Decimal(-amount),
            what=what,
            resolution="居委会会议同意，公示七天",
            booked_on=told_on - timedelta(days=ago),
        )
        for ago, head, amount, what in SPENT
    ]
    ago, which, why = WRONG_SPENT
    wrong = moves[which]
    moves.append(
        PotLine(
            pot=wrong.pot,
            kind=PotLine.Kind.BACK,
            amount=-wrong.amount,
            what=why,
            corrects=wrong,
            booked_on=told_on - timedelta(days=ago),
        )
    )
    shares = [
        PotLine(
            pot=pots[head],
            kind=PotLine.Kind.SHARE,
            amount=getattr(row, head),
            income=row,
            booked_on=row.booked_on,
        )
        for row in incomes
        for head in Head
    ]
    lines = sorted([*shares, *moves], key=lambda line: line.booked_on)
    number(lines)
    last: dict[int, PotLine] = {}
    for line in lines:
        before = last.get(line.pot.pk)
        line.community, line.actor = home, keeper
        line.seq = before.seq + 1 if before else 1
        line.previous = before.seq if before else None
        line.before = before.after if before else Decimal()
        line.after = line.before + line.amount
        line.at = morning(line.booked_on) + timedelta(hours=2)
        last[line.pot.pk] = line
    moves[-1].corrects = wrong
    write(lines)
    remember(
        Event(
            f"charity.pot_{line.kind}", line, keeper, line.at, home.pk,
            {"amount": line.signed, "what": line.what},
        )
        for line in moves
    )  # fmt: skip
    write(step("charity.pot_moves", home.pk, line.at, 1, head=line.pot.head) for line in moves)
    write(
        step(
            "charity.pot_cents", home.pk, noon(line.booked_on), int(-line.amount * 100),
            head=line.pot.head,
        )
        for line in moves
    )  # fmt: skip
