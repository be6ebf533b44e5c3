"""One screen for the telephone: number, who it may be, one sentence, done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import calls
from requests.forms.phone import CallForm, NumberForm, WhenForm
from requests.models import Call, CallBack
from requests.models.calls import answers_calls
from requests.queries import callers, hints, queue
from requests.queries import telephone as queries


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def phone(request: ViewerRequest) -> HttpResponse:
    """The number goes in a form, never into an address: addresses are written down on the way."""
    viewer = request.viewer
    if not answers_calls(viewer):
        raise Http404
    form = NumberForm(posted(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        call = calls.begin(queries.home_of(viewer), form.cleaned_data["phone"], by=viewer)
        return redirect("requests:call", call.pk)
    context = {"form": form, "board": queries.board(viewer), "when": WhenForm(viewer=viewer)}
    return render(request, "requests/phone.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def call(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_call(request.viewer, pk)
    if row.taken_by_id != request.viewer.user_id or (row.outcome and request.method == "POST"):
        raise Http404
    caller = callers.who_may_be(request.viewer, row)
    form = CallForm(posted(request), viewer=request.viewer, about=row, caller=caller)
    when = WhenForm(posted(request), viewer=request.viewer)
    if request.method == "POST":
        try:
            done = _act(request, row, form, when)
        except DomainError as error:
            refuse(form, error)
        else:
            if done is not None:
                return done
    context = {
        "call": row,
        "caller": caller,
        "form": form,
        "when": when,
        "number": row.phone.open() if not row.outcome else "",
    }
    return render(request, "requests/call.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def keep(request: ViewerRequest, pk: int) -> HttpResponse:
    """Sent while somebody types; answers with what the words point at, if they do."""
    row = queries.get_call(request.viewer, pk)
    caller = callers.who_may_be(request.viewer, row)
    form = CallForm(request.POST, viewer=request.viewer, about=row, caller=caller)
    try:
        row = calls.keep(row, form.said(), by=request.viewer)
    except DomainError:
        return HttpResponse(status=409)
    hint = hints.suggested(row.words, row.community_id) if row.item_id is None else None
    if hint is None:
        return HttpResponse()
    return render(request, "requests/_hint.html", {"hint": hint, "button": True})


@login_required
@require_POST
@idempotent
def call_back(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_call_back(request.viewer, pk)
    act = BACK.get(slug)
    if act is None:
        raise Http404
    try:
        return act(request, row)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("requests:phone")


def _act(request: ViewerRequest, row: Call, form: CallForm, when: WhenForm) -> HttpResponse | None:
    """What the pressed button says; the first button is the order, Enter means it."""
    act = request.POST.get("act", "order")
    viewer = request.viewer
    if act == "order":
        need = form.need()
        if need is None:
            return None
        made = calls.order(row, need, by=viewer)
        messages.success(request, _("登记好了，单号 {number}").format(number=made.number))
        return redirect("requests:phone")
    said = form.said()
    if act == "keep":
        calls.keep(row, said, by=viewer)
        messages.success(request, _("草稿留着，接着写随时可以"))
        return redirect("requests:phone")
    calls.keep(row, said, by=viewer)
    if act == "call_back":
        due_at = when.cleaned_data["due_at"] if when.is_valid() else None
        if due_at is None:
            return None
        calls.promise(row, about=said.words, due_at=due_at, by=viewer)
        messages.success(request, _("记在回电单上了"))
    elif act.startswith("add:"):
        other = queue.get_case(viewer, int(act[4:])) if act[4:].isdigit() else None
        if other is None:
            raise Http404
        calls.add_to(row, other, words=said.words, by=viewer)
        messages.success(request, _("记在那一单上了"))
    else:
        calls.end(row, act, words=said.words, by=viewer)
        messages.success(request, _("记下了"))
    return redirect("requests:phone")


def _ring(request: ViewerRequest, row: CallBack) -> HttpResponse:
    return redirect("requests:call", calls.ring(row, by=request.viewer).pk)


def _done(request: ViewerRequest, row: CallBack) -> HttpResponse:
    calls.done(row, by=request.viewer)
    messages.success(request, _("回过了"))
    return redirect("requests:phone")


def _again(request: ViewerRequest, row: CallBack) -> HttpResponse:
    form = WhenForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        raise DomainError(_("请选几时再打"))
    calls.again(row, due_at=form.cleaned_data["due_at"], by=request.viewer)
    messages.success(request, _("没打通，记着再打"))
    return redirect("requests:phone")


def _give_up(request: ViewerRequest, row: CallBack) -> HttpResponse:
    calls.give_up(row, by=request.viewer)
    messages.success(request, _("划掉了"))
    return redirect("requests:phone")


BACK: dict[str, Callable[[Any, CallBack], HttpResponse]] = {
    "ring": _ring,
    "done": _done,
    "again": _again,
    "give_up": _give_up,
}
