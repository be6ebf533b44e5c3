"""Days of stationed cadres to take home: unit, office and what was done; no name, no number."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from organizations.models import SecondmentDay
from organizations.queries.pairings import sees_partners


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_partners(viewer)


@exporter(
    "organizations.secondment_days",
    title=gettext_lazy("驻点到岗"),
    columns=[
        gettext_lazy("派出单位"),
        gettext_lazy("社区"),
        gettext_lazy("在单位的职务"),
        gettext_lazy("来做什么"),
        gettext_lazy("哪天"),
        gettext_lazy("做了什么"),
        gettext_lazy("状态"),
        gettext_lazy("为什么没有算"),
    ],
    allowed=_may,
)
def secondment_days(job: ExportJob) -> Rows:
    found = SecondmentDay.objects.visible_to(viewer_of(job))

    def lines(rows: list[SecondmentDay]) -> Iterator[list[Any]]:
        for row in rows:
            agreed = row.secondment
            yield [
                agreed.organization.name,
                row.community.name,
                agreed.office,
                agreed.post,
                row.on_day,
                row.did,
                str(row.get_status_display()),
                row.reason,
            ]

    whole = found.select_related("secondment__organization", "community")
    return Rows(found.count(), in_chunks(whole, lines))
