"""The life of a social worker in the register, as data: proposed by his organisation, active once a
community has said yes to him, left with a reason.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkerStatus(TextChoices):
    PROPOSED = "proposed", _("等社区确认")
    ACTIVE = "active", _("在岗")
    LEFT = "left", _("已离岗")


W = WorkerStatus


@dataclass(frozen=True)
class WorkerStep:
    name: str
    sources: frozenset[WorkerStatus]
    target: WorkerStatus
    reason_required: bool = False


ACCEPT = WorkerStep("accept", frozenset({W.PROPOSED}), W.ACTIVE)
REFUSE = WorkerStep("refuse", frozenset({W.PROPOSED}), W.LEFT, reason_required=True)
LEAVE = WorkerStep("leave", frozenset({W.ACTIVE}), W.LEFT, reason_required=True)

WORKER_STEPS = (ACCEPT, REFUSE, LEAVE)
