"""Departments of the street and the district, and who speaks for each."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.roles import DEPARTMENT_LIAISON
from accounts.viewer import Viewer
from communities.access import is_official
from communities.actions import liaisons, roles
from communities.forms.departments import AppointLiaisonForm, EndLiaisonForm, ReplaceLiaisonForm
from communities.models import Department
from communities.queries import departments as queries
from communities.views.acts import Act, ActPage, buttons, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent


def _is_over(viewer: Viewer, department: Department) -> bool:
    return roles.may_give(DEPARTMENT_LIAISON, [department.area], viewer)


def _is_vacant(viewer: Viewer, department: Department) -> bool:
    vacant = department.is_active and liaisons.serving(department) is None
    return vacant and _is_over(viewer, department)


def _is_filled(viewer: Viewer, department: Department) -> bool:
    return liaisons.serving(department) is not None and _is_over(viewer, department)


def _appoint(department: Department, *, actor: User, user: User, **values: Any) -> Any:
    return liaisons.appoint(department, user, **values)


def _replace(department: Department, *, actor: User, user: User, **values: Any) -> Any:
    return liaisons.replace(department, user, **values)


def _end(department: Department, *, actor: User, **values: Any) -> None:
    liaisons.end(department, **values)


DEPARTMENT_ACTS = table(
    Act(
        "appoint", _("任命联络员"), AppointLiaisonForm, _appoint,
        _("任命好了，他下次点页面就能用"), _is_vacant, "plus",
        _("他只看得到发给这个部门的事，看不到居民名册。"),
    ),
    Act(
        "replace", _("换人"), ReplaceLiaisonForm, _replace,
        _("换好了，没办完的都转过去了"), _is_filled, "switch",
        _("接手的人从现在起担任，手上没办完的一并转过去。"),
    ),
    Act(
        "end", _("卸任"), EndLiaisonForm, _end,
        _("卸任了，这个部门暂时没有联络员"), _is_filled, "close",
        _("卸任以后没有人接，发给这个部门的事会没人签收。"), True,
    ),
)  # fmt: skip


@login_required
@require_GET
def listing(request: ViewerRequest) -> HttpResponse:
    rows = queries.listing(request.viewer)
    context = {
        "rows": rows,
        "vacant": sum(row.liaison is None for row in rows),
        "may_import": is_official(request.viewer),
    }
    return render(request, "communities/departments.html", context)


@login_required
@require_GET
def department(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_department(viewer, pk)
    context = {
        "page": queries.page(viewer, found),
        "buttons": buttons(viewer, found, DEPARTMENT_ACTS, "communities:department_act"),
        "is_over": _is_over(viewer, found),
    }
    return render(request, "communities/department.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def department_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_department(request.viewer, pk)
    back = reverse("communities:department", args=[pk])
    return perform(request, ActPage(found, found.title, back, DEPARTMENT_ACTS), slug)
