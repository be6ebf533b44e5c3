"""The register of gifts to take home: the columns of the import, and how each stands."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from charity.columns import LISTED
from charity.models import Gift
from charity.queries.gifts import sees_gifts
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_gifts(viewer)


@exporter(
    "charity.gifts",
    title=gettext_lazy("捐赠登记册"),
    columns=[
        gettext_lazy("编号"),
        *(gettext_lazy(column.heading) for column in LISTED),
        gettext_lazy("状态"),
        gettext_lazy("收到日期"),
        gettext_lazy("票据号"),
    ],
    allowed=_may,
)
def gifts(job: ExportJob) -> Rows:
    """Without telephones: a number is read on the page of one gift, at a time."""
    found = Gift.objects.visible_to(viewer_of(job))

    def lines(rows: list[Gift]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.number,
                *(_cell(row, column.name) for column in LISTED),
                str(row.get_status_display()),
                row.received_on,
                row.receipt_number,
            ]

    named = found.select_related("organization", "donor", "brought_unit")
    return Rows(found.count(), in_chunks(named, lines))


def _cell(row: Gift, name: str) -> Any:
    """In the words the import reads back."""
    if name == "organization":
        return row.organization.name
    if name == "unit_name":
        return row.donor.unit_name if row.donor else ""
    if name == "donor_name":
        return row.donor.name.open() if row.donor else ""
    if name == "brought_unit":
        return row.brought_unit.name if row.brought_unit else ""
    if name == "brought_by":
        return row.brought_by.open()
    if name in {"resource", "purpose", "brought_as"}:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return value
