"""What this room puts on the home pages of the doors."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import BUILDING_HEAD, DISPATCHER, Door
from accounts.viewer import Viewer
from grids.queries import duties, overview, reports, street
from grids.queries.groups import asking, groups_led_by


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    own: dict[str, tuple[Callable[[Viewer], list[dict[str, Any]]], ...]] = {
        Door.DESK: (_mine, _headed, _community, _street, _duties),
        Door.HOME: (_asked, _home),
    }
    signed_at = viewer.role.door if viewer.is_staff else Door.HOME
    offers = own.get(door, ()) + ((_signatures,) if door == signed_at else ())
    return [panel for offer in offers for panel in offer(viewer)]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    """Lines for the desk's list of what is to be done today."""
    if not _runs_grids(viewer):
        return _sent_up(reports.sent_up_to(viewer).count())
    waiting = overview.waiting_in(viewer)
    lines = _sent_up(waiting.sent_up) + [
        {
            "title": _("%(grid)s没有网格员") % {"grid": standing.grid.title},
            "meta": _("%(name)s先代管着") % {"name": standing.user.name}
            if standing.user
            else _("没有人代管"),
            "url": reverse("grids:grid", args=[standing.grid.pk]),
            "act": _("定一位"),
            "late": False,  # nobody has promised a day
            "order": 20,
        }
        for standing in waiting.vacant
    ]
    if waiting.reports:
        lines.append(
            {
                "title": ngettext("联户长报来 %(n)d 件事", "联户长报来 %(n)d 件事", waiting.reports)
                % {"n": waiting.reports},
                "meta": _("还没有人回一声“收到”"),
                "url": reverse("grids:reports"),
                "act": _("去看看"),
                "order": 30,
            }
        )
    if waiting.unled:
        lines.append(
            {
                "title": ngettext(
                    "%(n)d 个十联户还没有联户长", "%(n)d 个十联户还没有联户长", waiting.unled
                )
                % {"n": waiting.unled},
                "meta": _("通知传不到、情况报不上来"),
                "url": reverse("grids:list"),
                "act": _("去看看"),
                "order": 80,
            }
        )
    return lines


def _sent_up(waiting: int) -> list[dict[str, Any]]:
    """What a level below could not settle, for the community's staff and for the street."""
    if not waiting:
        return []
    return [
        {
            "title": ngettext("下面报上来 %(n)d 件事", "下面报上来 %(n)d 件事", waiting)
            % {"n": waiting},
            "meta": _("他们办不了，等您接着办"),
            "url": reverse("grids:reports"),
            "act": _("接着办"),
            "order": 12,
        }
    ]


def _runs_grids(viewer: Viewer) -> bool:
    return viewer.role.browses_residents and not (viewer.sleeping or viewer.is_grid_bound)


def _mine(viewer: Viewer) -> list[dict[str, Any]]:
    """The worker's day: his grids, whom to visit first, whom he stands in for."""
    if viewer.sleeping or not viewer.is_grid_bound:
        return []
    lines = overview.own_grids(viewer)
    panels: list[dict[str, Any]] = [
        {
            "template": "grids/_panel_mine.html",
            "context": {
                "lines": lines,
                "url": reverse("grids:mine"),
                "standing_in": overview.standing_in(viewer),
                "led": groups_led_by(viewer),
            },
            "order": 20,
            "door": Door.DESK,
            "sentence": overview.sentence_of(lines),
        }
    ]
    if viewer.role.browses_residents:
        panels.append(
            {
                "template": "grids/_panel_visits.html",
                "context": {"people": overview.first_visits(viewer), "url": reverse("grids:mine")},
                "order": 30,
                "door": Door.DESK,
            }
        )
    return panels


def _headed(viewer: Viewer) -> list[dict[str, Any]]:
    """For a head of buildings: which they are, and whom to tell what he sees there."""
    if viewer.sleeping or viewer.role.code != BUILDING_HEAD:
        return []
    return [
        {
            "template": "grids/_panel_headed.html",
            "context": overview.headed(viewer),
            "order": 25,
            "door": Door.DESK,
        }
    ]


def _street(viewer: Viewer) -> list[dict[str, Any]]:
    """Whom a street's dispatcher calls."""
    if viewer.sleeping or viewer.role.code != DISPATCHER:
        return []
    lines = street.communities_of(viewer)
    return [
        {
            "template": "grids/_panel_street.html",
            "context": {"communities": lines},
            "order": 40,
            "door": Door.DESK,
        }
    ] * bool(lines)


def _community(viewer: Viewer) -> list[dict[str, Any]]:
    """The community as a map, beside the morning's work."""
    if not _runs_grids(viewer):
        return []
    waiting = overview.waiting_in(viewer)
    return [
        {
            "template": "grids/_panel_community.html",
            "context": {
                "grids": waiting.grids,
                "map": overview.care_map(viewer),
                "url": reverse("grids:list"),
            },
            "order": 40,
            "door": Door.DESK,
            "side": True,
            "sentence": overview.sentence(waiting),
        }
    ]


def _duties(viewer: Viewer) -> list[dict[str, Any]]:
    """What the list of matters lays upon the liaison officer's departments."""
    if not viewer.department_ids:
        return []
    return [
        {
            "template": "grids/_panel_duties.html",
            "context": {
                "duties": duties.duties_of(viewer.department_ids),
                "url": reverse("grids:matters_desk"),
            },
            "order": 16,
            "door": Door.DESK,
        }
    ]


def _signatures(viewer: Viewer) -> list[dict[str, Any]]:
    """A handover that waits for this person's name, in whichever role he is."""
    waiting, past = overview.handovers(viewer)
    if not waiting and not past:
        return []
    return [
        {
            "template": "grids/_panel_handovers.html",
            "context": {"handovers": waiting, "past": past},
            "order": 10,
            "door": viewer.role.door if viewer.is_staff else Door.HOME,
        }
    ]


def _asked(viewer: Viewer) -> list[dict[str, Any]]:
    """Somebody asks him to lead ten households: his yes or no."""
    groups = asking(viewer) if viewer.resident_ids else []
    if not groups:
        return []
    return [
        {
            "template": "grids/_panel_asked.html",
            "context": {"groups": groups},
            "order": 8,
            "door": Door.HOME,
        }
    ]


def _home(viewer: Viewer) -> list[dict[str, Any]]:
    """Who answers for my home; without a home here, where to look."""
    return [
        {
            "template": "grids/_panel_contact.html",
            "context": {"contact": overview.own_contact(viewer), "url": reverse("grids:contacts")},
            "order": 50,
            "door": Door.HOME,
        }
    ]
