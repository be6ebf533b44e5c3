"""服务清单、项目清单、活动清单: published by the desk, read by everybody."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.queries.place import profile_for
from communities.views.acts import NewPage, begin, posted
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import lists as actions
from requests.forms.lists import ReleaseListsForm
from requests.queries import lists as queries


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    """The lists of one's own place."""
    profile = profile_for(request.viewer)
    if profile is not None:
        return redirect("requests:lists_of", profile.area_id)
    return render(request, "requests/lists.html", {"page": None})


@require_safe
def lists_of(request: ViewerRequest, pk: int, number: int | None = None) -> HttpResponse:
    page = queries.published(request.viewer, pk, number)
    return render(request, "requests/lists.html", {"page": page})


@require_safe
def paper(request: ViewerRequest, pk: int, number: int) -> HttpResponse:
    page = queries.published(request.viewer, pk, number)
    return render(request, "requests/paper_lists.html", {"page": page})


@login_required
@require_safe
def desk(request: ViewerRequest) -> HttpResponse:
    return render(request, "requests/desk_lists.html", {"page": queries.preparing(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def release(request: ViewerRequest) -> HttpResponse:
    ready = queries.preparing(request.viewer)
    community = ready.community

    def make(said: dict[str, Any]) -> HttpResponse:
        made = actions.release(community, by=request.viewer, **said)
        messages.success(request, _("第 {n} 版贴出去了").format(n=made.number))
        return redirect("requests:lists_of", community.pk)

    form = ReleaseListsForm(
        posted(request),
        viewer=request.viewer,
        about=community,
        initial={"changes": queries.in_words(ready)},
    )
    page = NewPage(_("三张清单"), reverse("requests:desk_lists"), _("发布新的一版"))
    return begin(request, form, page, make)
