"""Screens: at the desk of who hangs them up, and on the wall."""

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, perform, posted, refuse, table
from core import qr
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from insights.actions import screens as actions
from insights.forms.screens import ChangeForm, MakeForm
from insights.models import Screen
from insights.queries import screens as queries
from requests.api.limits import wait_for

CALLS_PER_MINUTE = 60
"""Of one link: a dozen televisions that ask every twenty seconds, and some who look in."""
EVERY = 20
FRESH = 10
"""Seconds: how often a screen asks, and how long what was drawn for one is drawn for the next."""


def _living(_viewer: Viewer, row: Screen) -> bool:
    return row.is_living


SCREEN_ACTS = table(
    Act(
        "change", _("改名、改显示"), ChangeForm, actions.change,
        _("改好了，屏上过一会儿就变"), _living, "edit",
    ),
    Act(
        "revoke", _("收回"), NothingForm, actions.revoke,
        _("收回了，这个链接打不开了"), _living, "close",
        _("收回以后，挂着的屏会变成“没有这一页”。要再用，得重新做一块。"), True,
    ),
)  # fmt: skip


@login_required
@require_safe
def screens(request: ViewerRequest) -> HttpResponse:
    rows = [
        (row, buttons(request.viewer, row, SCREEN_ACTS, "insights:screen_act"))
        for row in queries.screens(request.viewer)
    ]
    return render(request, "insights/screens.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def make(request: ViewerRequest) -> HttpResponse:
    """The link stands on the answer to this one post, and nowhere ever again."""
    queries.places_for(request.viewer)
    form = MakeForm(posted(request), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            row, secret = actions.make(**form.cleaned_data, by=request.viewer)
        except DomainError as error:
            refuse(form, error)
        else:
            return _handed_out(request, row, secret)
    context = {"form": form}
    return render(request, "insights/screen_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def renew(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_screen(request.viewer, pk)
    if not row.is_living:
        raise Http404
    if request.method != "POST":
        return render(request, "insights/screen_renew.html", {"row": row})
    return _handed_out(request, *actions.renew(row, actor=request.viewer.user))


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def screen_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_screen(request.viewer, pk)
    back = reverse("insights:screens")
    return perform(request, ActPage(row, row.name, back, SCREEN_ACTS), slug)


# --- on the wall ----------------------------------------------------------------------------------
@require_safe
def show(request: ViewerRequest, secret: str) -> HttpResponse:
    """To whoever has the link. Drawn without the frame of a person: it sets no cookie, and what is
    drawn for one television is drawn for all."""
    row = queries.by_secret(secret)
    if row is None:
        raise Http404
    wait = wait_for(f"screen:{row.pk}", CALLS_PER_MINUTE)
    if wait:
        return HttpResponse(
            str(_("来得太勤了")), status=429, content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(wait)},
        )  # fmt: skip
    actions.note_seen(row)
    key = f"screen.{row.pk}.{row.revision}.{get_language()}"
    page = str(cache.get_or_set(key, lambda: _drawn(request, row), FRESH))
    mark = quote_etag(hashlib.sha256(page.encode()).hexdigest()[:32])
    unchanged = mark in parse_etags(request.headers.get("If-None-Match", ""))
    response = HttpResponseNotModified() if unchanged else HttpResponse(page)
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    return response


# --- inside ---------------------------------------------------------------------------------------
def _drawn(request: ViewerRequest, row: Screen) -> str:
    context: dict[str, Any] = {
        "wall": queries.wall(row),
        "ui": {"mode": "standard", "theme": row.theme},
        "every": EVERY,
        "order": qr.drawn(request.build_absolute_uri(reverse("requests:menu"))),
    }
    return render_to_string("insights/screen.html", context)


def _handed_out(request: ViewerRequest, row: Screen, secret: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("insights:screen", args=[secret]))
    context = {"row": row, "address": address, "qr": qr.drawn(address)}
    return render(request, "insights/screen_made.html", context)
