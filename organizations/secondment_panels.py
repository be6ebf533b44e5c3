"""Stationed cadres and part-time commissioners on the homes of the doors, for
`organizations.panels`."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from organizations.queries import secondments
from organizations.queries.waiting import Waiting


def lines(found: Waiting) -> list[dict[str, Any]]:
    """For the desk's list of what is to be done today."""
    return [*_coming(found), *_going(found), *_seats(found), *_there(found), *_reports(found)]


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """His own, for who is stationed somewhere."""
    if door != Door.HOME or not viewer.is_signed_in or viewer.is_staff:
        return []
    mine = secondments.own(viewer)
    if not mine:
        return []
    return [
        {
            "template": "organizations/_panel_secondment.html",
            "context": {"mine": mine},
            "order": 18,
            "door": door,
        }
    ]


def _coming(found: Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("%(unit)s想派人来驻点") % {"unit": row.unit},
            "meta": row.text,
            "url": reverse("organizations:secondment", args=[row.pk]),
            "act": _("去答复"),
            "order": 24,
        }
        for row in found.coming
    ]


def _going(found: Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": (
                _("您派到%(place)s的驻点快到期") % {"place": row.unit}
                if row.text == "community"
                else _("%(unit)s的驻点快到期") % {"unit": row.unit}
            ),
            "meta": _("和对方商量延长，还是换一位"),
            "url": reverse("organizations:secondment", args=[row.pk]),
            "act": _("看一看"),
            "due": row.day,
            "order": 61,
        }
        for row in found.going
    ]


def _seats(found: Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("%(unit)s的兼职委员任期快到期") % {"unit": row.unit},
            "meta": _("和单位商量连任，还是换一位"),
            "url": reverse("organizations:commissioner", args=[row.pk]),
            "act": _("看一看"),
            "due": row.day,
            "order": 61,
        }
        for row in found.seats
    ]


def _there(found: Waiting) -> list[dict[str, Any]]:
    if not found.there:
        return []
    return [
        {
            "title": ngettext("%(n)d 天驻点到岗等您核对", "%(n)d 天驻点到岗等您核对", found.there)
            % {"n": found.there},
            "meta": _("核对了才写进给单位的小结"),
            "url": reverse("organizations:secondments"),
            "act": _("去核对"),
            "order": 25,
        }
    ]


def _reports(found: Waiting) -> list[dict[str, Any]]:
    if not found.reports:
        return []
    return [
        {
            "title": ngettext("%(n)d 份驻点小结等签发", "%(n)d 份驻点小结等签发", found.reports)
            % {"n": found.reports},
            "meta": _("看过来了几天、做了什么，写几句话，发给单位"),
            "url": reverse("organizations:secondments"),
            "act": _("去签发"),
            "order": 62,
        }
    ]
