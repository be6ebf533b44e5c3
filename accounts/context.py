"""What the layouts ask about the person and the device (templates/layouts/_person.html)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import preferences
from accounts.viewer import ANONYMOUS, AS_RESIDENT, Viewer


def who(request: HttpRequest) -> dict[str, Any]:
    viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
    return {
        "viewer": viewer,
        "ui": {
            "mode": preferences.mode(request),
            "theme": request.COOKIES.get(preferences.THEME_COOKIE, "auto"),
        },
        "mode_switch": {"url": reverse("accounts:mode")},
        "signin_url": reverse("account_login"),
        "signout_url": reverse("account_logout"),
        "role_url": reverse("accounts:switch_role"),
        "person": _person(viewer),
        "roles": _roles(viewer),
    }


def _person(viewer: Viewer) -> dict[str, Any]:
    if viewer.user is None:
        return {}
    name = viewer.user.name.open() or viewer.user.phone  # one's own name, to oneself
    return {
        "name": str(name),
        "initial": str(name)[:1],
        "role": str(viewer.role.name) if viewer.is_staff else "",
        "links": [
            {"label": _("我的账号"), "url": reverse("accounts:profile"), "icon": "person"},
            {"label": _("登录的设备"), "url": reverse("accounts:devices"), "icon": "lock"},
        ],
    }


def _roles(viewer: Viewer) -> list[dict[str, Any]]:
    """One may act for oneself, and in each role one holds."""
    if not viewer.grants:
        return []
    held = [
        {
            "label": grant.get_role_display(),
            "value": str(grant.pk),
            "current": grant.pk == viewer.grant_id,
        }
        for grant in viewer.grants
    ]
    own = {"label": _("居民"), "value": AS_RESIDENT, "current": not viewer.is_staff}
    return [*held, own]
