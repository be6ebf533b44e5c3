"""The life of a record of points, as data. Buttons, actions and tests read it.

等审核 → 已记入 or 未通过. A deduction goes round by the household: 等审核 → 已告知 (it may object
until a day) → 已记入, or 不扣 where its appeal was upheld. What is in the books is undone by a
reversal only: 已记入 → 已冲回.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordStatus(TextChoices):
    PENDING = "pending", _("等审核")
    NOTICED = "noticed", _("已告知，等申诉期过")
    POSTED = "posted", _("已记入")
    REJECTED = "rejected", _("未通过")
    DROPPED = "dropped", _("申诉成立，不扣")
    REVERSED = "reversed", _("已冲回")


OPEN = (RecordStatus.PENDING, RecordStatus.NOTICED)


class GrantStatus(TextChoices):
    """等审核 → 已批准 → 已送到, or 没有批准; the applicant takes it back; what was approved and not
    delivered goes back to the budget."""

    PENDING = "pending", _("等审核")
    APPROVED = "approved", _("已批准，等送到")
    DELIVERED = "delivered", _("已送到")
    REFUSED = "refused", _("没有批准")
    WITHDRAWN = "withdrawn", _("自己撤回")
    CANCELLED = "cancelled", _("没送成")


GRANT_STEPS: dict[GrantStatus, frozenset[GrantStatus]] = {
    GrantStatus.PENDING: frozenset(
        {GrantStatus.APPROVED, GrantStatus.REFUSED, GrantStatus.WITHDRAWN}
    ),
    GrantStatus.APPROVED: frozenset({GrantStatus.DELIVERED, GrantStatus.CANCELLED}),
    GrantStatus.DELIVERED: frozenset(),
    GrantStatus.REFUSED: frozenset(),
    GrantStatus.WITHDRAWN: frozenset(),
    GrantStatus.CANCELLED: frozenset(),
}

BUDGETED = (GrantStatus.APPROVED, GrantStatus.DELIVERED)
