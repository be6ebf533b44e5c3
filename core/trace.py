"""What a piece of work carries along for the audit and the log: its request id and the role
somebody acts in."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponseBase

_ACCEPTABLE = re.compile(r"[A-Za-z0-9_.-]{8,40}")
HEADER = "X-Request-ID"


@dataclass(frozen=True)
class Trace:
    request_id: str = ""
    grant: str = ""


_NOTHING = Trace()
_current: ContextVar[Trace] = ContextVar("wushe_trace", default=_NOTHING)


def current() -> Trace:
    return _current.get()


def number() -> str:
    """So much of the request's id as somebody can read out on the telephone; enough for a log."""
    return current().request_id[:8].upper()


def act_as(grant: str) -> None:
    """From here on events name this role, e.g. "grid_worker:12"."""
    _current.set(replace(_current.get(), grant=grant))


@contextmanager
def carried(*, request_id: str = "", grant: str = "") -> Iterator[None]:
    token = _current.set(Trace(request_id, grant))
    try:
        yield
    finally:
        _current.reset(token)


class TraceMiddleware:
    """Gives each request an id, or takes the balancer's, and returns it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        offered = request.headers.get(HEADER, "")
        request_id = offered if _ACCEPTABLE.fullmatch(offered) else uuid.uuid4().hex
        with carried(request_id=request_id):
            response = self.get_response(request)
        response[HEADER] = request_id
        return response
