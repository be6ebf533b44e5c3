"""Each request travels in one transaction and one scope."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

from django.db import transaction
from django.http import HttpResponseBase

from accounts import second_factor
from accounts.models import User
from accounts.queries.codes import proved_code
from accounts.viewer import ACTIVE_GRANT, PROVED, Viewer
from communities.queries import place
from communities.viewers import enter_as
from core import memo, reference, scope, trace
from core.http import ViewerRequest

READING = frozenset({"GET", "HEAD"})


class ScopeMiddleware:
    """Finds out who looks (`request.viewer`) and tells the database what he may touch.

    The request is one transaction. A refusal (4xx) still commits: counted tries must count.
    A failure (5xx) leaves nothing behind.
    """

    def __init__(self, get_response: Callable[[ViewerRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ViewerRequest) -> HttpResponseBase:
        user_id = _user_id(request)
        reading = memo.reading() if request.method in READING else nullcontext()
        opened = scope.entered((), user_id=user_id, ask=reference.MARK)
        with opened as mark, reference.at(mark), reading:
            user = request.user if user_id is not None else None
            viewer = enter_as(
                user if isinstance(user, User) else None,
                active=request.session.get(ACTIVE_GRANT, ""),
                has_mfa=lambda user: second_factor.wakes(request.session),
            )
            request.viewer = replace(
                viewer,
                place_id=place.chosen(request.COOKIES),
                proved=proved_code(request.session.get(PROVED)) if user is None else None,
            )
            trace.act_as(_role_of(request.viewer))
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response


def _user_id(request: ViewerRequest) -> int | None:
    """From the session, before the account is loaded: row level security needs to know first."""
    value = request.session.get("_auth_user_id")
    return int(value) if value else None


def _role_of(viewer: Viewer) -> str:
    """For the audit: "grid_worker:12", or nothing for somebody who acts for himself."""
    return f"{viewer.role.code}:{viewer.grant_id}" if viewer.grant_id else ""
