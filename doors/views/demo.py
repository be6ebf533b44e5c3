"""Only in the demo: the urls of this module exist when settings.DEMO is on (config/urls.py)."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import preferences, second_factor
from accounts.actions import devices
from core import scope
from doors import demo

BACKEND = "communities.viewers.Backend"


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    with scope.entered(scope.EVERYTHING):  # invented people: nobody to protect
        context = {"groups": demo.groups(), "registers": demo.registers()}
    return render(request, "doors/demo.html", context)


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Become this person; whoever one was before is signed out by the new session."""
    with scope.entered(scope.EVERYTHING):
        user = demo.person(request.POST.get("person", ""))
    request.session.flush()
    login(request, user, backend=BACKEND)
    devices.note_device(request)
    # One click, officials too; only in the demo.
    second_factor.mark_passed(request.session, vouched=True)
    response = redirect("doors:go")
    preferences.remember(response, user)
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide/index.html")
