"""What this room puts on the home pages of the doors."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from organizations import checkin_panels, secondment_panels
from organizations.cultivation_workflow import Stage
from organizations.incubation_workflow import IncubationStatus
from organizations.queries import official, overview, pairings, secondments, unit_checkins
from organizations.queries.organizations import ENDING, UNREVIEWED


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    own = secondment_panels.panels(viewer, door)
    return [*_mine(viewer, door), *checkin_panels.panels(viewer, door), *own]


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
                "secondments": list(secondments.of_my_units(viewer)),
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
    return [
        *_proposed(found),
        *_unpriced(found),
        *_filings(found),
        *_reviews(found),
        *checkin_panels.todo(viewer),
        *_for_officials(official.waiting(viewer)),
    ]


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


def _unpriced(found: overview.Morning) -> list[dict[str, Any]]:
    if not found.unpriced:
        return []
    said = ngettext("%(n)d 个组织的收费等批准", "%(n)d 个组织的收费等批准", found.unpriced)
    return [
        {
            "title": said % {"n": found.unpriced},
            "meta": _("批准以前，居民看不到那项服务"),
            "url": reverse("organizations:organization", args=[found.first_unpriced]),
            "act": _("看一看"),
            "order": 46,
        }
    ]


def _filings(found: overview.Morning) -> list[dict[str, Any]]:
    """Told while there is time, and as late once it has run out."""
    if not found.filings:
        return []
    said = ngettext(
        "%(n)d 个组织的备案快到期或已过期", "%(n)d 个组织的备案快到期或已过期", found.filings
    ) % {"n": found.filings}
    mine = found.my_filing and reverse("organizations:organization", args=[found.my_filing])
    return [
        {
            "title": _("您的组织备案快到期或已过期") if mine else said,
            "meta": _("请到街道续") if mine else _("请提醒它们到街道续"),
            "url": mine or _listed(ENDING),
            "act": _("看一看") if mine else _("看是谁"),
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


def _for_officials(found: official.Waiting) -> list[dict[str, Any]]:
    """Where street and district say yes or no."""
    n, m, k = found.filings, found.scores, found.assessments
    lines = [
        (
            n,
            ngettext("%(n)d 份备案申请等您办", "%(n)d 份备案申请等您办", n) % {"n": n},
            _("材料看过了：备案，或者退回说明差什么"),
            f"{reverse('organizations:cultivations')}?stage={Stage.HANDED_IN}",
        ),
        (
            m,
            ngettext("%(n)d 个组织想进孵化基地", "%(n)d 个组织想进孵化基地", m) % {"n": m},
            _("等您打分"),
            f"{reverse('organizations:incubations')}?status={IncubationStatus.APPLIED}",
        ),
        (
            k,
            ngettext("%(n)d 份双向评价等您办", "%(n)d 份双向评价等您办", k) % {"n": k},
            _("公布，或者答复申诉"),
            reverse("organizations:assessments"),
        ),
    ]
    return [
        {"title": title, "meta": meta, "url": url, "act": _("去办"), "order": 20}
        for count, title, meta, url in lines
        if count
    ]


def _listed(status: str) -> str:
    return f"{reverse('organizations:register')}?status={status}"
