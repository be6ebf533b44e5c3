"""A match meeting (供需对接会), as data. Read it aloud.

It is announced with its day, its place and the demands that are to be talked over. Organisations
say that they come, or the desk writes them down. On the day the desk says who came: then it is
held, and what came of it is written line by line, a demand with an organisation that was there.
Or it is called off, and whoever would have come hears why.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MatchStatus(TextChoices):
    ANNOUNCED = "announced", _("要开")
    HELD = "held", _("开过了")
    CANCELLED = "cancelled", _("不开了")


class GuestStatus(TextChoices):
    COMING = "coming", _("会来")
    CAME = "came", _("来了")
    ABSENT = "absent", _("没来")
    WITHDRAWN = "withdrawn", _("不来了")


@dataclass(frozen=True)
class MatchStep:
    name: str
    sources: frozenset[MatchStatus]
    target: MatchStatus
    reason_required: bool = False


HOLD = MatchStep("held", frozenset({MatchStatus.ANNOUNCED}), MatchStatus.HELD)
CALL_OFF = MatchStep(
    "called_off", frozenset({MatchStatus.ANNOUNCED}), MatchStatus.CANCELLED, reason_required=True
)
STEPS = (HOLD, CALL_OFF)
MOST_PEOPLE = 30
"""Of one organisation."""
