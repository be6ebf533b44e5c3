"""Social workers at the desk: the community's list, the organisation's own, one by one."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from communities.access import is_official
from communities.views.acts import Act, ActPage, NewPage, begin, buttons, perform, posted
from core.http import ViewerRequest, typed
from core.idempotency import idempotent
from organizations.actions import social_workers
from organizations.forms.social_workers import WorkerForm
from organizations.models import SocialWorker
from organizations.models.social_workers import may_appoint_social_workers
from organizations.queries import official, schooling, supervision
from organizations.queries import social_workers as queries
from organizations.views.schooling import EXAM_ACTS, HOURS_ACTS
from organizations.views.worker_acts import STATIONING_ACTS, WORKER_ACTS


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    """An official reads how many there are, and how many are certified; the people are the
    community's."""
    if is_official(request.viewer):
        page = official.certified_page(request.viewer)
        return render(request, "organizations/certified.html", {"page": page})
    q = typed(request)
    engagement = request.GET.get("engagement", "")
    found = queries.worker_board(request.viewer, engagement=engagement, q=q)
    exams = [] if q else schooling.open_exams(request.viewer)
    context = {"board": found, "q": q, "tabs": _tabs(found), "exams": exams}
    return render(request, "organizations/social_workers.html", context)


def _tabs(found: queries.WorkerBoard) -> list[dict[str, Any]]:
    here = reverse("organizations:social_workers")
    kinds = [("", _("全部")), *SocialWorker.Engagement.choices]
    return [
        {
            "label": label,
            "url": f"{here}?engagement={code}" if code else here,
            "current": code == found.engagement,
        }
        for code, label in kinds
    ]


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_worker(request: ViewerRequest) -> HttpResponse:
    """The community registers, an organisation proposes."""
    viewer = request.viewer
    registers = may_appoint_social_workers(viewer)
    if not registers and not viewer.organization_ids:
        raise Http404
    form = WorkerForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        unit, place = said["organization"], said["community"]
        if registers:
            worker = social_workers.register_social_worker(
                place, form.facts(), actor=viewer.user, organization=unit, **form.where()
            )
        else:
            worker = social_workers.propose_social_worker(
                unit, place, form.facts(), actor=viewer.user, **form.where()
            )
        return redirect("organizations:social_worker", worker.pk)

    label = _("登记社工") if registers else _("推荐社工")
    page = NewPage(_("社工"), reverse("organizations:social_workers"), label)
    return begin(request, form, page, make)


@login_required
@require_GET
def worker(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_worker(viewer, pk)
    page = queries.worker_page(viewer, found)
    learnt = schooling.schooling_of(viewer, found)
    context = {
        "page": page,
        "buttons": buttons(viewer, found, WORKER_ACTS, "organizations:social_worker_act"),
        "stations": [
            (
                row,
                buttons(viewer, row, STATIONING_ACTS, "organizations:stationing_act")
                if tended
                else [],
            )
            for row, tended in page.stationings
        ],
        "schooling": learnt,
        "sittings": supervision.sittings_of(viewer, found),
        "hours": _each(viewer, learnt.hours if learnt else (), HOURS_ACTS, "hours_act"),
        "exams": _each(viewer, learnt.exams if learnt else (), EXAM_ACTS, "exam_act"),
    }
    return render(request, "organizations/social_worker.html", context)


def _each(viewer: Viewer, rows: Iterable[Any], acts: dict[str, Act], route: str) -> list[Any]:
    """Each row with what this viewer may do to it."""
    return [(row, buttons(viewer, row, acts, f"organizations:{route}")) for row in rows]


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def worker_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_worker(request.viewer, pk)
    back = reverse("organizations:social_worker", args=[pk])
    return perform(request, ActPage(found, str(found.name), back, WORKER_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def stationing_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_stationing(request.viewer, pk)
    back = reverse("organizations:social_worker", args=[found.worker_id])
    title = f"{found.worker.name} · {found.community.title}"
    return perform(request, ActPage(found, title, back, STATIONING_ACTS), slug)
