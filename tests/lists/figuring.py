"""More of what policies ask for, and more reports: drafts, released ones, corrected ones."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.models import StoredFile
from insights.actions import targets
from insights.models import InsightReport, PolicyDocument, PolicyTarget
from insights.periods import month_of
from insights.queries.report_figures import frozen
from tests.town import Town


def a_target(town: Town, name: str, **said: Any) -> PolicyTarget:
    paper, _new = PolicyDocument.objects.get_or_create(
        number=f"某发{name}", defaults={"title": "意见", "issuer": "某局"}
    )
    due_on = timezone.localdate() + timedelta(days=300)
    said = {"indicator": "social_organizations", "each": "community", "least": Decimal(5), **said}
    made = PolicyTarget(document=paper, name=name, due_on=due_on, **said)
    return targets.write(made, actor=None)


def a_report(town: Town, n: int = 0, *, out: bool = False) -> InsightReport:
    """On a month of its own, long ago."""
    month = date(2010 + n // 12, n % 12 + 1, 1)
    made = InsightReport(
        area=town.community, span="month", starts_on=month, opening="雨水多",
        figures=frozen(town.community, month_of(month)),
    )  # fmt: skip
    if out:
        made.status, made.released_at = "released", timezone.now()
        made.released_by, made.released_as = town.secretary, "community_secretary"
        made.pdf, made.table = (
            StoredFile.objects.create(
                scope=town.community.pk, owner=town.secretary, kind=kind, content=f"x/{n}.{kind}",
                sha256="0" * 64, size=1, safe_name=f"{n}.{kind}", purpose="insights.report",
            )
            for kind in ("pdf", "xlsx")
        )  # fmt: skip
    made.save(force_insert=True)
    return made


def figures_of_all_states(grown: Any, n: int) -> None:
    a_target(grown.town, f"目标{n}")
    a_target(grown.town, f"比例{n}", indicator="certified_rate", each="")
    a_report(grown.town, 2 * n)
    a_report(grown.town, 2 * n + 1, out=True)
