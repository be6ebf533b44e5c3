"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.actions import portraits
from activities.models import ChildCard, Enrolment, Feedback, Pickup
from activities.workflow import LIVE, Status
from core.personal import Declared

_SEPARATE = _("监护人的单独同意")
PERSONAL_FIELDS = {
    "activities.Enrolment": dict.fromkeys(
        ("name", "phone"),
        Declared(
            _("留出名额，活动有变动时通知到人"), _("履行社区服务的法定职责"), _("活动结束后 1 年")
        ),
    ),
    "activities.ChildCard": {
        **dict.fromkeys(
            ("name", "guardian", "guardian_name", "phone", "phone_index"),
            Declared(_("看护孩子，有事马上打给监护人"), _("监护人给孩子报名"), _("半年没来就删")),
        ),
        "remark": Declared(_("过敏、用药，当天的老师要当心"), _SEPARATE, _("半年没来就删")),
    },
    "activities.Pickup": dict.fromkeys(
        ("name", "phone"),
        Declared(_("只把孩子交到监护人同意的人手里"), _("监护人给孩子报名"), _("到期后 90 天")),
    ),
}
PERSONAL_FIELDS["activities.Feedback"] = {
    "words": Declared(_("办活动的人知道哪里要改"), _("本人自愿说的"), _("活动结束后 1 年"))
}
CARD_DAYS, PICKUP_DAYS = 183, 90

NAMELESS = "已注销"  # data: what stands in the register


def export_person(subject: UUID) -> dict[str, Any]:
    rows = (
        _of(subject).select_related("activity", "attendance", "feedback", "portrait").order_by("pk")
    )
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
                "photos_agreed": row.lets_show,
                "grade": row.said.grade if row.said else None,
                "words": row.said.words.open() if row.said else "",
            }
            for row in rows
        ],
        "children": [_said(card) for card in _cards_of(subject).prefetch_related("pickups")],
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """That somebody came is still counted; who it was is forgotten, at once."""
    return {"activities": _unname(_of(subject)), "children": _forget(_cards_of(subject))}


def expire(today: date) -> dict[str, int]:
    last_year = today.replace(year=today.year - 1, day=min(today.day, 28))
    old = Pickup.objects.over_before(today - timedelta(days=PICKUP_DAYS)).exclude(name=NAMELESS)
    return {
        "activities": _unname(Enrolment.objects.kept_longer_than(last_year)),
        "children": _forget(ChildCard.objects.unused_since(today - timedelta(days=CARD_DAYS))),
        "pickups": old.update(name=NAMELESS, phone=""),
    }


def _unname(rows: "QuerySet[Enrolment]") -> int:
    """Who waits or was offered a place in something to come gives it back by being forgotten."""
    named = rows.exclude(name=NAMELESS)
    portraits.forget(named)
    Feedback.objects.filter(enrolment__in=named.values("pk")).update(words="")
    ahead = named.filter(status__in=LIVE, activity__status=Status.PUBLISHED)
    freed = ahead.update(
        status="left", seat=None, answer_by=None, name=NAMELESS, phone="", user=None, resident=None
    )
    return int(freed) + int(named.update(name=NAMELESS, phone="", user=None, resident=None))


def _of(subject: UUID) -> "QuerySet[Enrolment]":
    return Enrolment.objects.filter(Q(user__subject=subject) | Q(resident__subject=subject))


def _said(card: ChildCard) -> dict[str, Any]:
    return {
        "child": card.name.open(),
        "guardian": card.guardian_name.open(),
        "phone": card.phone.open(),
        "remark": card.remark.open(),
        "may_fetch": [
            {
                "name": each.name.open(),
                "phone": each.phone.open(),
                "from": each.valid_from.isoformat(),
                "to": each.valid_to.isoformat(),
            }
            for each in card.pickups.all()
        ],
    }


def _forget(cards: "QuerySet[ChildCard]") -> int:
    """That a child was handed over stays; whose, to whom, and what to beware of, goes."""
    keys = list(cards.exclude(name=NAMELESS).values_list("pk", flat=True))
    now = timezone.now()
    Pickup.objects.filter(card__in=keys).update(name=NAMELESS, phone="", revoked_at=now)
    rows = ChildCard.objects.filter(pk__in=keys)
    return int(
        rows.update(
            name=NAMELESS, guardian_name=NAMELESS, phone="", phone_index="", remark="",
            remark_agreed_at=None, guardian=None, resident=None,
        )
    )  # fmt: skip


def _cards_of(subject: UUID) -> "QuerySet[ChildCard]":
    return ChildCard.objects.filter(Q(guardian__subject=subject) | Q(resident__subject=subject))
