"""What somebody kept of the figures: a list, a new one, another name, away with it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, NewPage, begin, buttons, perform, posted, table
from core.http import ViewerRequest
from core.idempotency import idempotent
from insights import access
from insights.actions import saved_views as actions
from insights.forms.saved_views import RenameForm, SaveForm
from insights.models import SavedView
from insights.queries import saved_views as queries

LIST = "insights:saved_views"
TEMPLATE = "insights/act.html"


def _always(viewer: Viewer, view: SavedView) -> bool:
    return True


ACTS = table(
    Act(
        "rename", gettext_lazy("改名"), RenameForm, actions.rename_view,
        gettext_lazy("改好了"), _always, "edit",
    ),
    Act(
        "delete", gettext_lazy("删去"), NothingForm, actions.delete_view,
        gettext_lazy("删去了"), _always, "close",
        gettext_lazy("只删去您存的这一条，数据还在。"), final=True,
    ),
)  # fmt: skip


@require_safe
@login_required
def saved_views(request: ViewerRequest) -> HttpResponse:
    viewer = _looking(request)
    rows = [
        (view, buttons(viewer, view, ACTS, "insights:saved_view_act"))
        for view in queries.saved_views(viewer)
    ]
    return render(request, "insights/saved_views.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def save_view(request: ViewerRequest) -> HttpResponse:
    viewer = _looking(request)
    start = {"address": request.GET.get("address", "")}
    form = SaveForm(posted(request), viewer=viewer, initial=start)
    page = NewPage(
        _("存下的数据页"), reverse(LIST), _("存下这一页"),
        _("存的是怎么看：哪一页、哪段时间、哪个地方。数每次打开都是新的。"), template=TEMPLATE,
    )  # fmt: skip

    def make(values: dict[str, str]) -> HttpResponse:
        actions.save_view(actor=viewer.actor, **values)
        return redirect(LIST)

    return begin(request, form, page, make)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def saved_view_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    view = queries.get_own(_looking(request), pk)
    return perform(request, ActPage(view, view.name, reverse(LIST), ACTS, TEMPLATE), slug)


def _looking(request: ViewerRequest) -> Viewer:
    viewer: Viewer = request.viewer
    if not access.looks_at_figures(viewer):
        raise Http404
    return viewer
