"""What holds for everybody who is signed in, on every page."""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import doors, security
from accounts.actions import devices
from accounts.viewer import ANONYMOUS, Viewer
from core.http import ViewerRequest

SEEN = "seen"
STAFF_PULSE = 60
PULSE = 3600
"""How often, in seconds, being here is written down."""


class PresenceMiddleware:
    """Ends a worker's forgotten session, keeps a sleeping role away from work, lets no page that
    was made for a person lie in a cache."""

    def __init__(self, get_response: Callable[[ViewerRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ViewerRequest) -> HttpResponseBase:
        viewer: Viewer = request.viewer
        if not viewer.is_known:
            return self.get_response(request)
        response = self._answer(request, viewer)
        if "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "no-store, private"
        return response

    def _answer(self, request: ViewerRequest, viewer: Viewer) -> HttpResponseBase:
        if _was_away(request, viewer):
            return _send_to_sign_in(request, viewer)
        if viewer.sleeping and doors.is_work(request.path):
            return redirect("accounts:second_factor_needed")
        return self.get_response(request)


def _was_away(request: ViewerRequest, viewer: Viewer) -> bool:
    """True where a worker was idle too long; else notes now and then that he is here."""
    now = int(time.time())
    seen = request.session.get(SEEN)
    if viewer.grants and seen and now - seen > settings.STAFF_IDLE_MINUTES * 60:
        return True
    pulse = STAFF_PULSE if viewer.grants else PULSE
    if viewer.user and (seen is None or now - seen >= pulse):
        request.session[SEEN] = now
        if request.session.session_key:
            devices.touch(viewer.user, request.session.session_key)
    return False


def _send_to_sign_in(request: ViewerRequest, viewer: Viewer) -> HttpResponseBase:
    security.note("accounts.session_idle", user=viewer.user, actor=viewer.user)
    logout(request, show_message=False)
    request.viewer = ANONYMOUS
    messages.info(request, _("离开太久，为了居民的信息安全，请重新登录"))
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
