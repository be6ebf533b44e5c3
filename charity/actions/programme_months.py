"""A month of a programme is settled: fees are what was eaten, the rest comes out of a gift, a line
of the fund, what the community earned or a subsidy, and together it is what was paid to the
organisation that cooked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import allocations, earning_books, programmes
from charity.models import (
    Allocation,
    BookLine,
    Gift,
    Meal,
    Pot,
    PotLine,
    Programme,
    ProgrammeMonth,
    Resource,
)
from charity.models.gifts import money
from charity.programme_workflow import HAD
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization


@dataclass(frozen=True)
class Eaten:
    meals: int
    fees: Decimal


def eaten(programme: Programme, month: date) -> Eaten:
    """So many had their meal, and so much they were asked for it."""
    rows = Meal.objects.filter(
        day__programme=programme,
        day__day__year=month.year,
        day__day__month=month.month,
        status__in=HAD,
    )
    told = rows.aggregate(meals=Count("pk"), fees=Sum("fee"))
    return Eaten(told["meals"], told["fees"] or Decimal())


@transaction.atomic
def settle(
    programme: Programme,
    *,
    month: date,
    cost: Decimal,
    paid_to: Organization,
    voucher: str,
    gift: Gift | None = None,
    from_gift: Decimal = Decimal(),
    fund_line: BookLine | None = None,
    pot: Pot | None = None,
    from_earned: Decimal = Decimal(),
    resolution: str = "",
    from_subsidy: Decimal = Decimal(),
    subsidy: str = "",
    actor: User | None,
) -> ProgrammeMonth:
    programme = programmes.lock(programme)
    first = month.replace(day=1)
    if first >= timezone.localdate().replace(day=1):
        raise DomainError(_("这个月还没过完"), field="month")
    if not voucher.strip():
        raise DomainError(_("请写凭证号"), field="voucher")
    if from_subsidy and not subsidy.strip():
        raise DomainError(_("请写谁给的补贴"), field="subsidy")
    _require_line(programme, fund_line)
    said = eaten(programme, first)
    from_fund = -fund_line.amount if fund_line else Decimal()
    sources = said.fees + from_gift + from_fund + from_earned + from_subsidy
    if cost <= 0 or sources != cost:
        text = _("花了 {cost} 元，来源合起来 {sources} 元（餐费 {fees} 元），要一样多").format(
            cost=money(cost), sources=money(sources), fees=money(said.fees)
        )
        raise DomainError(text, code="does_not_add_up", field="cost")
    made = ProgrammeMonth(
        community=programme.community,
        programme=programme,
        month=first,
        meals=said.meals,
        cost=cost,
        from_fee=said.fees,
        from_gift=from_gift,
        allocation=_out_of(gift, from_gift, programme, first, actor),
        from_fund=from_fund,
        fund_line=fund_line,
        from_earned=from_earned,
        pot_line=_out_of_pot(pot, from_earned, resolution, programme, first, actor),
        from_subsidy=from_subsidy,
        subsidy=subsidy.strip(),
        paid_to=paid_to,
        voucher=voucher.strip(),
        recorded_by=actor,
    )
    twice = DomainError(_("这个月已经登记过；写错的先作废"), code="twice", field="month")
    used = DomainError(_("这笔基金支出已经算在别的月份"), code="twice", field="fund_line")
    with refusing(programme_month_once=twice, programme_month_fund_line_once=used):
        made.save(force_insert=True)
    audit.record("charity.month_settled", programme, actor=actor, details={"month": str(first)})
    return made


@transaction.atomic
def void(row: ProgrammeMonth, *, why: str, actor: User | None) -> ProgrammeMonth:
    """It was wrong: it stays, and what it took of a gift or a pot is there again."""
    rows = ProgrammeMonth.objects.select_for_update(of=("self",), no_key=True)
    named = rows.select_related("programme", "allocation", "pot_line__pot")
    fresh = named.get(pk=row.pk)
    if not fresh.stands:
        raise DomainError(_("这一笔已经作废"), code="moved_on")
    if not why.strip():
        raise DomainError(_("请写一句原因"), field="why")
    if fresh.allocation is not None:
        allocations.undo(fresh.allocation, what=why, actor=actor)
    fresh.void = why.strip()
    fresh.save(update_fields=["void"])
    if fresh.pot_line is not None:
        said = _("{month}：账作废，退回").format(month=_meals_of(fresh.programme, fresh.month))
        earning_books.put_back(fresh.pot_line, what=said, actor=actor)
    details = {"month": str(fresh.month), "reason": fresh.void}
    audit.record("charity.month_voided", fresh.programme, actor=actor, details=details)
    return fresh


# --- inside ---------------------------------------------------------------------------------------
def _require_line(programme: Programme, line: BookLine | None) -> None:
    """Money that left the fund of this very place, for something it had resolved."""
    if line is None:
        return
    corrected = BookLine.objects.filter(corrects=line).exists()
    if line.community_id != programme.community_id or line.kind != BookLine.Kind.USE or corrected:
        raise DomainError(_("请选本社区基金的一笔项目支出"), field="fund_line")


def _out_of(
    gift: Gift | None, quantity: Decimal, programme: Programme, month: date, actor: User | None
) -> Allocation | None:
    if not quantity:
        return None
    if (
        gift is None
        or gift.resource != Resource.MONEY
        or (gift.community_id != programme.community_id)
    ):
        raise DomainError(_("请选一笔本社区收到的资金"), field="gift")
    what = _meals_of(programme, month)
    return allocations.allocate(gift, quantity=quantity, what=what, actor=actor)


def _out_of_pot(
    pot: Pot | None,
    amount: Decimal,
    resolution: str,
    programme: Programme,
    month: date,
    actor: User | None,
) -> PotLine | None:
    """What the community earned is spent with the month, as any spending of it: because somebody
    agreed, and never more than there is."""
    if not amount:
        return None
    if pot is None or pot.community_id != programme.community_id:
        raise DomainError(_("请选本社区的一类收益"), field="pot")
    what = _meals_of(programme, month)
    try:
        return earning_books.spend(
            pot, amount=amount, what=what, resolution=resolution, actor=actor
        )
    except DomainError as refusal:
        if refusal.field == "amount":
            refusal.field = "from_earned"
        raise


def _meals_of(programme: Programme, month: date) -> str:
    return _("{programme} {month} 的伙食").format(programme=programme.name, month=f"{month:%Y-%m}")
