"""What is kept of a report that goes out: the paper and its appendix."""

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from communities.models import Level
from core import files
from core.models import StoredFile
from insights import report_pdf, report_xlsx
from insights.models import InsightReport
from insights.report_sheet import LANGUAGE
from insights.report_workflow import ReportStatus


def keep_files(report: InsightReport, *, owner: User) -> tuple[StoredFile, StoredFile]:
    return (
        _keep(report, report_pdf.drawn(report), StoredFile.Kind.PDF, owner),
        _keep(report, report_xlsx.written(report), StoredFile.Kind.XLSX, owner),
    )


def withdrawn_paper(report: InsightReport, stored: StoredFile) -> bytes:
    """What is kept says nothing of it: whoever fetches it later gets it with the mark on every
    page, made of the same figures. Nothing of one that holds."""
    if report.status != ReportStatus.WITHDRAWN:
        return b""
    drawn = report_pdf.drawn if stored.kind == StoredFile.Kind.PDF else report_xlsx.written
    return drawn(report)


def _keep(report: InsightReport, content: bytes, kind: str, owner: User) -> StoredFile:
    with override(LANGUAGE):
        name = _("{title}第{n}版").format(title=report.title, n=report.version)
    community = report.area_id if report.area.level == Level.COMMUNITY else None
    return files.keep(
        BytesIO(content),
        name=f"{name}.{kind}",
        kind=kind,
        purpose="insights.report",
        scope=community,
        owner=owner,
    )
