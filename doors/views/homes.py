"""The four doors' homes, each made of panels that the rooms offer."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.roles import Door
from core.http import ViewerRequest
from doors import figures, place, preferences, rooms
from doors.greeting import greeting, morning
from insights.access import looks_at_figures

HOME_OF = {
    Door.HOME: "doors:home",
    Door.DESK: "doors:desk",
    Door.INSIGHTS: "insights:loop",
    Door.ADMIN: "admin:index",
}


@require_safe
@login_required
def go(request: ViewerRequest) -> HttpResponse:
    """After signing in: to the door where this role's work is."""
    return redirect(HOME_OF[request.viewer.role.door])


@require_safe
def home(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    context = {
        "greeting": greeting(viewer),
        "profile": place.profile(request),
        "answering": place.answering(request),
        **_columns(request, rooms.panels_for(viewer, Door.HOME)),
    }
    return render(request, "doors/home.html", context)


@require_safe
@login_required
def desk(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not viewer.is_staff or viewer.role.door != Door.DESK:
        raise Http404
    panels = rooms.panels_for(viewer, Door.DESK)
    todo = rooms.todo_for(viewer)
    first = [panel for panel in panels if panel["order"] < 0]
    context = {
        "greeting": greeting(viewer),
        "morning": morning(panels, todo),
        "todo": todo,
        "panels_first": _columns(request, first)["panels_main"],
        **_columns(request, panels[len(first) :]),
    }
    return render(request, "doors/desk.html", context)


@require_safe
@login_required
def insights(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not looks_at_figures(viewer):
        raise Http404
    context = figures.overview(viewer, request.GET.get("area", ""), request.GET.get("show", ""))
    return render(request, "doors/insights.html", context)


def _columns(request: ViewerRequest, panels: list[rooms.Panel]) -> dict[str, list[str]]:
    """A panel says whether it stands beside the work or in it; it sees only its own context."""
    shown = [(panel.get("side", False), _render(request, panel)) for panel in panels]
    return {
        "panels_main": [html for aside, html in shown if not aside],
        "panels_side": [html for aside, html in shown if aside],
    }


def _render(request: ViewerRequest, panel: rooms.Panel) -> str:
    """By name, and as a whole: rooms have written their panels both ways."""
    context = panel["context"]
    frame = {"panel": context, "elder": preferences.is_elder(request)}
    return render_to_string(panel["template"], frame | csrf(request) | context)
