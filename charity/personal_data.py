"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from charity import programme_personal
from charity.models import AidRecord, Donor, FundMember, Gift, HandOutLine, Loan
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
        "numbers": Declared(_("核对捐赠内容和原因里写到的号码"), _LAW, _("结束或收到后 1 年")),
        "brought_by": Declared(
            _("知道资源是谁牵的线，好谢谢他"),
            _("履行社区服务的法定职责；告诉捐赠人要他同意"),
            _("结束或收到后 3 年"),
        ),
    },
    "charity.AidRecord": {
        **dict.fromkeys(
            ("name", "where"),
            Declared(_("核对受助人，公开时隐去"), _("履行社区服务的法定职责"), _("提出后 10 年")),
        ),
        "numbers": Declared(
            _("核对依据里写到的号码"), _("履行社区服务的法定职责"), _("提出后 1 年")
        ),
    },
    "charity.Allocation": {
        "numbers": Declared(
            _("核对用途里写到的号码"), _("履行社区服务的法定职责"), _("同捐赠账一起")
        )
    },
    "charity.HandOutLine": dict.fromkeys(
        ("name", "where", "proxy"),
        Declared(_("发放物资时核对领取人"), _("履行社区服务的法定职责"), _("发放后 3 年")),
    ),
    "charity.BookLine": {
        "numbers": Declared(_("核对摘要里写到的号码"), _LAW, _("同托管单位的账一起")),
    },
    "charity.CampaignReport": {
        "signed": Declared(_("报告由谁公布，写全名"), _LAW, _("同公布的报告一起")),
    },
    "charity.FundEnding": {
        "numbers": Declared(_("核对终止决议里写到的号码"), _LAW, _("同托管单位的账一起")),
    },
    "charity.FundMember": {
        "name": Declared(_("公开基金由谁决定，只写姓"), _LAW, _("离任后 3 年")),
    },
    "charity.FundProposal": {
        "numbers": Declared(_("核对议案里写到的号码"), _LAW, _("同托管单位的账一起")),
    },
    "charity.FundRelease": {
        "signed": Declared(_("季报由谁公布，写全名"), _LAW, _("同公布的季报一起")),
    },
    "charity.FundReport": {
        "numbers": Declared(_("核对说明里写到的号码"), _LAW, _("同公布的季报一起")),
    },
    **{
        f"charity.{name}": {
            "numbers": Declared(_("核对社区收支里写到的号码"), _LAW, _("同社区收支账一起"))
        }
        for name in ("IdleAsset", "Income", "PotLine", "SharingRule")
    },
    "charity.YearlyAccount": {
        "signed": Declared(_("年度收支由谁公布，写全名"), _LAW, _("同公示一起")),
    },
    "charity.Loan": {
        **dict.fromkeys(
            ("name", "phone", "condition"),
            Declared(_("知道东西在谁手里，催还"), _("履行社区服务的法定职责"), _("归还后 1 年")),
        ),
        "numbers": Declared(
            _("核对归还情况里写到的号码"), _("履行社区服务的法定职责"), _("归还后 1 年")
        ),
    },
    **programme_personal.PERSONAL_FIELDS,
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
        "meals": programme_personal.export_of(subject),
        "plots": programme_personal.plots_of(subject),
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
        "brought": [
            {
                "number": gift.number,
                "name": gift.brought_by.open(),
                "as": gift.brought_as,
                "what": gift.what,
                "offered_on": gift.offered_on.isoformat(),
                "donor_may_know": gift.brought_agreed,
            }
            for gift in _brought(subject).order_by("pk")
        ],
        "aid": [
            {
                "number": row.number,
                "kind": row.kind,
                "name": row.name.open(),
                "where": row.where.open(),
                "share": row.share,
                "ground": row.ground,
                "status": row.status,
                "on": row.proposed_on.isoformat(),
            }
            for row in _aid(subject).select_related("gift").order_by("pk")
        ],
        "loans": [
            {
                "thing": loan.thing.name,
                "name": loan.name.open(),
                "lent_on": loan.lent_on.isoformat(),
                "due_on": loan.due_on.isoformat(),
                "returned_on": loan.returned_on.isoformat() if loan.returned_on else None,
            }
            for loan in _loans(subject).select_related("thing").order_by("pk")
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
    handouts, aid = _unname(_lines(subject)), _unname_aid(_aid(subject))
    loans = _unname_loans(_loans(subject).filter(returned_on__isnull=False))
    return {
        "donors": _forget(free),
        "brought": _unname_bringer(_brought(subject)),
        "handouts": handouts,
        "aid": aid,
        "loans": loans,
        "diners": programme_personal.erase(subject),
    }


def expire(today: date) -> dict[str, int]:
    """Ten years after the last gift nobody asks for a receipt any more."""
    long_ago = today.replace(year=today.year - YEARS, day=min(today.day, 28))
    recent = Gift.objects.filter(offered_on__gte=long_ago).values("donor_id")
    due = Donor.objects.exclude(pk__in=recent).filter(gifts__isnull=False)
    last_year = today.replace(year=today.year - 1, day=min(today.day, 28))
    over = Gift.objects.filter(status__in=GONE, ended_on__lt=last_year)
    here = Gift.objects.filter(status="received", received_on__lt=last_year)
    three_years = today.replace(year=today.year - 3, day=min(today.day, 28))
    long_over = Q(received_on__lt=three_years) | Q(ended_on__lt=three_years)
    lines = HandOutLine.objects.kept_longer_than(three_years)
    aid = AidRecord.objects.all()
    numbers = forget_numbers(over) + forget_numbers(here)
    numbers += forget_numbers(aid.ended_before(last_year))
    return {
        "donors": _forget(due),
        "brought": _unname_bringer(Gift.objects.filter(long_over)),
        "numbers": numbers,
        "handouts": _unname(lines),
        "aid": _unname_aid(aid.ended_before(long_ago)),
        "loans": _unname_loans(Loan.objects.back_before(last_year)),
        "diners": programme_personal.expire(last_year),
        "fund_members": _unseat(FundMember.objects.filter(left_on__lt=three_years)),
    }


def _forget(rows: "QuerySet[Donor]") -> int:
    found = rows.exclude(name=NAMELESS).values("pk")
    return int(
        Donor.objects.filter(pk__in=list(found.values_list("pk", flat=True).distinct())).update(
            name=NAMELESS, phone="", phone_index=""
        )
    )


def _unname_bringer(rows: "QuerySet[Gift]") -> int:
    """That somebody brought it in stays, and what he was; who is forgotten, and told no more."""
    found = rows.exclude(brought_as="").exclude(brought_by=NAMELESS)
    return int(found.update(brought_by=NAMELESS, brought_resident=None, brought_agreed=False))


def _unname(rows: "QuerySet[HandOutLine]") -> int:
    """The share went out of the storeroom; to whom is forgotten."""
    found = rows.exclude(name=NAMELESS)
    return int(found.update(name=NAMELESS, where="", proxy="", resident=None))


def _unname_loans(rows: "QuerySet[Loan]") -> int:
    """That it was lent stays; to whom is forgotten once it is back."""
    said = {"name": NAMELESS, "phone": "", "phone_index": "", "numbers": "", "resident": None}
    return int(rows.exclude(name=NAMELESS).update(**said))


def _unseat(rows: "QuerySet[FundMember]") -> int:
    """That the seat was taken stays; by whom is forgotten."""
    return int(rows.exclude(name=NAMELESS).update(name=NAMELESS))


def _loans(subject: UUID) -> "QuerySet[Loan]":
    return Loan.objects.filter(resident__subject=subject)


def _unname_aid(rows: "QuerySet[AidRecord]") -> int:
    """What was decided and signed for stays in the books; for whom is forgotten."""
    return int(rows.exclude(name=NAMELESS).update(name=NAMELESS, where="", resident=None))


def _brought(subject: UUID) -> "QuerySet[Gift]":
    return Gift.objects.filter(brought_resident__subject=subject)


def _aid(subject: UUID) -> "QuerySet[AidRecord]":
    return AidRecord.objects.filter(resident__subject=subject)


def _lines(subject: UUID) -> "QuerySet[HandOutLine]":
    return HandOutLine.objects.filter(resident__subject=subject)


def _donors(subject: UUID) -> "QuerySet[Donor]":
    """A donor has no record of his own here: his number is what names him."""
    numbers = {
        *User.objects.filter(subject=subject).values_list("phone_index", flat=True),
        *Resident.objects.filter(subject=subject).values_list("phone_index", flat=True),
    } - {"", None}
    return Donor.objects.filter(phone_index__in=numbers)
