"""The same rows by Django and nothing else: five middlewares, a view, the ORM, JSON.

No viewer, no scope, no history to be worked out: what is written was read from what the product
wrote, and is written again.
"""

import secrets
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.test import Client, override_settings
from django.urls import path

from requests.models import RequestEvent, ServiceRequest

FIVE = [
    "bench.parts.bare.here",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
LINE = ("id", "public_id", "title", "kind", "status", "due_at", "grid__name", "item__name")

Rows = list[models.Model]
_pattern: Rows = []


def here(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.urlconf = __name__  # type: ignore[assignment]
        return get_response(request)

    return middleware


def client() -> Client:
    made = Client()
    with override_settings(MIDDLEWARE=FIVE):
        made.handler.load_middleware()
    return made


def write_like(rows: Iterable[models.Model]) -> None:
    global _pattern
    _pattern = list(rows)


def create(request: HttpRequest) -> JsonResponse:
    with transaction.atomic():
        old = next(row for row in _pattern if isinstance(row, ServiceRequest))
        new = _again(old)
        new.save(force_insert=True)
        _write([row for row in _pattern if row is not old], new)
    return JsonResponse({"id": new.pk})


def accept(request: HttpRequest, pk: int) -> JsonResponse:
    with transaction.atomic():
        row = ServiceRequest.objects.select_for_update().get(pk=pk)
        row.status = "in_progress"
        row.save(update_fields=["status", "due_at"])
        _write(_pattern, row)
    return JsonResponse({"id": row.pk})


def fifty(request: HttpRequest) -> JsonResponse:
    rows = ServiceRequest.objects.filter(community_id=request.GET["community"], status="submitted")
    return JsonResponse({"rows": list(rows.order_by("due_at", "pk").values(*LINE)[:50])})


def detail(request: HttpRequest, pk: int) -> JsonResponse:
    row = ServiceRequest.objects.filter(pk=pk).values(*LINE).get()
    events = RequestEvent.objects.filter(service_request_id=pk).order_by("-pk")
    return JsonResponse(row | {"events": list(events.values("step", "at", "note"))})


urlpatterns = [
    path("create/", create),
    path("accept/<int:pk>/", accept),
    path("list/", fifty),
    path("detail/<int:pk>/", detail),
]


def _write(rows: Rows, order: ServiceRequest) -> None:
    """One statement for each table."""
    by_table: dict[type[models.Model], Rows] = {}
    for row in rows:
        new = _again(row)
        if hasattr(new, "service_request_id"):
            new.service_request = order
        by_table.setdefault(type(row), []).append(new)
    for table, news in by_table.items():
        table._default_manager.bulk_create(news)


def _again(row: models.Model) -> Any:
    """A row of the same content; sealed once more, under marks of its own."""
    values = {}
    for one in row._meta.concrete_fields:
        if one.primary_key or getattr(one, "generated", False):
            continue
        value = getattr(row, one.attname)
        if one.name == "key" or (one.unique and isinstance(one, models.CharField)):
            value = secrets.token_hex(16)
        elif one.unique:
            value = one.get_default()
        values[one.attname] = value.open() if hasattr(value, "open") else value
    return type(row)(**values)
