"""A price is said with the programme, and stands when somebody else approves it. What costs nobody
anything stands at once."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions.naming import has_numbers
from charity.models import EligibleGroup, Programme, ProgrammePrice
from charity.programme_workflow import PRICE_STEPS, Price, PriceStatus
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing


def require_price(
    price: str, fee: Decimal, free: list[EligibleGroup], groups: list[EligibleGroup]
) -> None:
    """Free for all, or a fee for those of the groups for whom it is not free."""
    if price not in {Price.FREE, Price.LOW_FEE}:
        raise DomainError(_("请选免费还是低偿"), field="price")
    if price == Price.LOW_FEE and fee <= 0:
        raise DomainError(_("低偿的要写每次收多少"), field="fee")
    if price == Price.FREE and fee:
        raise DomainError(_("免费的不写收费"), field="fee")
    if price == Price.FREE and free:
        raise DomainError(_("对谁都免费的，不用另选谁免费"), field="free_groups")
    known = {group.pk for group in groups}
    if any(group.pk not in known for group in free):
        raise DomainError(_("免费的只能是这个项目服务的人"), field="free_groups")
    if free and len(free) == len(known):
        raise DomainError(_("都免费，就选“免费（公益）”"), field="free_groups")


def ask(
    programme: Programme, price: str, fee: Decimal, free: list[EligibleGroup], *, actor: User | None
) -> ProgrammePrice | None:
    """Of a programme that is locked or new. None where nothing has to be approved."""
    wanted = (fee, {group.pk for group in free})
    waits = programme.prices.waiting().first()
    if waits is not None and price == Price.LOW_FEE and wanted == _said(waits):
        return None
    if price == programme.price and wanted == (programme.fee, _ids(programme.free_groups.all())):
        return None
    if waits is not None:
        raise DomainError(
            _("已经有一份收费标准等批准：先批准，或不批"), code="waits", field="price"
        )
    if price == Price.FREE:
        _stand(programme, Price.FREE, Decimal(), [])
        return None
    made = ProgrammePrice(
        community=programme.community, programme=programme, fee=fee, asked_by=actor
    )
    again = DomainError(_("刚有同事提出了一份，请再试一次"), code="busy")
    with refusing(programme_price_waits_once=again):
        made.save(force_insert=True)
    made.free_groups.set(free)
    details = {"price": made.pk, "fee": str(fee)}
    audit.record("charity.price_asked", programme, actor=actor, details=details)
    return made


@transaction.atomic
def approve(row: ProgrammePrice, *, actor: User) -> Programme:
    """By another than who said it, with his name: from now on it is asked for, and public. Meals
    that are ordered keep the fee they were ordered at."""
    programme, row = _lock(row)
    if actor.pk == row.asked_by_id:
        raise DomainError(_("提出的人不能自己批准，请另一位同事"), code="self")
    signed = actor.name.open().strip()
    if not signed:
        raise DomainError(_("批准的人要有姓名：请先在“我的账号”里写上"), code="nameless")
    row.signed = signed
    _decide(row, PriceStatus.APPROVED, actor)
    _stand(programme, Price.LOW_FEE, row.fee, list(row.free_groups.all()))
    details = {"price": row.pk, "fee": str(row.fee)}
    audit.record("charity.price_approved", programme, actor=actor, details=details)
    return programme


@transaction.atomic
def refuse(row: ProgrammePrice, *, why: str, actor: User) -> ProgrammePrice:
    """Also by who said it: he takes it back. What stood before stands on."""
    programme, row = _lock(row)
    if not why.strip():
        raise DomainError(_("请写一句原因"), field="why")
    if has_numbers(why):
        raise DomainError(_("这里不写号码"), code="numbers", field="why")
    row.why = why.strip()
    _decide(row, PriceStatus.REFUSED, actor)
    details = {"price": row.pk, "reason": row.why}
    audit.record("charity.price_refused", programme, actor=actor, details=details)
    return row


# --- inside ---------------------------------------------------------------------------------------
def _lock(row: ProgrammePrice) -> tuple[Programme, ProgrammePrice]:
    """The programme first, as everywhere."""
    programmes = Programme.objects.select_for_update(of=("self",), no_key=True)
    programme = programmes.select_related("community").get(pk=row.programme_id)
    fresh = ProgrammePrice.objects.get(pk=row.pk)
    if not programme.runs:
        raise DomainError(_("这个项目已经停办"), code="moved_on")
    if not PRICE_STEPS[PriceStatus(fresh.status)]:
        raise DomainError(_("这份收费标准已经决定了"), code="moved_on")
    return programme, fresh


def _decide(row: ProgrammePrice, status: PriceStatus, actor: User) -> None:
    row.status, row.decided_by, row.decided_on = status, actor, timezone.localdate()
    row.save(update_fields=["status", "decided_by", "decided_on", "signed", "why"])


def _stand(programme: Programme, price: str, fee: Decimal, free: list[EligibleGroup]) -> None:
    programme.price, programme.fee = price, fee
    programme.priced_on = timezone.localdate() if fee else None
    programme.save(update_fields=["price", "fee", "priced_on"])
    programme.free_groups.set(free)


def _said(row: ProgrammePrice) -> tuple[Decimal, set[int]]:
    return row.fee, _ids(row.free_groups.all())


def _ids(groups: Iterable[EligibleGroup]) -> set[int]:
    return {group.pk for group in groups}
