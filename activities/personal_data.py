"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from activities.models import Enrolment
from activities.workflow import LIVE, Status
from core.personal import Declared

PERSONAL_FIELDS = {
    "activities.Enrolment": dict.fromkeys(
        ("name", "phone"),
        Declared(
            _("留出名额，活动有变动时通知到人"), _("履行社区服务的法定职责"), _("活动结束后 1 年")
        ),
    ),
}

NAMELESS = "已注销"  # data: what stands in the register


def export_person(subject: UUID) -> dict[str, Any]:
    rows = _of(subject).select_related("activity", "attendance").order_by("pk")
    return {
        "activities": [
            {
                "title": row.activity.title,
                "at": row.activity.starts_at.isoformat(),
                "name": row.name.open(),
                "phone": row.phone.open(),
                "place": row.status,
                "role": row.role,
                "minutes": row.presence.minutes if row.presence else None,
                "enrolled_at": row.enrolled_at.isoformat(),
            }
            for row in rows
        ]
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """That somebody came is still counted; who it was is forgotten, at once."""
    return {"activities": _unname(_of(subject))}


def expire(today: date) -> dict[str, int]:
    last_year = today.replace(year=today.year - 1, day=min(today.day, 28))
    return {"activities": _unname(Enrolment.objects.kept_longer_than(last_year))}


def _unname(rows: "QuerySet[Enrolment]") -> int:
    """Who waits or was offered a place in something to come gives it back by being forgotten."""
    named = rows.exclude(name=NAMELESS)
    ahead = named.filter(status__in=LIVE, activity__status=Status.PUBLISHED)
    freed = ahead.update(
        status="left", seat=None, answer_by=None, name=NAMELESS, phone="", user=None, resident=None
    )
    return int(freed) + int(named.update(name=NAMELESS, phone="", user=None, resident=None))


def _of(subject: UUID) -> "QuerySet[Enrolment]":
    return Enrolment.objects.filter(Q(user__subject=subject) | Q(resident__subject=subject))
