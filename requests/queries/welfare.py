"""What came of meals that did not arrive, for the pages of the room that cooked them."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.viewer import Viewer
from charity.welfare import Check, shows_checks
from requests.models import ServiceRequest, WelfareCheck
from requests.workflow.words import CLOSED


@shows_checks
def checks(viewer: Viewer, meals: Iterable[int]) -> dict[int, Check]:
    """In one statement, as far as the viewer may see the orders."""
    seen = ServiceRequest.objects.visible_to(viewer).values("pk")
    rows = WelfareCheck.objects.filter(meal__in=list(meals), service_request__in=seen)
    return {
        row.meal_id: Check(
            number=row.service_request.number,
            state=str(row.service_request.get_status_display()),
            url=reverse("requests:case", args=[row.service_request_id]),
            due_at=row.service_request.due_at,
            is_over=row.service_request.status in CLOSED,
        )
        for row in rows.select_related("service_request")
    }
