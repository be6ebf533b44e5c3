"""The request as our pages get it."""

from typing import Any

from django.http import HttpRequest


class ViewerRequest(HttpRequest):
    """Behind the scope middleware: somebody looks (an `accounts.viewer.Viewer`, which this room
    may not know)."""

    viewer: Any
