"""Who handles what, to take home: the columns of the import, and where each line holds."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import viewer_of
from communities.queries import departments
from core.exports import Rows, exporter
from core.models import ExportJob
from grids.matters_columns import COLUMNS
from grids.queries import duties


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and departments.reads(viewer)


@exporter(
    "grids.matters",
    title=gettext_lazy("网格事项清单"),
    columns=[
        *(gettext_lazy(column.heading) for column in COLUMNS),
        gettext_lazy("第几版"),
        gettext_lazy("起"),
    ],
    allowed=_may,
)
def matters(job: ExportJob) -> Rows:
    """The lists that reach this viewer's places, the nearest first."""
    found = duties.desk_list(viewer_of(job), "", None)

    def lines() -> Iterator[list[Any]]:
        for duty in found:
            yield [
                duty.matter.name,
                duty.department.name,
                str(duty.get_worker_does_display()),
                duty.department_does,
                duty.department_does_en,
                duty.basis,
                "" if duty.deadline_days is None else duty.deadline_days,
                duty.area.name,
                duty.version,
                duty.valid_from,
            ]

    return Rows(len(found), lines())
