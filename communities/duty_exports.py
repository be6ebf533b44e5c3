"""The duty roster to take home: the columns of the import, so that it can come back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import viewer_of
from communities.models import DutyShift
from communities.queries import duty
from core.exports import Rows, exporter
from core.models import ExportJob


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and duty.keeps(viewer)


@exporter(
    "communities.duty",
    title=gettext_lazy("值班表"),
    columns=[
        gettext_lazy("日期"),
        gettext_lazy("岗位"),
        gettext_lazy("开始"),
        gettext_lazy("结束"),
        gettext_lazy("值班人"),
        gettext_lazy("外来单位"),
        gettext_lazy("社区"),
    ],
    allowed=_may,
    params=("community", "month"),
)
def roster(job: ExportJob) -> Rows:
    """The month asked for; else everything from this month on."""
    rows = DutyShift.objects.manageable_by(viewer_of(job))
    month = _month(str(job.params.get("month", "")))
    if month is not None:
        rows = rows.filter(plan__month=month)
    else:
        rows = rows.filter(plan__month__gte=timezone.localdate().replace(day=1))
    if (community := str(job.params.get("community", ""))).isdecimal():
        rows = rows.filter(community=int(community))
    found = rows.select_related("post", "person", "community").order_by("period", "post", "seat")

    def lines() -> Iterator[list[Any]]:
        for shift in found.iterator(chunk_size=500):
            starts, ends = (
                timezone.localtime(at) for at in (shift.period.lower, shift.period.upper)
            )
            yield [
                starts.date(),
                shift.post.name,
                f"{starts:%H:%M}",
                f"{ends:%H:%M}",
                shift.person.name.open() if shift.person else shift.helper.open(),
                shift.helper_unit,
                shift.community.title,
            ]

    return Rows(rows.count(), lines())


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
