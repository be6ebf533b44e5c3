"""Recruiting of social workers to take home: what is announced and how it came out, no names."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from organizations.models import Recruitment
from organizations.queries.recruitments import sees_recruitments


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_recruitments(viewer)


@exporter(
    "organizations.recruitments",
    title=gettext_lazy("招募社工"),
    columns=[
        gettext_lazy("谁来招"),
        gettext_lazy("招什么人"),
        gettext_lazy("做什么，为什么要人"),
        gettext_lazy("对人的要求"),
        gettext_lazy("至少要什么证书"),
        gettext_lazy("风险提示"),
        gettext_lazy("要几个人"),
        gettext_lazy("报名到哪天（含）"),
        gettext_lazy("哪天上岗"),
        gettext_lazy("状态"),
        gettext_lazy("多少人报名"),
        gettext_lazy("选上几个"),
        gettext_lazy("不招的原因"),
    ],
    allowed=_may,
)
def recruitments(job: ExportJob) -> Rows:
    """Those one answers for: how many were chosen is theirs to know."""
    found = Recruitment.objects.manageable_by(viewer_of(job))
    chosen = Count("replies", filter=Q(replies__status="chosen"))

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.sought_by,
                row.title,
                row.need,
                row.requirement,
                str(row.get_level_display()) if row.level != "none" else "",
                row.risk_notice,
                row.quota,
                row.apply_until,
                row.starts_on,
                str(row.get_status_display()),
                row.asked,
                row.chosen,
                row.reason,
            ]

    whole = found.annotate(chosen=chosen).select_related("area", "holder")
    return Rows(found.count(), in_chunks(whole, lines))
