"""Stationed cadres: what is kept of them. `organizations.personal_data` includes this."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.personal import Declared
from organizations.actions import secondments
from organizations.models import Secondment
from organizations.partner_workflow import TOLD
from organizations.secondment_workflow import DECLINE, STANDING, STOP, SecondmentStatus

_STATIONED = Declared(
    _("单位派人到社区驻点，两边联系、记到岗"),
    _("履行双方约定所必需"),
    _("驻点期间；结束后 1 年"),
)
_DAYS = Declared(
    _("记到岗、给派出单位写小结"),
    _("履行双方约定所必需"),
    _("结束 1 年后不再连着姓名"),
)
_RATED = Declared(
    _("社区和派出单位每年评一次驻点的同志，他本人可以提异议"),
    _("履行双方约定所必需"),
    _("结束 1 年后不再连着姓名"),
)

PERSONAL_FIELDS = {
    "organizations.Secondment": dict.fromkeys(("name", "phone", "phone_index", "user"), _STATIONED),
    "organizations.SecondmentDay": dict.fromkeys(("on_day", "did"), _DAYS),
    "organizations.Assessment": dict.fromkeys(("comment", "appeal"), _RATED),
}


def export_person(subject: UUID) -> dict[str, Any]:
    """In clear, for the person himself."""
    rows = _his(subject).select_related("organization", "community")
    return {"secondments": [_line(row) for row in rows.order_by("pk")]}


def erase_person(subject: UUID) -> dict[str, int]:
    """What stands ends first; the days stay as those of his unit."""
    rows = list(_his(subject))
    for row in rows:
        if row.status in STANDING:
            agreed = row.status == SecondmentStatus.RUNNING
            secondments.close_for(row, STOP if agreed else DECLINE, timezone.localdate())
    return {"secondments": secondments.forget(_his(subject))}


def _his(subject: UUID) -> "QuerySet[Secondment]":
    """By his account, or by the number that names him."""
    rule = Q(user__subject=subject)
    index = User.objects.filter(subject=subject).values_list("phone_index", flat=True).first()
    return Secondment.objects.filter(rule | Q(phone_index=index) if index else rule)


def _line(row: Secondment) -> dict[str, Any]:
    return {
        "unit": row.organization.name,
        "community": row.community.name,
        "name": row.name.open(),
        "phone": row.phone.open(),
        "office": row.office,
        "post": row.post,
        "from": row.starts_on.isoformat(),
        "to": row.last_day.isoformat(),
        "status": str(row.get_status_display()),
        "days": [
            {
                "on": day.on_day.isoformat(),
                "did": day.did,
                "status": str(day.get_status_display()),
            }
            for day in row.days.order_by("on_day", "pk")
        ],
        "assessments": [
            {
                "year": told.year,
                "by": str(told.get_direction_display()),
                "scores": dict(told.scores),
                "comment": told.comment,
                "appeal": told.appeal,
                "answer": told.answer,
                "status": str(told.get_status_display()),
            }
            for told in row.assessments.filter(status__in=TOLD).order_by("year", "pk")
        ],
    }
