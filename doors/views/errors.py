"""What is shown when nothing else can be: no database is asked, only the device's own cookies.

404 and 403 come from inside a request and look like the door they happened at.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from accounts import preferences
from core import trace


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "403_csrf.html", 403)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, "500.html", 500, error_id=trace.number())


def _page(request: HttpRequest, template: str, status: int, **said: Any) -> HttpResponse:
    ui = {"mode": preferences.mode(request), "theme": request.COOKIES.get("theme", "auto")}
    return HttpResponse(render_to_string(template, {"ui": ui, **said}), status=status)
