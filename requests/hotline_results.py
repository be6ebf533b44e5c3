"""12345 exchange, out: their numbers with what came of them. No name, no telephone goes back."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.access import keeps_lists
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from requests.models import HotlineTicket, Rating, RequestEvent, ServiceRequest

ANSWERS = ("refuse", "redirect", "explain")


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_lists(viewer)


@exporter(
    "requests.hotline",
    title=gettext_lazy("12345 办理结果"),
    columns=[
        gettext_lazy("工单编号"),
        gettext_lazy("办理状态"),
        gettext_lazy("办理结果"),
        gettext_lazy("办结时间"),
        gettext_lazy("要求办结日期"),
        gettext_lazy("满意度"),
    ],
    allowed=_may,
)
def results(job: ExportJob) -> Rows:
    """Whoever takes it to the hotline sees what his desk sees, complaints against it not."""
    visible = ServiceRequest.objects.visible_to(viewer_of(job))
    found = HotlineTicket.objects.filter(service_request__in=visible)

    def lines(rows: list[HotlineTicket]) -> Iterator[list[Any]]:
        keys = [row.service_request_id for row in rows]
        orders = ServiceRequest.objects.in_bulk(keys)
        grades = {
            rating.service_request_id: str(rating.get_grade_display())
            for rating in Rating.objects.filter(service_request__in=keys).order_by("pk")
        }
        answers = {  # what the person was told when it was not done here
            event.service_request_id: f"{event.data.get('where', '')} {event.note}".strip()
            for event in RequestEvent.objects.filter(
                service_request__in=keys, step__in=ANSWERS
            ).order_by("pk")
        }
        for row in rows:
            order = orders[row.service_request_id]
            done = order.completed_at or order.closed_at
            yield [
                row.number,
                str(order.get_status_display()),
                order.result or answers.get(order.pk, ""),
                timezone.localtime(done).strftime("%Y-%m-%d %H:%M") if done else "",
                row.due_on.isoformat() if row.due_on else "",
                grades.get(order.pk, ""),
            ]

    return Rows(found.count(), in_chunks(found, lines))
