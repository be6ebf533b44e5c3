"""What can be done to a thing, as a table: buttons, forms and addresses come from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.forms.base import DeskForm
from core.exceptions import DomainError
from core.http import ViewerRequest


@dataclass(frozen=True)
class Act:
    slug: str
    label: Any
    form: type[DeskForm]
    run: Callable[..., Any]
    done: Any
    offered: Callable[[Viewer, Any], bool]
    icon: str = "edit"
    lead: Any = ""
    final: bool = False
    """Cannot be taken back: the button says so by its colour."""
    takes: Callable[[Any], str] | None = None
    """What else falls with this subject, by name: read before the press, said again after it."""


@dataclass(frozen=True)
class ActPage:
    """What the page of an act needs to know about its subject."""

    subject: Any
    title: str
    back: str
    acts: Mapping[str, Act] = field(repr=False)
    template: str = "communities/act.html"
    """At the desk; somebody who acts for himself stays in his own door."""


def table(*acts: Act) -> dict[str, Act]:
    return {act.slug: act for act in acts}


def buttons(
    viewer: Viewer, subject: Any, acts: Mapping[str, Act], route: str
) -> list[dict[str, Any]]:
    return [
        {
            "label": act.label,
            "icon": act.icon,
            "final": act.final,
            "url": reverse(route, args=[subject.pk, act.slug]),
        }
        for act in acts.values()
        if act.offered(viewer, subject)
    ]


def perform(request: ViewerRequest, page: ActPage, slug: str) -> HttpResponse:
    """Show the act's form, or do it."""
    viewer: Viewer = request.viewer
    act = page.acts.get(slug)
    if act is None or not act.offered(viewer, page.subject):
        raise Http404
    takes = act.takes(page.subject) if act.takes else ""
    form = act.form(posted(request), viewer=viewer, about=page.subject)
    if request.method == "POST" and form.is_valid():
        try:
            act.run(page.subject, actor=viewer.user, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, clause(str(act.done), takes))
            return redirect(page.back)
    context = {"form": form, "act": act, "title": page.title, "back": page.back, "takes": takes}
    return render(request, page.template, context, status=422 if form.errors else 200)


def clause(done: str, takes: str) -> str:
    return _("{done}。{takes}").format(done=done, takes=takes) if takes else done


@dataclass(frozen=True)
class NewPage:
    """The page on which something new is written down."""

    title: Any
    back: str
    label: Any
    """On the button."""
    lead: Any = ""
    final: bool = False
    template: str = "communities/act.html"
    """At the desk; another door brings its own."""


def begin(
    request: ViewerRequest,
    form: DeskForm,
    page: NewPage,
    make: Callable[[dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """Show the form, or make what it says; `make` tells where one goes from there."""
    if request.method == "POST" and form.is_valid():
        try:
            return make(dict(form.cleaned_data))
        except DomainError as error:
            refuse(form, error)
    context = {"form": form, "act": page, "title": page.title, "back": page.back}
    return render(request, page.template, context, status=422 if form.errors else 200)


def posted(request: ViewerRequest) -> Any:
    """An act without fields posts nothing, and is meant all the same."""
    return request.POST if request.method == "POST" else None


def refuse(form: DeskForm, error: DomainError) -> None:
    form.add_error(error.field if error.field in form.fields else None, str(error))


def do(
    request: ViewerRequest, back: str, done: Any, act: Callable[..., Any], *args: Any, **values: Any
) -> HttpResponse:
    """For a button without a form: do it, say so, go back."""
    try:
        act(*args, actor=request.user, **values)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done))
    return redirect(back)
