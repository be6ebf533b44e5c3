"""Activities at the desk."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from activities.actions import activities
from activities.forms.desk import FilterForm, PeriodForm, PlanForm
from activities.queries import desk as queries
from activities.queries import door
from activities.queries import reach as reach_queries
from activities.views.acts import ACTIVITY_ACTS, ENROLMENT_ACTS
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.exports.registry import by_kind
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent

EXPORTS = ("activities.activities", "activities.attendance", "activities.reached")


@login_required
@require_GET
def register(request: ViewerRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    page = queries.register(request.viewer, form.filters(row_seen(request)))
    next_url = ""
    if page.next_before is not None:
        asked = request.GET.copy()
        asked["before"] = str(page.next_before)
        next_url = f"{reverse('activities:register')}?{asked.urlencode()}"
    reached = door.reached(request.viewer)
    context = {"page": page, "form": form, "next_url": next_url, "reached": reached}
    context["may_export"] = request.viewer.role.exports
    context["exports"] = [(kind, by_kind[kind].title) for kind in EXPORTS]
    return render(request, "activities/register.html", context)


@login_required
@require_GET
def reach(request: ViewerRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    found = reach_queries.reach(request.viewer, form.chosen())
    return render(request, "activities/reach.html", {"found": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.runs(viewer):
        raise Http404
    form = PlanForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = activities.plan(said["community"], form.facts(), actor=viewer.user)
        return redirect("activities:desk_activity", made.pk)

    lead = _("先存成草稿，看过再发布；发布以后居民就能报名。")
    page = NewPage(_("活动"), reverse("activities:register"), _("安排一场活动"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def activity(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_activity(request.viewer, pk)
    context = {
        "page": queries.desk_page(request.viewer, found),
        "may_give": queries.may_use_gifts(request.viewer, found),
        "buttons": buttons(request.viewer, found, ACTIVITY_ACTS, "activities:activity_act"),
        "least": settings.ACTIVITY_FEEDBACK_LEAST,
    }
    return render(request, "activities/desk_activity.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def activity_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_activity(request.viewer, pk)
    back = reverse("activities:desk_activity", args=[pk])
    return perform(request, ActPage(found, found.heading, back, ACTIVITY_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def enrolment_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_enrolment(request.viewer, pk)
    back = reverse("activities:desk_activity", args=[found.activity_id])
    title = f"{found.name} · {found.activity.heading}"
    return perform(request, ActPage(found, title, back, ENROLMENT_ACTS), slug)
