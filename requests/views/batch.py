"""成批匹配 at the desk: begin one, look at what it proposes, send what one keeps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import batch as actions
from requests.queries import batch as queries


@login_required
@require_safe
def board(request: ViewerRequest) -> HttpResponse:
    return render(request, "requests/batch.html", {"board": queries.board(request.viewer)})


@login_required
@require_POST
@idempotent
def start(request: ViewerRequest) -> HttpResponse:
    community = queries.get_community(request.viewer)
    return _do(
        request, _("在算了，几秒钟就好"), lambda: actions.start(community, by=request.viewer)
    )


@login_required
@require_POST
@idempotent
def confirm(request: ViewerRequest, pk: int) -> HttpResponse:
    run = queries.get_run(request.viewer, pk)
    keep = [int(one) for one in request.POST.getlist("keep") if one.isdecimal()]
    try:
        actions.confirm(run, keep=keep, by=request.viewer)
    except DomainError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, queries.outcome(run))
    return redirect("requests:batch")


@login_required
@require_POST
@idempotent
def discard(request: ViewerRequest, pk: int) -> HttpResponse:
    run = queries.get_run(request.viewer, pk)
    return _do(request, _("这一批没有采用"), lambda: actions.discard(run, by=request.viewer))


def _do(request: ViewerRequest, done: str, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, done)
    return redirect("requests:batch")
