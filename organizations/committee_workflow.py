"""Meetings to which part-time commissioners are called, as data. Read it aloud.

The community calls some of those who have a seat to a meeting on a day. Once the day has come it
writes down who came and who had said he could not; the others did not come. Or it is cancelled.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingStatus(TextChoices):
    CALLED = "called", _("通知了")
    HELD = "held", _("开过了")
    CANCELLED = "cancelled", _("不开了")


class SeatStatus(TextChoices):
    CALLED = "called", _("通知了")
    CAME = "came", _("到了")
    EXCUSED = "excused", _("请假")
    ABSENT = "absent", _("没有到")


@dataclass(frozen=True)
class MeetingStep:
    name: str
    sources: frozenset[MeetingStatus]
    target: MeetingStatus
    reason_required: bool = False


M = MeetingStatus

SIGN = MeetingStep("signed", frozenset({M.CALLED}), M.HELD)
CANCEL = MeetingStep("cancelled", frozenset({M.CALLED}), M.CANCELLED, reason_required=True)
STEPS = (SIGN, CANCEL)
