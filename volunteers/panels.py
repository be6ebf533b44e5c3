"""What this room puts on the home pages of the doors."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from volunteers.access import is_keeper
from volunteers.queries import overview
from volunteers.queries.hours import QUESTIONED
from volunteers.workflow import CertificateStatus, RecordStatus


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    return _home(viewer) if door == Door.HOME else []


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    """Lines for the desk's list of what is to be done today."""
    if not is_keeper(viewer):
        return _certificates(overview.certificates_for(viewer))
    waiting = overview.waiting_in(viewer)
    lines = []
    if waiting.applied:
        lines.append(
            {
                "title": ngettext("%(n)d 人登记做志愿者", "%(n)d 人登记做志愿者", waiting.applied)
                % {"n": waiting.applied},
                "meta": _("核对过，告诉他通不通过"),
                "url": f"{reverse('volunteers:list')}?status=applied",
                "act": _("去核对"),
                "due": waiting.due_on,
                "order": 35,
            }
        )
    if waiting.licences:
        lines.append(
            {
                "title": ngettext(
                    "%(n)d 份志愿者证件过期了", "%(n)d 份志愿者证件过期了", waiting.licences
                )
                % {"n": waiting.licences},
                "meta": _("换了新证再请他做这一项"),
                "url": f"{reverse('volunteers:list')}?status=expired",
                "act": _("看是谁"),
                "order": 75,
            }
        )
    if waiting.expiring:
        lines.append(
            {
                "title": ngettext(
                    "%(n)d 位志愿者的证件快到期", "%(n)d 位志愿者的证件快到期", waiting.expiring
                )
                % {"n": waiting.expiring},
                "meta": _("提醒他换新证，换好了看过再记"),
                "url": f"{reverse('volunteers:list')}?status=expiring",
                "act": _("看是谁"),
                "order": 74,
            }
        )
    if waiting.pending:
        said = ngettext("%(n)d 条服务时长等核对", "%(n)d 条服务时长等核对", waiting.pending)
        lines.append(
            {
                "title": said % {"n": waiting.pending},
                "meta": _("登记的人不能自己核对"),
                "url": f"{reverse('volunteers:hours')}?status={RecordStatus.PENDING}",
                "act": _("去核对"),
                "order": 49,
            }
        )
    if waiting.questioned:
        said = ngettext("%(n)d 份时长更正申请", "%(n)d 份时长更正申请", waiting.questioned)
        lines.append(
            {
                "title": said % {"n": waiting.questioned},
                "meta": _("核对了，把结果和原因告诉他"),
                "url": f"{reverse('volunteers:hours')}?status={QUESTIONED}",
                "act": _("去答复"),
                "order": 49,
            }
        )
    lines += _certificates(waiting.certificates)
    if waiting.choosing:
        said = ngettext("%(n)d 班志愿者等挑人", "%(n)d 班志愿者等挑人", waiting.choosing)
        lines.append(
            {
                "title": said % {"n": waiting.choosing},
                "meta": _("报名截止了；队里的班次队长也可以挑"),
                "url": reverse("volunteers:shifts"),
                "act": _("去挑"),
                "order": 48,
            }
        )
    if waiting.unled:
        lines.append(
            {
                "title": ngettext(
                    "%(n)d 支志愿服务队没有队长", "%(n)d 支志愿服务队没有队长", waiting.unled
                )
                % {"n": waiting.unled},
                "meta": _("想入队的人没有人答复"),
                "url": reverse("volunteers:team_list"),
                "act": _("定一位"),
                "order": 76,
            }
        )
    return lines


def _certificates(count: int) -> list[dict[str, Any]]:
    """At the desk of the community, and of the organisation that recorded the hours."""
    if not count:
        return []
    said = ngettext("%(n)d 份服务记录证明等核对", "%(n)d 份服务记录证明等核对", count)
    return [
        {
            "title": said % {"n": count},
            "meta": _("谁记录的时长，由谁证明"),
            "url": f"{reverse('volunteers:certificates')}?status={CertificateStatus.APPLIED}",
            "act": _("去核对"),
            "order": 49,
        }
    ]


def _home(viewer: Viewer) -> list[dict[str, Any]]:
    """My volunteering; for others, guests too, one quiet line that it is there."""
    if viewer.is_staff:
        return []
    return [
        {
            "template": "volunteers/_panel_mine.html",
            "context": overview.mine(viewer),
            "order": 55 if viewer.is_signed_in else 90,
            "door": Door.HOME,
        }
    ]
