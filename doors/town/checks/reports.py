"""What policies ask for, and reports: in use as told, of times that are over, with their files."""

from django.db.models import Q
from django.utils import timezone

from doors.models import Chapter
from doors.town.checks.finding import Check, Finding, each, equal
from doors.town.policy_targets import HUBEI, PLAN, RAISED
from insights.indicators import REGISTRY
from insights.models import Figure, InsightReport, PolicyTarget, Span
from insights.report_sheet import Sheet
from insights.report_workflow import RELEASERS, ReportStatus
from requests.models import RateFormula

TOLD = "history: reports of figures"
STATES = {
    ReportStatus.DRAFTED: 3,
    ReportStatus.RELEASED: 4,
    ReportStatus.CORRECTED: 1,
    ReportStatus.WITHDRAWN: 1,
}
"""Told once the past is; the clock drafts more later."""


def asked() -> Finding:
    rows = PolicyTarget.objects.all()
    hubei = rows.filter(document__number=HUBEI)
    district = rows.filter(document__number=PLAN["number"])
    found = {
        "shipped": hubei.count(),
        "out of use": hubei.filter(is_active=False, replaced_by=None).count(),
        "raised": district.filter(replaces__in=hubei, version=2, least=RAISED).count(),
        "of the district": district.filter(is_active=True).count(),
        "formulas": RateFormula.objects.count(),
        "of no indicator": rows.exclude(indicator__in=REGISTRY).count(),
    }
    expected = {"shipped": 8, "raised": 1, "of the district": 2, "formulas": 1}
    return equal(expected, found, "targets")


def told() -> Finding:
    """Every state of a report, once the years they tell of are told."""
    if not Chapter.objects.filter(name=TOLD).exists():
        return Finding(0)
    rows = InsightReport.objects.all()
    found = {
        status: min(rows.filter(status=status).count(), least) for status, least in STATES.items()
    }
    return equal(dict(STATES), found, "reports")


def whole() -> Finding:
    """Of a time that is over, with figures of it, released by the right office, files and all."""
    today = timezone.localdate()
    orders = Figure.objects.filter(measure="requests.orders", by="", span=Span.MONTH, value__gt=0)
    known = list(orders.values_list("area_id", "starts_on"))

    def wrong(report: InsightReport) -> str:
        if report.period.end > today:
            return "is of a time that is not over"
        if not report.figures.get("rows"):
            return "has no figures"
        first, end = report.period.first, report.period.end
        had = any(area == report.area_id and first <= month < end for area, month in known)
        if had and not Sheet(report.figures)["orders"].part:
            return "tells of no order: the years before were not folded"
        if report.is_draft:
            return ""
        if report.released_as not in RELEASERS.get(report.area.level, ()):
            return "was released by another office"
        return "" if report.pdf and report.table else "has no files"

    rows = InsightReport.objects.select_related("area", "pdf", "table")
    return each(InsightReport, rows, wrong)


def linked() -> Finding:
    """A corrected one has its correction out, and a correction what it corrects just before it."""
    rows = InsightReport.objects.select_related("corrects")

    def wrong(report: InsightReport) -> str:
        later = report.corrections.exclude(status=ReportStatus.DRAFTED)
        if report.status == ReportStatus.CORRECTED and not later.exists():
            return "is corrected by nothing"
        before = report.corrects
        if before is not None and (before.version, before.starts_on) != (
            report.version - 1, report.starts_on,
        ):  # fmt: skip
            return "does not follow what it corrects"
        return ""

    return each(InsightReport, rows.filter(Q(version__gt=1) | Q(status="corrected")), wrong)


CHECKS = (
    Check("政策目标 · what is asked for", asked),
    Check("报告齐不齐 · reports of every state", told),
    Check("报告完整 · reports are whole", whole),
    Check("更正连得上 · corrections follow", linked),
)
