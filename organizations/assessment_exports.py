"""Mutual assessments and the seats of commissioners, to take home: by unit and office, without the
name of anybody."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from organizations.models import Assessment, Commissioner
from organizations.models.assessments import ASPECTS
from organizations.queries.pairings import sees_partners


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_partners(viewer)


@exporter(
    "organizations.assessments",
    title=gettext_lazy("双向评价"),
    columns=[
        gettext_lazy("年度"),
        gettext_lazy("社区"),
        gettext_lazy("单位"),
        gettext_lazy("谁评谁"),
        gettext_lazy("评的是谁"),
        gettext_lazy("压实责任 / 到岗履责"),
        gettext_lazy("沟通协商 / 联系群众"),
        gettext_lazy("办成实事"),
        gettext_lazy("干部表现 / 作风纪律"),
        gettext_lazy("评语"),
        gettext_lazy("状态"),
        gettext_lazy("公布日期"),
        gettext_lazy("异议"),
        gettext_lazy("街道的答复"),
    ],
    allowed=_may,
)
def assessments(job: ExportJob) -> Rows:
    """What each may read on the page: drafts go home with their author only."""
    found = Assessment.objects.visible_to(viewer_of(job))

    def lines(rows: list[Assessment]) -> Iterator[list[Any]]:
        for row in rows:
            cadre, place = row.secondment, row.community.name
            subject = row.organization.name if row.is_by_community else place
            yield [
                row.year,
                place,
                row.organization.name,
                str(row.get_direction_display()),
                f"{row.organization.name} {cadre.office}" if cadre else subject,
                *(getattr(row, name) for name in ASPECTS),
                row.comment,
                str(row.get_status_display()),
                row.published_on or "",
                row.appeal,
                row.answer,
            ]

    whole = found.select_related("organization", "community", "secondment")
    return Rows(found.count(), in_chunks(whole, lines))


@exporter(
    "organizations.commissioners",
    title=gettext_lazy("兼职委员"),
    columns=[
        gettext_lazy("单位"),
        gettext_lazy("社区"),
        gettext_lazy("在单位的职务"),
        gettext_lazy("答应带来什么"),
        gettext_lazy("从哪天起"),
        gettext_lazy("任期到哪天（含）"),
        gettext_lazy("卸任日期"),
        gettext_lazy("卸任原因"),
    ],
    allowed=_may,
)
def commissioners(job: ExportJob) -> Rows:
    found = Commissioner.objects.visible_to(viewer_of(job))

    def lines(rows: list[Commissioner]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.organization.name,
                row.community.name,
                row.office,
                row.promises,
                row.starts_on,
                row.ends_on,
                row.ended_on or "",
                row.reason,
            ]

    whole = found.select_related("organization", "community")
    return Rows(found.count(), in_chunks(whole, lines))
