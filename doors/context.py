"""What every page's frame needs beside the person (accounts.context): place, menu, bell, search."""

import re
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.roles import Door
from accounts.viewer import ANONYMOUS, Viewer
from communities.access import is_official
from communities.queries.wording import wording
from core.messaging.queries import unread_count
from core.words import listed
from doors import place, preferences, story
from doors.menu_viewers import has_something_to_find
from doors.menus import menu
from doors.rooms import Line, todo_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the layouts. A page outside the scope (an error) gets the plain frame.

    Once per request: the admin's pages are drawn from many templates, each with its own context.
    """
    if not hasattr(request, "_frame"):
        request._frame = _frame(request)  # type: ignore[attr-defined]
    return request._frame  # type: ignore[attr-defined,no-any-return]


def _frame(request: HttpRequest) -> dict[str, Any]:
    viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
    door = door_of(request.path, viewer)
    return {
        "desk_frame": door == Door.DESK,
        "platform": _platform(request),
        "brand": {"name": _brand(request, door), "url": _home_of(viewer, door)},
        "nav": _nav(request, viewer, door),
        "way_back": _way_back(viewer, door),
        "role_place": _place(viewer),
        "bell": _bell(viewer),
        "search": _search(request, viewer, door),
        "banner": story.banner(),
        "waits": SimpleLazyObject(lambda: _waits(viewer, door)),
    }


def _waits(viewer: Viewer, door: Door) -> list[Line]:
    """Officials have no desk: what waits for them stands before their figures."""
    return todo_for(viewer) if door == Door.INSIGHTS and is_official(viewer) else []


def _nav(request: HttpRequest, viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """In the elder mode of the residents' door the telephone is one of three."""
    elder = door == Door.HOME and preferences.is_elder(request)
    entries = menu(viewer, door, path=request.path, elder=elder)
    if elder and (answering := place.answering(request)):
        call = {"label": _("打电话"), "url": f"tel:{answering.telephone}", "icon": "phone"}
        entries.append(call | {"group": "", "current": False})
    return entries


def _way_back(viewer: Viewer, door: Door) -> dict[str, Any]:
    """Somebody at work who looks at a page of the residents' finds back to his own door."""
    if not viewer.is_staff or door == viewer.role.door:
        return {}
    words = {
        Door.DESK: _("回工作台"),
        Door.INSIGHTS: _("回看数"),
        Door.ADMIN: _("回登记册"),
    }
    label = words.get(viewer.role.door)
    return {"label": label, "url": reverse("doors:go")} if label else {}


BY_CARD = re.compile(r"/card/[^/]+/order/")
"""The printed code leads a finder to the residents' door, and who works here to the desk."""


SHARED = "exports"
"""One address for every door: who works at the desk stays at the desk."""


def door_of(path: str, viewer: Viewer) -> Door:
    first = path.split("/", 2)[1]
    if BY_CARD.fullmatch(path):
        return Door.DESK
    if first == SHARED and viewer.is_staff and viewer.role.door == Door.DESK:
        return Door.DESK
    return {"desk": Door.DESK, "insights": Door.INSIGHTS, "screen": Door.INSIGHTS}.get(
        first, Door.HOME
    )


def _platform(request: HttpRequest) -> dict[str, Any]:
    profile = place.profile(request)
    return {
        **settings.SITE,
        "name": _("五社联动平台"),
        "phone": profile.telephone if profile else "",
        "promise": partial(wording, "platform.promise", profile.area if profile else None),
        "links": [
            {"label": _("五社怎么联"), "url": reverse("communities:about")},
            {"label": _("个人信息怎么用"), "url": reverse("privacy:notice")},
            {**preferences.other_language(), "url": reverse("doors:language")},
        ],
        "complaints_url": reverse("privacy:complaint"),
    }


def _brand(request: HttpRequest, door: Door) -> str:
    if door == Door.DESK:
        return _("社区工作台")
    if door == Door.INSIGHTS:
        return _("看数")
    profile = place.profile(request)
    return profile.area.title if profile else _("五社联动平台")


def _home_of(viewer: Viewer, door: Door) -> str:
    """Somebody who only passes through the desk (an administrator) has his home elsewhere."""
    if door != Door.HOME and viewer.is_staff and viewer.role.door != door:
        return reverse("doors:go")
    return {Door.DESK: reverse("doors:desk"), Door.INSIGHTS: reverse("insights:loop")}.get(
        door, reverse("doors:home")
    )


def _place(viewer: Viewer) -> str:
    """Where the active role holds."""
    grant = next((grant for grant in viewer.grants if grant.pk == viewer.grant_id), None)
    return listed(s.area.title for s in grant.area_scopes.all()) if grant else ""


def _bell(viewer: Viewer) -> dict[str, Any]:
    if not viewer.is_signed_in:
        return {}
    return {"url": reverse("messaging:inbox"), "count": unread_count(viewer)}


def _search(request: HttpRequest, viewer: Viewer, door: Door) -> dict[str, Any]:
    if door != Door.DESK or not has_something_to_find(viewer):
        return {}
    url = reverse("doors:search")
    asked = request.GET.get("q", "") if request.path == url else ""
    browses = viewer.role.browses_residents
    hint = _("姓名、拼音、地址、电话") if browses else _("名称、拼音、特长、电话")
    return {"url": url, "q": asked, "hint": hint}
