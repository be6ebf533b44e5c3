"""What one says about a gift, checked as a whole: the forms, the import and the demo town all
come through here."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from charity.models import Campaign, Gift, Purpose, Resource
from charity.models.gifts import Donor
from core.exceptions import DomainError
from core.identifiers import read_phone


@dataclass(frozen=True)
class GiftFacts:
    resource: str
    what: str
    amount: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    purpose: str = Purpose.ANY
    restriction: str = ""
    use_from: date | None = None
    use_until: date | None = None
    agreement_number: str = ""
    is_anonymous: bool = False
    receipt_waived: bool = False
    offered_on: date | None = None
    campaign: Campaign | None = None


FACT_NAMES = tuple(each.name for each in fields(GiftFacts))


@dataclass(frozen=True)
class DonorFacts:
    """Neither name: he would not say who he is."""

    unit_name: str = ""
    name: str = ""
    phone: str = ""

    @property
    def is_nobody(self) -> bool:
        return not self.unit_name and not self.name


def facts_of(gift: Gift) -> dict[str, Any]:
    return {name: getattr(gift, name) for name in FACT_NAMES}


def write_facts(gift: Gift, facts: GiftFacts) -> None:
    """Onto the row, or a refusal that names the field."""
    if facts.resource not in Resource.values:
        raise DomainError(_("请选类别"), field="resource")
    if not facts.what.strip():
        raise DomainError(_("请写捐了什么"), field="what")
    for name in FACT_NAMES:
        value = getattr(facts, name)
        setattr(gift, name, value.strip() if isinstance(value, str) else value)
    gift.offered_on = facts.offered_on or timezone.localdate()
    if gift.offered_on > timezone.localdate():
        raise DomainError(_("提出日期在今天以后"), field="offered_on")
    _worth(gift)
    if gift.purpose == Purpose.OTHER and not gift.restriction:
        raise DomainError(_("请写明用在哪里"), field="restriction")
    if gift.use_from and gift.use_until and gift.use_until < gift.use_from:
        raise DomainError(_("结束日期在开始之前"), field="use_until")


def _worth(gift: Gift) -> None:
    if gift.amount is not None and gift.amount <= 0:
        raise DomainError(_("金额要大于零"), field="amount")
    if gift.quantity is not None and gift.quantity <= 0:
        raise DomainError(_("数量要大于零"), field="quantity")
    if gift.resource == Resource.MONEY:
        if gift.amount is None:
            raise DomainError(_("资金要写金额"), field="amount")
        gift.quantity, gift.unit = None, ""
    elif gift.resource == Resource.GOODS and (gift.quantity is None or not gift.unit):
        raise DomainError(_("物资要写数量和单位，如 200 袋"), field="quantity")
    elif gift.quantity is not None and not gift.unit:
        raise DomainError(_("请写计量单位，如：小时、次、天"), field="unit")


def read_donor(facts: DonorFacts) -> DonorFacts:
    phone = facts.phone.strip()
    if phone and (phone := read_phone(phone) or "") == "":
        raise DomainError(_("请写手机号，或带区号的座机"), field="phone")
    name = "".join(facts.name.split())
    if facts.is_nobody and phone:
        raise DomainError(_("写了电话，请写姓名；不留名的不写电话"), field="donor_name")
    return DonorFacts(unit_name=facts.unit_name.strip(), name=name, phone=phone)


def kind_of(facts: DonorFacts) -> str:
    return Donor.Kind.UNIT if facts.unit_name else Donor.Kind.PERSON
