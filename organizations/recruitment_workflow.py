"""Recruiting social workers (招募社工), as data. Read it aloud.

A community, or an organisation, says for what it needs whom, what may be hard about it, how many,
and until which day one answers. Social workers answer for themselves until then. After the day it
chooses, once: as many as it wants of those who answered, at most as many as it said; everybody who
answered hears how it came out. Or it gives up, and says why.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecruitmentStatus(TextChoices):
    OPEN = "open", _("在招")
    DECIDED = "decided", _("选定了")
    CANCELLED = "cancelled", _("不招了")


class ReplyStatus(TextChoices):
    ASKED = "asked", _("等挑选")
    CHOSEN = "chosen", _("选上了")
    DECLINED = "declined", _("这次没选上")
    WITHDRAWN = "withdrawn", _("自己退了")


R = RecruitmentStatus


@dataclass(frozen=True)
class RecruitmentStep:
    name: str
    sources: frozenset[RecruitmentStatus]
    target: RecruitmentStatus
    reason_required: bool = False


DECIDE = RecruitmentStep("decided", frozenset({R.OPEN}), R.DECIDED)
CANCEL = RecruitmentStep("cancelled", frozenset({R.OPEN}), R.CANCELLED, reason_required=True)
STEPS = (DECIDE, CANCEL)

MOST_WANTED = 50
LEVELS = ("none", "assistant", "intermediate", "senior")
"""Of certificates, the lower first: who holds a higher one may answer as well."""
