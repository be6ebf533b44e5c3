"""The pool of supervisors; who stands in it and what he wrote down is done on a worker's page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.http import ViewerRequest
from organizations.queries import supervision as queries
from organizations.supervision_workflow import Topic


@login_required
@require_GET
def pool(request: ViewerRequest) -> HttpResponse:
    found = queries.pool(request.viewer, request.GET.get("topic", ""))
    here = reverse("organizations:supervisors")
    tabs = [
        {
            "label": label,
            "url": f"{here}?topic={code}" if code else here,
            "current": code == found.topic,
        }
        for code, label in [("", _("全部")), *Topic.choices]
    ]
    return render(request, "organizations/supervisors.html", {"page": found, "tabs": tabs})
