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
