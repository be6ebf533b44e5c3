"""What can be done with an account, a record, a rule."""

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, table
from points.actions import accounts, publicity, records, rules
from points.forms import points as forms
from points.models import Account, Record, Rule
from points.workflow import RecordStatus


def _takes_part(_viewer: Viewer, account: Account) -> bool:
    return account.takes_part


def _may_agree(_viewer: Viewer, account: Account) -> bool:
    return account.takes_part and account.agreed_on is None


def _agreed(_viewer: Viewer, account: Account) -> bool:
    return account.agreed_on is not None


def _another(viewer: Viewer, row: Record) -> bool:
    return row.recorded_by_id != viewer.user_id


def _pending(viewer: Viewer, row: Record) -> bool:
    return row.status == RecordStatus.PENDING and _another(viewer, row)


def _posted(viewer: Viewer, row: Record) -> bool:
    if row.status != RecordStatus.POSTED or not _another(viewer, row):
        return False
    return not records.is_used(row)


def _used(viewer: Viewer, row: Record) -> bool:
    there = row.status == RecordStatus.POSTED and _another(viewer, row) and not row.decision
    return there and records.is_used(row)


def _awaits_answer(viewer: Viewer, row: Record) -> bool:
    return row.awaits_answer and _another(viewer, row)


def _in_force(_viewer: Viewer, rule: Rule) -> bool:
    return rule.ends_on is None


ACCOUNT_ACTS = table(
    Act(
        "record", _("记一笔"), forms.RecordForm, records.record,
        _("记下了，请另一位同事审核"), _takes_part, "edit",
        _("登记的人不能自己审核。扣分先告知这一户，过了申诉期才扣。"),
    ),
    Act(
        "agree", _("同意公示"), NothingForm, publicity.agree,
        _("从下一份公示起，写这一户的姓氏和户编号"), _may_agree, "horn",
        _("按这一户自己的意思办，先读给他听：每月公示只写姓氏、户编号、当月加了几分扣了几分，不排名；随时能收回。"),
    ),
    Act(
        "unlist", _("不再公示"), NothingForm, publicity.withdraw,
        _("收回了，以前公布的各月里也不再有这一户"), _agreed, "lock",
    ),
    Act(
        "leave", _("退出积分"), NothingForm, accounts.leave,
        _("已退出，以后不再记分"), _takes_part, "out",
        _("按这一户自己的意思办；已有的分还可以兑换。"), True,
    ),
)  # fmt: skip

RECORD_ACTS = table(
    Act(
        "approve", _("审核通过"), NothingForm, records.approve,
        _("已通过"), _pending, "check",
        _("加分马上记入；扣分先告知这一户，五个工作日里可以申诉。"),
    ),
    Act(
        "reject", _("不通过"), forms.ReasonForm, records.reject,
        _("已记为未通过"), _pending, "close",
    ),
    Act(
        "answer", _("答复申诉"), forms.AnswerForm, records.answer,
        _("已答复"), _awaits_answer, "talk",
        _("写的是居民议事会评议的结果，不是您自己的；登记的人不能写。这一户会看到是谁评议的、怎么答复。"),
    ),
    Act(
        "reverse", _("冲回"), forms.ReasonForm, records.reverse,
        _("已冲回"), _posted, "undo", _("记错了才冲回：原来的一笔留着，另记一笔相反的。"), True,
    ),
    Act(
        "used", _("记错了，分已用掉"), forms.ReasonForm, records.leave_as_used,
        _("记下了，不追回"), _used, "edit",
        _("这一户已经把分用掉了：不倒欠，以后的分也不扣。原来的一笔留着，写一句错在哪里。"),
    ),
)  # fmt: skip

RULE_ACTS = table(
    Act(
        "end", _("结束规则"), NothingForm, rules.end,
        _("今天过后不再按它记"), _in_force, "close", _("规则不改：要改就结束它，另定一条。"), True,
    ),
)  # fmt: skip
