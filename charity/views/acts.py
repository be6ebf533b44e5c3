"""What can be done with a gift, and with one who may accept gifts. A gift comes `with_rest`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.actions import allocations, gifts, handouts, recipients, stock
from charity.forms import gifts as forms
from charity.forms import stock as stock_forms
from charity.forms.uses import UndoForm, UseForm
from charity.models import Allocation, Gift, HandOut, HandOutLine, Lot, Recipient, Resource
from charity.queries.gifts import may_record
from charity.workflow import GiftStatus
from communities.forms.base import NothingForm
from communities.views.acts import Act, table


def _offered(_viewer: Viewer, gift: Gift) -> bool:
    return gift.status == GiftStatus.OFFERED


def _another_confirms(viewer: Viewer, gift: Gift) -> bool:
    return gift.status == GiftStatus.OFFERED and gift.recorded_by_id != viewer.user_id


def _corrects(viewer: Viewer, gift: Gift) -> bool:
    return gift.status == GiftStatus.OFFERED and may_record(viewer)


def _not_stored(_viewer: Viewer, gift: Any) -> bool:
    received = gift.status == GiftStatus.RECEIVED
    stored = gift.resource == Resource.GOODS and gift.unstored < gift.quantity
    return bool(received and not gift.used and not stored)


def _by_staff(viewer: Viewer, _gift: Gift) -> bool:
    return may_record(viewer)


def _lacks_receipt(_viewer: Viewer, gift: Gift) -> bool:
    return gift.needs_receipt


def _to_store(viewer: Viewer, gift: Any) -> bool:
    goods = gift.status == GiftStatus.RECEIVED and gift.resource == Resource.GOODS
    return bool(goods and may_record(viewer) and gift.unstored > 0)


def _something_unused(viewer: Viewer, gift: Any) -> bool:
    if gift.status != GiftStatus.RECEIVED or not may_record(viewer):
        return False
    if gift.resource == Resource.GOODS:
        return bool(gift.unstored > 0)
    return bool(gift.used < gift.measure)


GIFT_ACTS = table(
    Act(
        "receive", _("确认收到"), forms.ReceiveForm, gifts.receive,
        _("已确认收到"), _another_confirms, "check",
        _("钱到了受赠单位的账上，或东西已经交到手里，再确认。"),
    ),
    Act(
        "receipt", _("登记票据"), forms.ReceiptForm, gifts.receipt,
        _("票据已登记"), _lacks_receipt, "book",
    ),
    Act(
        "store", _("入库"), stock_forms.TakeInForm, stock.take_in,
        _("已入库，建了一个批次"), _to_store, "bag",
    ),
    Act(
        "use", _("登记用在哪里"), UseForm, allocations.allocate,
        _("已登记去向，捐赠人看得到"), _something_unused, "check",
        _("不会超过捐来的数；入了库的物资从物资批次里领用。"),
    ),
    Act(
        "correct", _("更正"), forms.CorrectForm, gifts.correct,
        _("已更正"), _corrects, "edit",
    ),
    Act(
        "brought", _("登记谁牵的线"), forms.BroughtForm, gifts.say_who_brought,
        _("已登记"), _by_staff, "users",
        _("公开的页面上不写；他同意了，捐赠人才看得到。"),
    ),
    Act(
        "refuse", _("谢绝"), forms.ReasonForm, gifts.refuse,
        _("已记为谢绝"), _offered, "close", _("原因会写进记录；请当面或电话谢谢捐赠人。"),
    ),
    Act(
        "withdraw", _("捐赠人撤回"), forms.ReasonForm, gifts.withdraw,
        _("已记为撤回"), _offered, "out",
    ),
    Act(
        "return", _("退回"), forms.ReasonForm, gifts.give_back,
        _("已记为退回"), _not_stored, "out",
        _("退回以后不再算在收到的捐赠里，原来的记录留着。"), True,
    ),
)  # fmt: skip


def _undone_by_staff(viewer: Viewer, row: Allocation) -> bool:
    """What left the storeroom comes back there; what was undone is."""
    stands = row.kind != Allocation.Kind.BACK and not hasattr(row, "undone")
    return stands and row.movement_id is None and may_record(viewer)


ALLOCATION_ACTS = table(
    Act(
        "undo", _("撤销这笔去向"), UndoForm, allocations.undo,
        _("已撤销，两笔记录都留着"), _undone_by_staff, "undo",
        _("没有办成，或登错了：数额又能用在别处。"), True,
    ),
)  # fmt: skip


def _ends(_viewer: Viewer, recipient: Recipient) -> bool:
    return recipient.ended_on is None


def _always(_viewer: Viewer, _recipient: Recipient) -> bool:
    return True


RECIPIENT_ACTS = table(
    Act(
        "renew", _("更新资格"), forms.RenewForm, recipients.renew,
        _("资格已更新"), _always, "edit",
    ),
    Act(
        "end", _("停止受赠"), NothingForm, recipients.end,
        _("已停止受赠"), _ends, "close",
        _("从今天起它不再接受捐赠；以前的记录不变。"), True,
    ),
)  # fmt: skip


def _something_left(_viewer: Viewer, lot: Lot) -> bool:
    return lot.balance > 0


def _usable(_viewer: Viewer, lot: Lot) -> bool:
    return lot.balance > 0 and not lot.is_expired


def _any_lot(_viewer: Viewer, _lot: Lot) -> bool:
    return True


LOT_ACTS = table(
    Act(
        "issue", _("领用"), stock_forms.IssueForm, stock.issue,
        _("已出库"), _usable, "out", _("写明用在哪里；发给个人的，用“安排发放”列名单。"),
    ),
    Act(
        "handout", _("安排发放"), stock_forms.HandOutForm, handouts.plan,
        _("已安排，下一步列名单"), _usable, "users",
    ),
    Act(
        "back", _("退库"), stock_forms.BackForm, stock.bring_back,
        _("已退回库里"), _any_lot, "in", _("领出去没用完的退回来。"),
    ),
    Act(
        "count", _("盘点"), stock_forms.CountForm, stock.count,
        _("盘点已登记"), _any_lot, "list", _("填实际数到的；和账上不一样要写原因。"),
    ),
    Act(
        "discard", _("报损"), stock_forms.DiscardForm, stock.discard,
        _("已报损"), _something_left, "trash",
        _("过期、破损、受潮的，从库里去掉，原因留着。"), True,
    ),
)  # fmt: skip


def _runs(_viewer: Viewer, handout: HandOut) -> bool:
    return handout.closed_on is None


def _not_taken(_viewer: Viewer, line: HandOutLine) -> bool:
    return line.taken_at is None and line.handout.closed_on is None


HANDOUT_ACTS = table(
    Act(
        "people", _("列名单"), stock_forms.PeopleForm, handouts.put_on_list,
        _("已列入名单"), _runs, "plus",
    ),
    Act(
        "close", _("结束发放"), NothingForm, handouts.close,
        _("已结束"), _runs, "check", _("没来领的不再发；他们的份还在库里。"), True,
    ),
)  # fmt: skip

LINE_ACTS = table(
    Act(
        "take", _("已签领"), stock_forms.TakeForm, handouts.take,
        _("已登记领取，库存同时减少"), _not_taken, "check",
    ),
)  # fmt: skip
