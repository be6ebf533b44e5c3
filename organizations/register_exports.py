"""The register to take home: the columns of the import, and what stands beside them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from core.words import listed
from organizations.access import keeps_register
from organizations.columns import PUBLIC
from organizations.models import OfferedService, Organization, ServiceArea


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_register(viewer)


@exporter(
    "organizations.organizations",
    title=gettext_lazy("组织和单位名册"),
    columns=[
        *(gettext_lazy(column.heading) for column in PUBLIC),
        gettext_lazy("在哪里"),
        gettext_lazy("服务范围"),
        gettext_lazy("提供的服务"),
        gettext_lazy("状态"),
    ],
    allowed=_may,
)
def organizations(job: ExportJob) -> Rows:
    """Without the persons to call: their numbers are read on the page, one at a time."""
    found = Organization.objects.at_desk_of(viewer_of(job)).standing()

    def lines(rows: list[Organization]) -> Iterator[list[Any]]:
        for row in rows:
            areas, services = row.service_areas.all(), row.services.all()
            yield [
                *(_cell(row, column.name) for column in PUBLIC),
                row.area.title,
                listed(each.area.title for each in areas),
                listed(service.title for service in services),
                str(row.get_status_display()),
            ]

    rows = found.select_related("area").prefetch_related(
        Prefetch(
            "service_areas", ServiceArea.objects.select_related("area").order_by("area__path")
        ),
        Prefetch("services", OfferedService.objects.filter(is_active=True).order_by("pk")),
    )
    return Rows(found.count(), in_chunks(rows, lines))


def _cell(row: Organization, name: str) -> Any:
    """In the words the import reads back."""
    if name in {"kind", "registration", "source"}:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return value
