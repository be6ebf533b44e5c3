"""代办的钱: noted by who does the errand, confirmed by another. The platform moves no money."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.attaching import add_photos
from requests.actions.moving import SAME, lock, may, move_on
from requests.limits import limits_of
from requests.models import Attachment, MoneyLine, ServiceRequest
from requests.models.ratings import AskedHow

Kind = MoneyLine.Kind


@transaction.atomic
def note_money(
    service_request: ServiceRequest,
    *,
    kind: str,
    amount: Decimal,
    note: str = "",
    photos: Any = (),
    by: Viewer,
) -> ServiceRequest:
    """What he was given, what he spent with the receipt, what he gave back: never more at once
    than the place allows, neither of the other's money nor of his own."""
    row = lock(service_request)
    may(row, "money", by=by)
    if row.item is None or not row.item.handles_cash:
        raise DomainError(_("这一类不经手钱"), code="no_cash")
    if kind not in Kind.values:
        raise DomainError(_("请选是哪一种"), field="kind")
    if _sent_again(row, kind, amount, note, by):
        return row
    if amount <= 0:
        raise DomainError(_("请写多少元"), field="amount")
    after = row.money.in_hand() + (amount if kind in MoneyLine.PLUS else -amount)
    most = limits_of(row.community).cash
    if abs(after) > most and abs(after) > abs(row.money.in_hand()):
        raise DomainError(
            _("手上的钱最多 {n} 元，预收和垫付都算，请分次办").format(n=most), field="amount"
        )
    line = MoneyLine.objects.create(
        community_id=row.community_id,
        service_request=row,
        kind=kind,
        amount=amount,
        note=note.strip(),
        receipt=_receipt(row, kind, list(photos), by),
        noted_by=by.actor,
    )
    return move_on(row, "money", by=by, data={"line": line.pk, "kind": kind}).service_request


@transaction.atomic
def sign_money(
    service_request: ServiceRequest, *, line: MoneyLine, how: str = "", by: Viewer
) -> ServiceRequest:
    """The other signature: his own on his page, or the desk's, which asked him and says how."""
    row = lock(service_request)
    may(row, "sign_money", by=by)
    own = row.money.select_for_update().get(pk=line.pk)
    if own.noted_by_id == by.user_id:
        raise DomainError(_("自己记的钱要别人来核对"), code="own_line")
    if own.signed_at is not None:
        return row
    if by.is_staff and how not in AskedHow.values:
        raise DomainError(_("请选怎么问的他"), field="how")
    own.signed_by, own.signed_at = by.user, timezone.now()
    own.signed_how = how if by.is_staff else AskedHow.ONLINE
    own.save(update_fields=["signed_by", "signed_at", "signed_how"])
    return move_on(row, "sign_money", by=by, data={"line": own.pk}).service_request


def unsettled(row: ServiceRequest) -> str:
    """Why it cannot be called done yet; empty where no money was touched, or all is square."""
    left = row.money.in_hand()
    if left > 0:
        return _("他的钱还有 {n} 元在您手上，先找还给他").format(n=left)
    if left < 0:
        return _("您垫的 {n} 元他还没补给您，先结清").format(n=-left)
    if waiting := row.money.unsigned().count():
        return _("有 {n} 笔钱还没有另一个人核对").format(n=waiting)
    return ""


def square_first(row: ServiceRequest) -> None:
    """Nobody walks away from an errand with somebody's money, nor without his own."""
    if why := unsettled(row):
        raise DomainError(why, code="money_open")


def _sent_again(row: ServiceRequest, kind: str, amount: Decimal, note: str, by: Viewer) -> bool:
    """The answer got lost and the page was loaded anew; a receipt knows itself by its picture."""
    last = row.money.last()
    return (
        last is not None
        and kind in MoneyLine.HANDED
        and (last.kind, last.amount, last.note) == (kind, amount, note.strip())
        and last.noted_by_id == by.user_id
        and timezone.now() - last.at < SAME
    )


def _receipt(row: ServiceRequest, kind: str, photos: list[Any], by: Viewer) -> Attachment | None:
    if kind != Kind.SPENT:
        return None
    if not photos:
        raise DomainError(_("花了的钱要拍小票"), field="photos")
    added = add_photos(row, photos[:1], by=by, moment=Attachment.Moment.RECEIPT)
    if not added:
        raise DomainError(_("这张小票已经记过了"), field="photos", code="noted_already")
    return added[0]
