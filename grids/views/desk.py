"""The desk's pages about grids: the list, one grid, my grid on the phone, one building."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.viewer import Viewer
from communities.models import Area
from communities.views.acts import ActPage, buttons, do, perform
from core.http import ViewerRequest
from core.idempotency import idempotent
from grids.actions import absences
from grids.geometry import Ring
from grids.queries import appointments as appointment_queries
from grids.queries import boundaries as boundary_queries
from grids.queries import grids as grid_queries
from grids.queries import groups as group_queries
from grids.views.acts import (
    APPOINTMENT_ACTS,
    BUILDING_ACTS,
    COMMUNITY_ACTS,
    GRID_ACTS,
    GROUP_ACTS,
)
from grids.views.leaders import ASKED_ACTS


@login_required
@require_GET
def grid_list(request: ViewerRequest) -> HttpResponse:
    viewer = at_the_desk(request)
    if viewer.is_grid_bound:
        return redirect("grids:mine")
    community = grid_queries.get_community(viewer, _number(request, "community"))
    rows = grid_queries.grid_rows(viewer, community)
    context = {
        "community": community,
        "communities": grid_queries.my_communities(viewer),
        "rows": rows,
        "vacant": sum(row.standing.is_vacant for row in rows),
        "duty_officer": appointment_queries.duty_officer_of(viewer, community),
        "waiting": appointment_queries.handovers_waiting_for(viewer),
        "map": boundary_queries.grid_map(
            community,
            {row.grid.pk: row.households for row in rows},
            title=_("各网格的户数"),
            unit=pgettext("unit", "户"),
            least=0,  # the same numbers stand in the table beside it
            urls={row.grid.pk: reverse("grids:grid", args=[row.grid.pk]) for row in rows},
        ),
        "runs": grid_queries.runs_the_community(viewer, community),
        "buttons": buttons(viewer, community, COMMUNITY_ACTS, "grids:community_act"),
    }
    return render(request, "grids/list.html", context)


@login_required
@require_GET
def grid_detail(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = at_the_desk(request)
    grid = grid_queries.get_grid(viewer, pk)
    return render(request, "grids/grid.html", _grid_context(viewer, grid))


def _grid_context(viewer: Viewer, grid: Area) -> dict[str, Any]:
    standing = grid_queries.standing_of(grid)
    appointment = standing.appointment
    is_own = appointment is not None and appointment.grid_id == grid.pk
    may = appointment is not None and appointment_queries.may_arrange(viewer, appointment)
    rings = boundary_queries.rings_in(grid.community or grid)
    runs = grid_queries.runs_the_community(viewer, grid.community or grid)
    return {
        "grid": grid,
        "standing": standing,
        "appointment": appointment if is_own else None,
        "absences": appointment_queries.absences_of(appointment) if appointment and may else [],
        "past": appointment_queries.appointments_on(viewer, grid),
        "handovers": appointment_queries.unfinished_on(viewer, grid),
        "figures": grid_queries.figures_of(viewer, grid),
        "unions": group_queries.groups_on(viewer, grid),
        "buildings": group_queries.buildings_on(viewer, grid),
        "reports": group_queries.reports_on(viewer, grid),
        "map": boundary_queries.map_around(grid, rings, urls=_neighbours(rings) if runs else None),
        "runs": runs,
        "opens_buildings": viewer.role.browses_residents,
        "grid_buttons": buttons(viewer, grid, GRID_ACTS, "grids:grid_act"),
        "worker_buttons": buttons(viewer, appointment, APPOINTMENT_ACTS, "grids:appointment_act")
        if appointment is not None and is_own and may
        else [],
    }


def _neighbours(rings: dict[Area, Ring]) -> dict[int, str]:
    return {area.pk: reverse("grids:grid", args=[area.pk]) for area in rings}


@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    """For the worker in the stairwell: today first, one thumb, no table."""
    viewer = at_the_desk(request)
    held = grid_queries.held_grids(viewer)
    if not held:
        raise Http404
    chosen = _number(request, "grid")
    grid = next((area for area in held if area.pk == chosen), held[0])
    context = _grid_context(viewer, grid) | {
        "held": held,
        "waiting": appointment_queries.handovers_waiting_for(viewer),
        "led": group_queries.groups_led_by(viewer),
    }
    return render(request, "grids/mine.html", context)


@login_required
@require_GET
def building(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = at_the_desk(request)
    house = group_queries.get_building(viewer, pk)
    homes = group_queries.households_in_building(viewer, house)
    only_visits = request.GET.get("show") == "visits"
    context = {
        "building": house,
        "homes": [home for home in homes if home.visits] if only_visits else homes,
        "total": len(homes),
        "visits": sum(home.visits for home in homes),
        "only_visits": only_visits,
        "head": group_queries.head_of(viewer, house),
        "buttons": buttons(viewer, house, BUILDING_ACTS, "grids:building_act"),
        "back": _grid_url(viewer, house.grid_id),
    }
    return render(request, "grids/building.html", context)


@login_required
@require_GET
def group(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = group_queries.get_group(viewer, pk)
    may = group_queries.may_manage(viewer, found)
    context = {
        "group": found,
        "homes": group_queries.households_of(viewer, found),
        "doors": group_queries.doors_of(viewer, found),
        "reports": group_queries.reports_of(viewer, found),
        "may_see": may,
        "leads": group_queries.leads(viewer, found),
        "asked": group_queries.is_asked(viewer, found),
        "buttons": buttons(viewer, found, GROUP_ACTS, "grids:group_act") if may else [],
        "back": _grid_url(viewer, found.grid_id) if viewer.is_staff else "",
    }
    return render(request, "grids/group.html", context)


# --- the acts ------------------------------------------------------------------------------------
@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def grid_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    grid = grid_queries.get_grid(at_the_desk(request), pk)
    back = reverse("grids:grid", args=[pk])
    return perform(request, ActPage(grid, grid.title, back, GRID_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def community_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    community = grid_queries.get_community(at_the_desk(request), pk)
    back = reverse("grids:list")
    return perform(request, ActPage(community, community.title, back, COMMUNITY_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def appointment_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    viewer = at_the_desk(request)
    appointment = appointment_queries.get_own_or_manageable(viewer, pk)
    title = f"{appointment.grid.title} · {appointment.worker.name}"
    back = reverse("grids:grid", args=[appointment.grid_id])
    return perform(request, ActPage(appointment, title, back, APPOINTMENT_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def group_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    back = reverse("grids:group", args=[pk])
    if slug in ASKED_ACTS:  # who was asked answers for himself, in whichever role he came
        asked = group_queries.get_asked_group(request.viewer, pk)
        after = back if slug == "yes" else reverse("grids:contacts")
        page = ActPage(asked, asked.name, after, ASKED_ACTS, "grids/answer.html")
        return perform(request, page, slug)
    found = group_queries.get_manageable_group(at_the_desk(request), pk)
    if slug == "dissolve":
        back = reverse("grids:grid", args=[found.grid_id])
    return perform(request, ActPage(found, found.name, back, GROUP_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def building_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    house = group_queries.get_building(at_the_desk(request), pk)
    back = reverse("grids:building", args=[pk])
    return perform(request, ActPage(house, str(house), back, BUILDING_ACTS), slug)


@login_required
@require_POST
@idempotent
def end_absence(request: ViewerRequest, pk: int) -> HttpResponse:
    absence = appointment_queries.get_absence(at_the_desk(request), pk)
    back = reverse("grids:grid", args=[absence.appointment.grid_id])
    return do(request, back, _("回岗了，替班到昨天为止"), absences.return_early, absence)


def at_the_desk(request: ViewerRequest) -> Viewer:
    """These pages are work; who acts for himself, or whose role sleeps, finds nothing here."""
    viewer: Viewer = request.viewer
    if not viewer.is_staff or viewer.sleeping:
        raise Http404
    return viewer


def _grid_url(viewer: Viewer, grid_id: int | None) -> str:
    if viewer.is_grid_bound:
        return f"{reverse('grids:mine')}?grid={grid_id}"
    return reverse("grids:grid", args=[grid_id]) if grid_id else reverse("grids:list")


def _number(request: ViewerRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else None
