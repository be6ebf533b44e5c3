"""What becomes of a report, as data: 大事不出网、小事不出格. Buttons, actions and tests read it.

It is settled where it came up, or goes one level higher with a reason; what becomes an order
is the business of the rooms above, which hear "grids.group_reported".
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportLevel(TextChoices):
    GRID = "grid", _("网格")
    COMMUNITY = "community", _("社区")
    STREET = "street", _("街道")


class ReportStatus(TextChoices):
    RECEIVED = "received", _("网格在办")
    ESCALATED = "escalated", _("报上来了")
    HANDLED = "handled", _("办好了")


L, S = ReportLevel, ReportStatus


@dataclass(frozen=True)
class ReportStep:
    name: str
    status: ReportStatus
    level: ReportLevel
    target: ReportStatus
    target_level: ReportLevel


HANDLE, ESCALATE = "handle", "escalate"

REPORT_STEPS = (
    ReportStep(HANDLE, S.RECEIVED, L.GRID, S.HANDLED, L.GRID),
    ReportStep(ESCALATE, S.RECEIVED, L.GRID, S.ESCALATED, L.COMMUNITY),
    ReportStep(HANDLE, S.ESCALATED, L.COMMUNITY, S.HANDLED, L.COMMUNITY),
    ReportStep(ESCALATE, S.ESCALATED, L.COMMUNITY, S.ESCALATED, L.STREET),
    ReportStep(HANDLE, S.ESCALATED, L.STREET, S.HANDLED, L.STREET),
)


def report_step(name: str, status: str, level: str) -> ReportStep | None:
    """The one step of that name from here, or none."""
    here = (name, status, level)
    return next((s for s in REPORT_STEPS if (s.name, s.status, s.level) == here), None)
