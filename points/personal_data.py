"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Resident
from core.models.numbers import forget_numbers
from core.personal import Declared
from points.models import Account, IncentiveGrant, Posting, PublicityLine, Record, Redemption
from points.models.incentives import GrantQuerySet
from points.models.ledger import AccountQuerySet
from points.workflow import OPEN

_BASIS = _("本人自愿参加家庭积分")

NAMELESS = "已注销"  # data: what stands in the register

PERSONAL_FIELDS = {
    "points.Record": {
        "numbers": Declared(_("核对事由和申诉里写到的号码"), _BASIS, _("办结后 1 年"))
    },
    "points.IncentiveGrant": {
        "name": Declared(_("激励给了谁，只在服务台看得到"), _("本人申请激励"), _("办结后 3 年"))
    },
    "points.PublicityRelease": {
        "signed": Declared(_("积分公示由谁公布，写全名"), _BASIS, _("同公布的公示一起"))
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
                "on": timezone.localdate(row.asked_at).isoformat(),
                "what": str(row),
                "points": row.points,
                "status": row.status,
                "brought_home": row.brought_home,
            }
            for row in Redemption.objects.filter(account__in=_accounts(subject))
            .select_related("item")
            .order_by("pk")
        ],
        "incentives": [
            {
                "number": row.number,
                "policy": row.policy.name,
                "why": row.why,
                "status": row.status,
                "yuan": str(row.yuan),
                "delivery": row.delivery,
            }
            for row in _grants(subject).select_related("policy").order_by("pk")
        ],
        "published": [
            {
                "month": line.release.month.isoformat(),
                "given": line.given,
                "taken": line.taken,
            }
            for line in PublicityLine.objects.filter(account__in=_accounts(subject).listed())
            .select_related("release")
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
    """The books are the household's and name nobody; numbers in its records go. That a policy paid
    stays; to whom is forgotten."""
    return {
        "records": forget_numbers(Record.objects.filter(account__in=_accounts(subject))),
        "incentives": _unname(_grants(subject)),
    }


def expire(today: date) -> dict[str, int]:
    last_year = today.replace(year=today.year - 1, day=min(today.day, 28))
    over = Record.objects.exclude(status__in=OPEN).filter(recorded_at__date__lt=last_year)
    three_years = today.replace(year=today.year - 3, day=min(today.day, 28))
    done = IncentiveGrant.objects.exclude(status__in=["pending", "approved"])
    return {
        "numbers": forget_numbers(over),
        "incentives": _unname(done.filter(recorded_at__date__lt=three_years)),
    }


def _accounts(subject: UUID) -> AccountQuerySet:
    homes = Resident.objects.filter(subject=subject, household__isnull=False)
    return Account.objects.filter(household__in=homes.values("household_id"))


def _grants(subject: UUID) -> GrantQuerySet:
    return IncentiveGrant.objects.filter(user__subject=subject)


def _unname(rows: GrantQuerySet) -> int:
    return int(rows.exclude(name=NAMELESS).update(name=NAMELESS, user=None))
