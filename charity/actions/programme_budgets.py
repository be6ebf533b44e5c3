"""The budget of a month is said before it begins: what it is to cost, and out of what."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import programmes
from charity.actions.naming import has_numbers
from charity.models import Programme, ProgrammeBudget
from charity.models.gifts import money
from core import audit
from core.exceptions import DomainError


@transaction.atomic
def budget(
    programme: Programme,
    *,
    month: date,
    meals: int,
    cost: Decimal,
    from_fee: Decimal = Decimal(),
    from_gift: Decimal = Decimal(),
    from_fund: Decimal = Decimal(),
    from_earned: Decimal = Decimal(),
    from_subsidy: Decimal = Decimal(),
    resolution: str,
    actor: User | None,
) -> ProgrammeBudget:
    """Said again it takes the place of what was said before, until the month begins."""
    programme = programmes.lock(programme)
    programmes.require_running(programme)
    first = month.replace(day=1)
    if first <= timezone.localdate():
        raise DomainError(_("预算要在那个月开始以前定"), code="begun", field="month")
    if not resolution.strip():
        raise DomainError(_("请写哪次会议或谁同意的"), field="resolution")
    if has_numbers(resolution):
        raise DomainError(_("这里不写号码"), code="numbers", field="resolution")
    sources = from_fee + from_gift + from_fund + from_earned + from_subsidy
    if cost <= 0 or sources != cost:
        said = _("预计花 {cost} 元，来源合起来 {sources} 元，要一样多").format(
            cost=money(cost), sources=money(sources)
        )
        raise DomainError(said, code="does_not_add_up", field="cost")
    values = {
        "community": programme.community,
        "meals": meals,
        "cost": cost,
        "from_fee": from_fee,
        "from_gift": from_gift,
        "from_fund": from_fund,
        "from_earned": from_earned,
        "from_subsidy": from_subsidy,
        "resolution": resolution.strip(),
        "set_by": actor,
    }
    made, _fresh = ProgrammeBudget.objects.update_or_create(
        programme=programme, month=first, defaults=values
    )
    details = {"month": str(first), "cost": str(cost)}
    audit.record("charity.budget_set", programme, actor=actor, details=details)
    return made
