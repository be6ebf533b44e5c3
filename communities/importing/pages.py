"""What the pages of an import show, and the workbooks they hand out."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.importing import jobs
from communities.importing.kinds import KINDS, Kind
from communities.models import Area, ImportJob
from core.exports.registry import Exporter, by_kind
from core.imports import books

SHOWN = 50


def exports_for(viewer: Viewer) -> list[Exporter]:
    """The same lists, the other way round."""
    own = (kind.exporter or f"communities.{kind.code}" for kind in reversed(KINDS.values()))
    return [by_kind[code] for code in own if by_kind[code].allowed(viewer)]


def job_page(job: ImportJob) -> dict[str, Any]:
    """The sentence first, then what to mend, then what would change."""
    summary = {"rows": 0, "errors": 0, "warnings": 0, "added": 0, "updated": 0, "same": 0}
    summary |= job.summary
    return {
        "job": job,
        "title": KINDS[job.kind].title,
        "summary": summary,
        "ignored": "、".join(job.summary.get("ignored", [])),
        "issues": job.issues[:SHOWN],
        "more_issues": max(0, len(job.issues) - SHOWN),
        "changes": [
            {**change, "columns": "、".join(change["columns"])} for change in job.changes[:SHOWN]
        ],
        "more_changes": max(0, len(job.changes) - SHOWN),
        "progress": jobs.progress_of(job) if job.is_busy else None,
    }


def template_file(kind: Kind, community: Area) -> tuple[str, bytes]:
    notes = (
        _("带 * 的列必填，其余的列可以不填，也可以整列删去。"),
        _("再次导入时，空着的格子不会清掉已有的内容。"),
        _("身份证号、电话、室号的列已设为文本格式，请不要改。"),
    )
    title = str(kind.title)
    name = _("%(title)s导入模板.xlsx") % {"title": title}
    return name, books.template(title, kind.columns(community), notes)


def report_file(job: ImportJob) -> tuple[str, bytes]:
    name = _("核对报告_%(file)s.xlsx") % {"file": job.file_name.rsplit(".", 1)[0]}
    return name, books.report(job.issues)
