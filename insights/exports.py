"""Pages of figures to take home: sums and shares, never a person."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import viewer_of
from core.exceptions import DomainError
from core.exports import Rows, exporter
from core.models import ExportJob
from insights.access import looks_at_figures
from insights.queries.taking import taken

HOME = "/insights/"
COLUMNS: list[Any] = [
    gettext_lazy("指标"),
    gettext_lazy("地方"),
    gettext_lazy("哪一份"),
    gettext_lazy("时段"),
    gettext_lazy("数"),
    gettext_lazy("单位"),
    gettext_lazy("分子"),
    gettext_lazy("分母"),
    gettext_lazy("没算进去的"),
    gettext_lazy("去年同期"),
    gettext_lazy("说明"),
    gettext_lazy("口径版本"),
]


def _may(viewer: Viewer) -> bool:
    """Whoever reads the page; small cells are hidden in the file as they are there."""
    return looks_at_figures(viewer) and not viewer.sleeping


@exporter(
    "insights.figures",
    title=gettext_lazy("数据"),
    columns=COLUMNS,
    allowed=_may,
    params=("path", "query", "chart"),
)
def figures(job: ExportJob) -> Rows:
    asked = job.params
    try:
        rows = taken(
            viewer_of(job),
            asked.get("path") or HOME,
            dict(parse_qsl(asked.get("query", ""))),
            asked.get("chart", ""),
        )
    except Http404:
        raise DomainError(_("这一页已经打不开了，请回到页面上重新导出。")) from None
    return Rows(len(rows), rows)
