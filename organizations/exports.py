"""The register of social workers to take home."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from organizations.models import SocialWorker
from organizations.queries import social_workers as queries
from organizations.worker_workflow import WorkerStatus


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and queries.sees_workers(viewer)


@exporter(
    "organizations.social_workers",
    title=gettext_lazy("社工名册"),
    columns=[
        gettext_lazy("姓名"),
        gettext_lazy("聘用方式"),
        gettext_lazy("所属机构"),
        gettext_lazy("电话"),
        gettext_lazy("证书等级"),
        gettext_lazy("证书编号"),
        gettext_lazy("发证日期"),
        gettext_lazy("登记日期"),
        gettext_lazy("证书有效期"),
        gettext_lazy("擅长"),
        gettext_lazy("社工站"),
        gettext_lazy("状态"),
    ],
    allowed=_may,
)
def social_workers(job: ExportJob) -> Rows:
    """Numbers leave masked, as on every list."""
    viewer = viewer_of(job)
    found = SocialWorker.objects.visible_to(viewer).exclude(status=WorkerStatus.LEFT)

    def lines() -> Iterator[list[Any]]:
        rows = queries.with_everything(viewer, found).prefetch_related("certificates")
        for row in rows.order_by("name_key", "pk"):
            yield [
                row.name.open(),
                str(row.get_engagement_display()),
                row.organization.name if row.organization else "",
                str(row.phone),
                str(row.get_level_display()),
                str(row.certificate_number),
                row.issued_on or "",
                row.registered_on or "",
                row.valid_until or "",
                row.specialities,
                " ".join(held.where for held in row.running if held.where),  # type: ignore[attr-defined]
                str(row.get_status_display()),
            ]

    return Rows(found.count(), lines())
