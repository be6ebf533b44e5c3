"""Reports as somebody finds them: what waits to be released, what is out, one of them."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from core import scope
from core.models import StoredFile
from insights.access import looks_at_figures
from insights.models import InsightReport
from insights.report_sheet import Sheet
from insights.report_words import sentences
from insights.report_workflow import MAY_CORRECT, ReportStatus
from organizations.queries.past import past_of

PAGE = 30
FEW = 3
KINDS = ("pdf", "table")


@dataclass(frozen=True)
class Filters:
    status: str = ""
    span: str = ""
    before: int | None = None


@dataclass(frozen=True)
class ReportBoard:
    drafts: list[InsightReport]
    """Those he writes on, apart from what is out."""
    rows: list[InsightReport]
    next_before: int | None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class ReportPage:
    report: InsightReport
    sheet: Sheet
    sentences: list[str]
    earlier: InsightReport | None
    later: InsightReport | None
    """The version after, when he may read it."""
    history: list[Event]


def board(viewer: Viewer, filters: Filters) -> ReportBoard:
    if not looks_at_figures(viewer):
        raise Http404
    seen = _whole(InsightReport.objects.visible_to(viewer))
    rows = seen
    if filters.status:
        rows = rows.filter(status=filters.status)
    else:
        rows = rows.exclude(status=ReportStatus.DRAFTED)
    if filters.span:
        rows = rows.filter(span=filters.span)
    if filters.before is not None:
        rows = rows.filter(pk__lt=filters.before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    first = not filters.status and filters.before is None
    drafts = list(seen.drafts().order_by("-starts_on", "-pk")[:PAGE]) if first else []
    return ReportBoard(
        drafts=drafts,
        rows=found[:PAGE],
        next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
        filters=filters,
    )


def waiting(viewer: Viewer) -> list[InsightReport]:
    """Drafts that only he can send out, the oldest first."""
    rows = _whole(InsightReport.objects.releasable_by(viewer).drafts())
    return list(rows.order_by("starts_on", "pk")[:FEW])


def get_report(viewer: Viewer, pk: int) -> InsightReport:
    rows = InsightReport.objects.visible_to(viewer).select_related("area", "corrects")
    return get_object_or_404(rows, pk=pk)


def report_page(viewer: Viewer, report: InsightReport) -> ReportPage:
    sheet = Sheet(report.figures)
    others = InsightReport.objects.visible_to(viewer).select_related("area")
    others = others.filter(area=report.area, span=report.span, starts_on=report.starts_on)
    by_version = {row.version: row for row in others.defer("figures")}
    return ReportPage(
        report=report,
        sheet=sheet,
        sentences=sentences(sheet),
        earlier=by_version.get(report.version - 1),
        later=by_version.get(report.version + 1),
        history=past_of(viewer, report, report.scope) if may_write(viewer, report) else [],
    )


# --- who may what ---------------------------------------------------------------------------------
def may_write(viewer: Viewer, report: InsightReport) -> bool:
    return InsightReport.objects.manageable_by(viewer).filter(pk=report.pk).exists()


def may_release(viewer: Viewer, report: InsightReport) -> bool:
    return InsightReport.objects.releasable_by(viewer).filter(pk=report.pk).exists()


def may_edit(viewer: Viewer, report: InsightReport) -> bool:
    return report.is_draft and may_write(viewer, report)


def may_send_out(viewer: Viewer, report: InsightReport) -> bool:
    return report.is_draft and may_release(viewer, report)


def may_correct(viewer: Viewer, report: InsightReport) -> bool:
    """The last version, and nobody is at work on another."""
    if report.status not in MAY_CORRECT or not may_release(viewer, report):
        return False
    return not InsightReport.objects.filter(
        area=report.area,
        span=report.span,
        starts_on=report.starts_on,
        version__gt=report.version,
    ).exists()


def may_withdraw(viewer: Viewer, report: InsightReport) -> bool:
    return report.status == ReportStatus.RELEASED and may_release(viewer, report)


# --- files ----------------------------------------------------------------------------------------
def file_of(report: InsightReport, kind: str) -> StoredFile:
    """Whoever reads the report reads its paper; the row of the file stands behind the wall of who
    released it."""
    pk = {"pdf": report.pdf_id, "table": report.table_id}.get(kind)
    if pk is None:
        raise Http404
    with scope.entered(scope.EVERYTHING):
        return StoredFile.objects.get(pk=pk)


# --- inside ---------------------------------------------------------------------------------------
def _whole(rows: Any) -> Any:
    """A line of a list does not read the figures."""
    return rows.select_related("area", "corrects").defer("figures", "corrects__figures")
