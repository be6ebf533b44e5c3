"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Resident
from core.models.numbers import forget_numbers
from core.personal import Declared
from points.models import Account, Posting, Record, Redemption
from points.workflow import OPEN

_BASIS = _("本人自愿参加家庭积分")

PERSONAL_FIELDS = {
    "points.Record": {
        "numbers": Declared(_("核对事由和申诉里写到的号码"), _BASIS, _("办结后 1 年"))
    },
    "points.ShelfMovement": {
        "numbers": Declared(
            _("核对用途里写到的号码"), _("履行社区服务的法定职责"), _("同出入库账一起")
        )
    },
    "points.Posting": {"numbers": Declared(_("核对说明里写到的号码"), _BASIS, _("同积分账一起"))},
}


def export_person(subject: UUID) -> dict[str, Any]:
    """Of the household he lives in now."""
    rows = Posting.objects.filter(account__in=_accounts(subject)).select_related("rule")
    records = Record.objects.filter(account__in=_accounts(subject)).select_related("rule")
    return {
        "postings": [
            {
                "on": row.happened_on.isoformat(),
                "kind": row.kind,
                "points": row.points,
                "why": row.explained,
            }
            for row in rows.order_by("pk")
        ],
        "redemptions": [
            {
                "on": row.asked_at.date().isoformat(),
                "what": str(row),
                "points": row.points,
                "status": row.status,
            }
            for row in Redemption.objects.filter(account__in=_accounts(subject))
            .select_related("item")
            .order_by("pk")
        ],
        "records": [
            {
                "number": row.number,
                "on": row.happened_on.isoformat(),
                "rule": row.rule.name,
                "evidence": row.evidence,
                "status": row.status,
                "appeal": row.appeal,
                "answer": row.appeal_answer,
            }
            for row in records.order_by("pk")
        ],
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """The books are the household's and name nobody; numbers in its records go."""
    return {"records": forget_numbers(Record.objects.filter(account__in=_accounts(subject)))}


def expire(today: date) -> dict[str, int]:
    last_year = today.replace(year=today.year - 1, day=min(today.day, 28))
    over = Record.objects.exclude(status__in=OPEN).filter(recorded_at__date__lt=last_year)
    return {"numbers": forget_numbers(over)}


def _accounts(subject: UUID) -> "QuerySet[Account]":
    homes = Resident.objects.filter(subject=subject, household__isnull=False)
    return Account.objects.filter(household__in=homes.values("household_id"))
