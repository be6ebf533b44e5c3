"""The life of an organisation in the register, as data. Buttons, actions and tests read it.

提出 → 在册 → 暂停 ⇄ 恢复 → 退出. What was proposed in vain is closed with a reason and never shown
to residents; nothing is deleted.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    PROPOSED = "proposed", _("待确认")
    ACTIVE = "active", _("在册")
    SUSPENDED = "suspended", _("暂停")
    CLOSED = "closed", _("已退出")


S = Status


@dataclass(frozen=True)
class Step:
    name: str
    sources: frozenset[Status]
    target: Status
    reason_required: bool = False


CONFIRM = Step("confirmed", frozenset({S.PROPOSED}), S.ACTIVE)
DECLINE = Step("declined", frozenset({S.PROPOSED}), S.CLOSED, reason_required=True)
SUSPEND = Step("suspended", frozenset({S.ACTIVE}), S.SUSPENDED, reason_required=True)
RESUME = Step("resumed", frozenset({S.SUSPENDED}), S.ACTIVE)
CLOSE = Step("closed", frozenset({S.ACTIVE, S.SUSPENDED}), S.CLOSED, reason_required=True)

STEPS = (CONFIRM, DECLINE, SUSPEND, RESUME, CLOSE)


def open_from(status: str) -> tuple[Step, ...]:
    return tuple(step for step in STEPS if status in step.sources)
