"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from charity.models import Donor, Gift, HandOutLine
from charity.workflow import GONE
from communities.models import Resident
from core.models.numbers import forget_numbers
from core.personal import Declared

_LAW = _("履行法定义务（慈善法：捐赠票据和捐赠人查询）")
_KEEP = _("最后一笔捐赠之后 10 年，同会计凭证一起")

PERSONAL_FIELDS = {
    "charity.Donor": dict.fromkeys(
        ("name", "phone"), Declared(_("开捐赠票据，告诉捐赠人用在了哪里"), _LAW, _KEEP)
    ),
    "charity.Gift": {
        "numbers": Declared(_("核对捐赠内容和原因里写到的号码"), _LAW, _("结束或收到后 1 年"))
    },
    "charity.HandOutLine": dict.fromkeys(
        ("name", "where", "proxy"),
        Declared(_("发放物资时核对领取人"), _("履行社区服务的法定职责"), _("发放后 3 年")),
    ),
    "charity.StockMovement": {
        "numbers": Declared(
            _("核对用途里写到的号码"), _("履行社区服务的法定职责"), _("同出入库账一起")
        )
    },
}

YEARS = 10
NAMELESS = "已注销"  # data: what stands in the register
"""What stands for a person whose time is over: his gift stays in the books."""


def export_person(subject: UUID) -> dict[str, Any]:
    rows = Gift.objects.filter(donor__in=_donors(subject)).select_related("organization", "donor")
    return {
        "gifts": [
            {
                "number": gift.number,
                "name": gift.donor.name.open() if gift.donor else "",
                "unit": gift.donor.unit_name if gift.donor else "",
                "to": gift.organization.name,
                "what": gift.what,
                "amount": str(gift.amount) if gift.amount is not None else None,
                "offered_on": gift.offered_on.isoformat(),
                "status": gift.status,
                "receipt_number": gift.receipt_number,
            }
            for gift in rows.order_by("pk")
        ],
        "handouts": [
            {
                "title": line.handout.title,
                "on": line.handout.held_on.isoformat(),
                "name": line.name.open(),
                "where": line.where.open(),
                "taken": line.taken_at is not None,
                "proxy": line.proxy.open(),
            }
            for line in _lines(subject).select_related("handout").order_by("pk")
        ],
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """Vouchers are kept by law; who wants to be forgotten loses name and number all the same
    where no receipt names him."""
    free = _donors(subject).exclude(gifts__receipt_number__gt="")
    return {"donors": _forget(free), "handouts": _unname(_lines(subject))}


def expire(today: date) -> dict[str, int]:
    """Ten years after the last gift nobody asks for a receipt any more."""
    long_ago = today.replace(year=today.year - YEARS, day=min(today.day, 28))
    recent = Gift.objects.filter(offered_on__gte=long_ago).values("donor_id")
    due = Donor.objects.exclude(pk__in=recent).filter(gifts__isnull=False)
    last_year = today.replace(year=today.year - 1, day=min(today.day, 28))
    over = Gift.objects.filter(status__in=GONE, ended_on__lt=last_year)
    here = Gift.objects.filter(status="received", received_on__lt=last_year)
    three_years = today.replace(year=today.year - 3, day=min(today.day, 28))
    lines = HandOutLine.objects.kept_longer_than(three_years)
    numbers = forget_numbers(over) + forget_numbers(here)
    return {"donors": _forget(due), "numbers": numbers, "handouts": _unname(lines)}


def _forget(rows: "QuerySet[Donor]") -> int:
    found = rows.exclude(name=NAMELESS).values("pk")
    return int(
        Donor.objects.filter(pk__in=list(found.values_list("pk", flat=True).distinct())).update(
            name=NAMELESS, phone="", phone_index=""
        )
    )


def _unname(rows: "QuerySet[HandOutLine]") -> int:
    """The share went out of the storeroom; to whom is forgotten."""
    found = rows.exclude(name=NAMELESS)
    return int(found.update(name=NAMELESS, where="", proxy="", resident=None))


def _lines(subject: UUID) -> "QuerySet[HandOutLine]":
    return HandOutLine.objects.filter(resident__subject=subject)


def _donors(subject: UUID) -> "QuerySet[Donor]":
    """A donor has no record of his own here: his number is what names him."""
    numbers = {
        *User.objects.filter(subject=subject).values_list("phone_index", flat=True),
        *Resident.objects.filter(subject=subject).values_list("phone_index", flat=True),
    } - {"", None}
    return Donor.objects.filter(phone_index__in=numbers)
