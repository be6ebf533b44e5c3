"""The door for programs: who is it, may it do this, does it come too often, did it ask before.

Everything is decided before the view runs, so that the view is as plain as a page's. A session
opens nothing here: a browser's cookie can be made to travel, a key cannot.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication

from accounts.models import User
from accounts.viewer import AS_RESIDENT, Viewer
from communities.models import Area
from communities.viewers import enter_as
from core import scope, trace
from core.http import ViewerRequest
from core.idempotency import HEADER, idempotent
from requests.actions.tokens import note_use
from requests.api import errors, limits
from requests.models import ApiToken
from requests.queries.tokens import by_secret, communities_in, owner_of

View = Callable[..., HttpResponseBase]
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def machine(view: View, scopes: Mapping[str, str]) -> View:
    """`scopes` says which methods there are, and what a key must be allowed for each."""
    once = idempotent(view)

    @csrf_exempt
    @wraps(view)
    def wrapper(request: ViewerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needed = scopes.get(request.method or "")
        if needed is None:
            return errors.refusal(
                405, "method_not_allowed", _("这里不能这样访问"), Allow=", ".join(scopes)
            )
        token = by_secret(_bearer(request))
        viewer = enter(token) if token else None
        if token is None or viewer is None:
            return errors.refusal(
                401,
                "not_authenticated",
                _("密钥不对，或者过期了"),
                **{"WWW-Authenticate": "Bearer"},
            )
        wait = limits.wait_for(f"token:{token.pk}", settings.API_CALLS_PER_MINUTE)
        if wait:
            return errors.refusal(429, "throttled", _("来得太勤了"), **{"Retry-After": str(wait)})
        if needed not in token.scopes:
            return errors.refusal(403, "not_allowed", _("这把密钥不能做这件事"))
        key = request.headers.get(HEADER)
        if key and not _KEY.fullmatch(key):
            return errors.refusal(400, "bad_idempotency_key", _("幂等键是 8 到 64 个字母、数字"))
        note_use(token)
        request.user, request.viewer = viewer.actor, viewer
        response = once(request, *args, **kwargs)
        if response.status_code == 422 and isinstance(response, JsonResponse):
            return errors.refusal(422, "idempotency_key_reused", _("这个幂等键用过了，内容不一样"))
        return response

    return wrapper


def enter(token: ApiToken) -> Viewer | None:
    """As its account, in its role and no other, kept to its place; None if that role has ended."""
    scope.declare((), user_id=token.user_id)
    user = owner_of(token)
    if user is None:
        return None
    # The second factor was there when the key was issued; the key is something one has.
    viewer = enter_as(
        user,
        active=str(token.grant_id) if token.grant_id else AS_RESIDENT,
        has_mfa=lambda user: True,
    )
    if viewer.grant_id != token.grant_id or viewer.sleeping:
        return None
    trace.act_as(f"{viewer.role.code}:{viewer.grant_id}" if viewer.grant_id else "")
    return _kept_to(token.area, viewer) if token.area else viewer


def _kept_to(area: Area, viewer: Viewer) -> Viewer:
    communities = tuple(sorted(communities_in(area) & set(viewer.community_ids)))
    scope.declare(communities, user_id=viewer.user_id)
    return replace(viewer, community_ids=communities)


def _bearer(request: ViewerRequest) -> str:
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


class TokenAuthentication(BaseAuthentication):
    """The door has decided already; DRF only hears of it."""

    def authenticate(self, request: Any) -> tuple[User, None] | None:
        viewer: Viewer | None = getattr(request._request, "viewer", None)
        return (viewer.actor, None) if viewer is not None and viewer.user else None

    def authenticate_header(self, request: Any) -> str:
        return "Bearer"


class _Bearer(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "requests.api.door.TokenAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
