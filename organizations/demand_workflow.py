"""A demand on the board (供需对接), as data: published, answered or silent, closed with a result.

Nobody answers for a fortnight: who published it is reminded. Nobody does for another: it is
closed as unanswered, so that the board never promises what nobody looks after.
"""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DemandStatus(TextChoices):
    OPEN = "open", _("征集中")
    CLOSED = "closed", _("已结束")


class Result(TextChoices):
    MATCHED = "matched", _("对接上了")
    ELSEWHERE = "elsewhere", _("另外解决了")
    CANCELLED = "cancelled", _("不需要了")
    SILENT = "silent", _("没有人应")


class InterestStatus(TextChoices):
    OFFERED = "offered", _("有意向")
    CHOSEN = "chosen", _("对接上了")
    PASSED = "passed", _("这次没接上")


SILENT_FOR = timedelta(days=14)
"""So long without a word: a reminder; as long again after it: closed."""
BY_HAND = (Result.ELSEWHERE, Result.CANCELLED)
"""What somebody may say himself: matched follows from a choice, silent from the clock."""
