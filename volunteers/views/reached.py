"""Whom the five societies have served, on one page of the desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.http import ViewerRequest
from volunteers.queries import reached as queries


@login_required
@require_GET
def reached(request: ViewerRequest) -> HttpResponse:
    page = queries.page(request.viewer, queries.read_year(request.GET.get("year", "")))
    context = {"page": page, "may_export": request.viewer.role.exports}
    return render(request, "volunteers/reached.html", context)
