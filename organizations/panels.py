"""What this room puts on the home pages of the doors."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from organizations import checkin_panels
from organizations.queries import overview, pairings, unit_checkins
from organizations.queries.organizations import EXPIRED, UNREVIEWED


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    return [*_mine(viewer, door), *checkin_panels.panels(viewer, door)]


def _mine(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """A manager's own organisation on his desk."""
    if door != Door.DESK or viewer.sleeping or not viewer.organization_ids:
        return []
    return [
        {
            "template": "organizations/_panel_mine.html",
            "context": {
                "organizations": overview.own(viewer),
                "checkins": unit_checkins.of_my_units(viewer),
                "pairings": list(pairings.of_my_units(viewer)),
            },
            "order": 20,
            "door": Door.DESK,
        }
    ]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    """Lines for the desk's list of what is to be done today."""
    if viewer.sleeping or not viewer.is_staff:
        return []
    found = overview.morning(viewer)
    return [*_proposed(found), *_filings(found), *_reviews(found), *checkin_panels.todo(viewer)]


def _proposed(found: overview.Morning) -> list[dict[str, Any]]:
    return [
        {
            "title": _("%(name)s等您确认") % {"name": organization.title},
            "meta": organization.kind,
            "url": reverse("organizations:organization", args=[organization.pk]),
            "act": _("看一看"),
            "order": 35,
        }
        for organization in found.proposed
    ]


def _filings(found: overview.Morning) -> list[dict[str, Any]]:
    """Told while there is time, and as late once it has run out."""
    if not found.filings:
        return []
    return [
        {
            "title": ngettext(
                "%(n)d 个组织的备案快到期或已过期",
                "%(n)d 个组织的备案快到期或已过期",
                found.filings,
            )
            % {"n": found.filings},
            "meta": _("请提醒它们到街道续"),
            "url": _listed(EXPIRED),
            "act": _("看是谁"),
            "due": found.first_filing,
            "order": 45,
        }
    ]


def _reviews(found: overview.Morning) -> list[dict[str, Any]]:
    if not found.unreviewed:
        return []
    return [
        {
            "title": ngettext(
                "%(n)d 个社会组织还没做 %(year)d 年的年检",
                "%(n)d 个社会组织还没做 %(year)d 年的年检",
                found.unreviewed,
            )
            % {"n": found.unreviewed, "year": found.year},
            "meta": _("看成员、活动、账目和章程"),
            "url": _listed(UNREVIEWED),
            "act": _("看是谁"),
            "due": found.reviews_due,
            "order": 46,
        }
    ]


def _listed(status: str) -> str:
    return f"{reverse('organizations:register')}?status={status}"
