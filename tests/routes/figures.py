"""What policies ask for, and reports: in one's own community, in the sibling one, far away."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from insights.actions import reports, targets
from insights.models import InsightReport, PolicyDocument, PolicyTarget
from insights.periods import month_of
from insights.queries.report_figures import frozen
from tests.routes import things as t


def target(things: t.Things, place: str) -> Any:
    """One that holds in that district only."""
    paper = PolicyDocument.objects.create(title="意见", number=f"某发{place}", issuer="某局")
    made = PolicyTarget(
        document=paper, name="目标", indicator="social_organizations", each="community",
        area=things.get(t.community, place), least=Decimal(5),
        due_on=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
    return targets.write(made, actor=None)


def report(things: t.Things, place: str) -> Any:
    """A draft."""
    return _draft(things, place, date(2026, 1, 1))


def released(things: t.Things, place: str) -> Any:
    draft = _draft(things, place, date(2026, 2, 1))
    said = {"checked": True, "seen": 0, "as_role": "community_secretary"}
    return reports.release(draft, actor=things.clerk(place), **said)


def _draft(things: t.Things, place: str, month: date) -> InsightReport:
    area = things.get(t.community, place)
    return InsightReport.objects.create(
        area=area, span="month", starts_on=month, figures=frozen(area, month_of(month))
    )
