"""What this room puts on the home pages of the doors."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from communities import department_panels, duty_panels, notice_panels
from communities.queries import identity, overview, rooms


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    own = {Door.DESK: _desk, Door.HOME: _home}
    return [
        *(own[door](viewer) if door in own else ()),
        *notice_panels.panels(viewer, door),
        *department_panels.panels(viewer, door),
        *duty_panels.panels(viewer, door),
    ]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    """Lines for the desk's list of what is to be done today."""
    if not viewer.is_staff or viewer.sleeping:
        return []
    return [
        *_unpublished(viewer),
        *_rooms(viewer),
        *duty_panels.todo(viewer),
        *_imports(viewer),
        *_labels(viewer),
    ]


def _imports(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        {
            "title": _("“%(file)s”核对完了") % {"file": job.file_name},
            "meta": _("%(rows)d 行，等您看过再写进名册") % {"rows": job.summary.get("rows", 0)},
            "url": reverse("communities:import", args=[job.pk]),
            "act": _("看一看"),
            "order": 40,
        }
        for job in overview.imports_to_decide(viewer)
    ]


def _unpublished(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        {
            "title": _("通知“%(title)s”核对过了") % {"title": notice.title},
            "meta": _("还没有发布"),
            "url": reverse("notices:desk_notice", args=[notice.pk]),
            "act": _("去发布"),
            "order": 15,
        }
        for notice in overview.notices_to_publish(viewer)
    ]


def _rooms(viewer: Viewer) -> list[dict[str, Any]]:
    """Residents who asked for a room wait for a yes or a no."""
    return [
        {
            "title": _("有人想用%(room)s") % {"room": booking.room.title},
            "meta": date_format(timezone.localtime(booking.period.lower), "MONTH_DAY_TIME_FORMAT"),
            "url": reverse("communities:booking", args=[booking.pk]),
            "act": _("看行不行"),
            "order": 20,
        }
        for booking in rooms.waiting(viewer)[:5]
    ]


def _labels(viewer: Viewer) -> list[dict[str, Any]]:
    ending = overview.labels_ending(viewer)
    if not ending.count:
        return []
    return [
        {
            "title": ngettext(
                "%(n)d 个关爱标签到期要复核", "%(n)d 个关爱标签到期要复核", ending.count
            )
            % {"n": ending.count},
            "meta": _("复核过的延期，情形没有了的取消"),
            "url": f"{reverse('communities:register')}?care=ending",
            "act": _("看是谁"),
            "due": ending.first,
            "order": 50,
        }
    ]


def _desk(viewer: Viewer) -> list[dict[str, Any]]:
    """The register in one sentence, and what in it waits for somebody."""
    if not viewer.role.browses_residents or viewer.sleeping:
        return []
    register = overview.register_in_short(viewer)
    return [
        {
            "template": "communities/_panel_register.html",
            "context": {
                "tallies": _tallies(register),
                "without_household": register.without_household,
                "url": reverse("communities:register"),
            },
            "order": 60,
            "door": Door.DESK,
        }
    ]


def _tallies(register: overview.RegisterInShort) -> list[tuple[str, str]]:
    counts = [
        (_("户"), register.households),
        (_("人"), register.residents),
        (_("60 岁以上"), register.elders),
        *((_("关爱：%(group)s") % {"group": group}, n) for group, n in register.groups),
    ]
    return [(label, f"{n:,}") for label, n in counts]


def _home(viewer: Viewer) -> list[dict[str, Any]]:
    """Who one is here and for whom one acts; somebody not in the registers is shown the way."""
    if not viewer.is_signed_in or viewer.is_staff:
        return []
    if viewer.resident_ids or viewer.acts_for:
        return [
            {
                "template": "communities/_panel_people.html",
                "context": {
                    "page": identity.identity_page(viewer),
                    "url": reverse("communities:identity"),
                },
                "order": 60,
                "door": Door.HOME,
            }
        ]
    return [
        {
            "template": "communities/_panel_identity.html",
            "context": {"url": reverse("communities:identity")},
            "order": 5,
            "door": Door.HOME,
        }
    ]
