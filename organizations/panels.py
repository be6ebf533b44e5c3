"""What this room puts on the home pages of the doors."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from organizations import checkin_panels
from organizations.queries import overview


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    return [*_mine(viewer, door), *checkin_panels.panels(viewer, door)]


def _mine(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """A manager's own organisation on his desk."""
    if door != Door.DESK or viewer.sleeping or not viewer.organization_ids:
        return []
    return [
        {
            "template": "organizations/_panel_mine.html",
            "context": {"organizations": overview.own(viewer)},
            "order": 20,
            "door": Door.DESK,
        }
    ]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    """Lines for the desk's list of what is to be done today."""
    if viewer.sleeping or not viewer.is_staff:
        return []
    return [*_proposed(viewer), *_filings(viewer), *checkin_panels.todo(viewer)]


def _proposed(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        {
            "title": _("%(name)s等您确认") % {"name": organization.title},
            "meta": str(organization.get_kind_display()),
            "url": reverse("organizations:organization", args=[organization.pk]),
            "act": _("看一看"),
            "order": 35,
        }
        for organization in overview.proposed(viewer)
    ]


def _filings(viewer: Viewer) -> list[dict[str, Any]]:
    """Told while there is time, and as late once it has run out."""
    ending = overview.filings_ending(viewer)
    if not ending.count:
        return []
    return [
        {
            "title": ngettext(
                "%(n)d 个组织的备案快到期或已过期",
                "%(n)d 个组织的备案快到期或已过期",
                ending.count,
            )
            % {"n": ending.count},
            "meta": _("请提醒它们到街道续"),
            "url": ending.url,
            "act": _("看是谁"),
            "due": ending.first,
            "order": 45,
        }
    ]
