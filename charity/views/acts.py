"""What can be done with a gift, and with one who may accept gifts."""

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.actions import gifts, recipients
from charity.forms import gifts as forms
from charity.models import Gift, Recipient
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


def _received(_viewer: Viewer, gift: Gift) -> bool:
    return gift.status == GiftStatus.RECEIVED


def _lacks_receipt(_viewer: Viewer, gift: Gift) -> bool:
    return gift.needs_receipt


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
        "correct", _("更正"), forms.CorrectForm, gifts.correct,
        _("已更正"), _corrects, "edit",
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
        _("已记为退回"), _received, "out",
        _("退回以后不再算在收到的捐赠里，原来的记录留着。"), True,
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
