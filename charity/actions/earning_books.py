"""An income is shared the moment it is written; a pot is spent from, never below nothing."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions.naming import refuse_names
from charity.earning_reckoning import rule_on
from charity.models import Head, Income, OperatingProject, Pot, PotLine, ProgrammeMonth
from charity.models.gifts import money
from communities.models import Area
from core import audit, tally
from core.exceptions import DomainError
from core.models import last_link, link_after
from core.refusals import refusing

CENT = Decimal("0.01")


@transaction.atomic
def earn(
    project: OperatingProject,
    *,
    voucher: str,
    amount: Decimal,
    booked_on: date | None = None,
    actor: User | None,
) -> Income:
    """By the rule that held on that day; what does not divide falls to the reserve."""
    if amount <= 0:
        raise DomainError(_("金额要大于零"), field="amount")
    day = _day(booked_on)
    rule = rule_on(project.community, day)
    if rule is None:
        raise DomainError(_("那一天还没有分配办法：先登记居民会议定的"), code="no_rule")
    upkeep, care = (
        (amount * share / 100).quantize(CENT, ROUND_DOWN) for share in (rule.upkeep, rule.care)
    )
    row = Income(
        project=project,
        rule=rule,
        voucher=voucher,
        booked_on=day,
        amount=amount,
        upkeep=upkeep,
        care=care,
        reserve=amount - upkeep - care,
        actor=actor,
    )
    return _share(row, project.community)


@transaction.atomic
def take_back(income: Income, *, voucher: str, why: str, actor: User | None) -> Income:
    """It was written wrongly: out of each pot goes what came in; both lines stay."""
    pots(income.community)
    if income.corrects_id or Income.objects.filter(corrects=income).exists():
        raise DomainError(_("这一笔已经更正过"), code="moved_on")
    if not why.strip():
        raise DomainError(_("请写更正了什么、为什么"), field="why")
    refuse_names(why, income.community, field="why")
    row = Income(
        project=income.project,
        rule=income.rule,
        voucher=voucher,
        booked_on=timezone.localdate(),
        amount=-income.amount,
        upkeep=-income.upkeep,
        care=-income.care,
        reserve=-income.reserve,
        corrects=income,
        why=why.strip(),
        actor=actor,
    )
    return _share(row, income.community)


@transaction.atomic
def spend(
    pot: Pot,
    *,
    amount: Decimal,
    what: str,
    resolution: str,
    booked_on: date | None = None,
    actor: User | None,
) -> PotLine:
    """For something that is said, because somebody agreed; never more than is in the pot."""
    if amount <= 0:
        raise DomainError(_("金额要大于零"), field="amount")
    if not what.strip():
        raise DomainError(_("请写用在哪里"), field="what")
    if not resolution.strip():
        raise DomainError(_("请写哪次会议或谁同意的"), field="resolution")
    refuse_names(what, pot.community, field="what")
    pot = pots(pot.community)[pot.head]
    line = PotLine(kind=PotLine.Kind.SPEND, amount=-amount, booked_on=_day(booked_on), actor=actor)
    line.what, line.resolution = what.strip(), resolution.strip()
    return _write(pot, line)


@transaction.atomic
def put_back(line: PotLine, *, what: str, actor: User | None) -> PotLine:
    """It was not spent, or not on that: the whole of it is there again, and why is said."""
    pot = pots(line.community)[line.pot.head]
    if line.kind != PotLine.Kind.SPEND or PotLine.objects.filter(corrects=line).exists():
        raise DomainError(_("这一笔已经更正过"), code="moved_on")
    if ProgrammeMonth.objects.standing().filter(pot_line=line).exists():
        said = _("这一笔在服务项目的月账里：作废那个月的账，就退回来了")
        raise DomainError(said, code="in_a_month")
    if not what.strip():
        raise DomainError(_("请写更正了什么、为什么"), field="what")
    refuse_names(what, line.community, field="what")
    back = PotLine(
        kind=PotLine.Kind.BACK,
        amount=-line.amount,
        booked_on=timezone.localdate(),
        what=what.strip(),
        corrects=line,
        actor=actor,
    )
    return _write(pot, back)


def pots(community: Area) -> dict[str, Pot]:
    """All three, made when they are first needed; one at a time at the money of a community."""
    rows = Pot.objects.select_for_update(of=("self",), no_key=True).filter(community=community)
    found = {row.head: row for row in rows.order_by("pk")}
    if len(found) < len(Head):
        fresh = [Pot(community=community, head=head) for head in Head if head not in found]
        Pot.objects.bulk_create(fresh, ignore_conflicts=True)
        found = {row.head: row for row in rows.all()}
    return found


# --- inside ---------------------------------------------------------------------------------------
def _day(said: date | None) -> date:
    day = said or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError(_("记账日期在今天以后"), field="booked_on")
    return day


def _share(row: Income, community: Area) -> Income:
    row.community, row.voucher = community, row.voucher.strip()
    if not row.voucher:
        raise DomainError(_("请写凭证号"), field="voucher")
    known = DomainError(_("这个凭证号已经记过"), code="voucher_known", field="voucher")
    found = pots(community)
    with refusing(income_voucher_once=known):
        row.save(force_insert=True)
    for head in Head:
        if share := getattr(row, head):
            line = PotLine(kind=PotLine.Kind.SHARE, amount=share, income=row, actor=row.actor)
            line.booked_on = row.booked_on
            _write(found[head], line)
    details = {"voucher": row.voucher, "amount": str(row.amount)}
    audit.record("charity.income_shared", row, actor=row.actor, details=details)
    day, cents = tally.noon(row.booked_on), int(row.amount * 100)
    tally.add_all(
        [
            tally.step("charity.incomes", community.pk),
            tally.step("charity.income_cents", community.pk, day, delta=cents),
        ]
    )
    return row


def _write(pot: Pot, line: PotLine) -> PotLine:
    """The next link of a locked pot."""
    link = link_after(last_link(pot.lines), line.amount)
    if link["after"] < 0:
        said = _("{pot}里只有 {left} 元").format(pot=pot, left=money(link["before"]))
        raise DomainError(said, code="too_few", field="amount")
    line.community, line.pot = pot.community, pot
    for name, value in link.items():
        setattr(line, name, value)
    busy = DomainError(_("刚有同事记了一笔，请再试一次"), code="busy")
    with refusing(pot_one_link_after_another=busy, pot_link_to_hold_on_to=busy):
        line.save(force_insert=True)
    if line.kind != PotLine.Kind.SHARE:
        details = {"amount": line.signed, "what": line.what}
        audit.record(f"charity.pot_{line.kind}", line, actor=line.actor, details=details)
        dims = {"head": pot.head}
        day, cents = tally.noon(line.booked_on), int(-line.amount * 100)
        tally.add_all(
            [
                tally.step("charity.pot_moves", pot.community_id, dims=dims),
                tally.step("charity.pot_cents", pot.community_id, day, dims, cents),
            ]
        )
    return line
