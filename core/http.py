"""The request as our pages get it."""

from typing import Any

from django.http import HttpRequest


class ViewerRequest(HttpRequest):
    """Behind the scope middleware: somebody looks (an `accounts.viewer.Viewer`, which this room
    may not know)."""

    viewer: Any


def typed(request: HttpRequest, name: str = "q", *, most: int = 60) -> str:
    """What somebody looks for, from the address: no longer than that, and nothing the database
    cannot compare (a NUL typed by a program)."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:most]


def row_seen(request: HttpRequest, name: str = "before") -> int | None:
    """The key of the last row of a page, from the address; what is no key is not asked for."""
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 18 else None
