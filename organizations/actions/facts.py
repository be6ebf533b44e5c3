"""What one says about an organisation, checked as a whole: the forms, the import and the demo
town all come through here."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from communities.actions.guards import clean_text
from core.exceptions import DomainError
from core.identifiers import read_phone, read_uscc
from core.words import listed
from organizations.kinds import (
    CODE_BEGINS,
    FAMILY_OF,
    LEGAL_PERSONS,
    REGISTRATIONS_OF,
    Family,
    Kind,
    Registration,
)
from organizations.models import Organization
from organizations.workflow import Status


@dataclass(frozen=True)
class Facts:
    kind: str
    name: str
    registration: str
    name_en: str = ""
    uscc: str = ""
    filing_number: str = ""
    filing_authority: str = ""
    filed_until: date | None = None
    founded_on: date | None = None
    source: str = Organization.Source.HOME_GROWN
    is_hub: bool = False
    sector: Organization | None = None
    address: str = ""
    address_en: str = ""
    telephone: str = ""
    introduction: str = ""
    introduction_en: str = ""

    @property
    def family(self) -> Family:
        return FAMILY_OF[self.kind]

    def as_values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FACT_NAMES} | {"family": self.family}


FACT_NAMES = tuple(field.name for field in fields(Facts))


def facts_of(organization: Organization) -> Facts:
    return Facts(**{name: getattr(organization, name) for name in FACT_NAMES})


def read_facts(facts: Facts) -> Facts:
    """As it is kept, or a refusal that says which field to mend."""
    facts, faults = sift_facts(facts)
    if faults:
        raise faults[0]
    return facts


def sift_facts(facts: Facts) -> tuple[Facts, list[DomainError]]:
    """As it is kept, and all that has to be mended in it."""
    if facts.kind not in FAMILY_OF:
        return facts, [DomainError(_("请选种类"), field="kind")]
    faults = [] if facts.name.strip() else [DomainError(_("请写名称"), field="name")]
    faults += _registration_faults(facts)
    values: dict[str, Any] = {}
    for name, read in (("uscc", _code), ("telephone", _telephone)):
        try:
            values[name] = read(facts)
        except DomainError as refusal:
            faults.append(refusal)
    for name in ("name", "name_en", "filing_number", "filing_authority", "address", "address_en"):
        values[name] = getattr(facts, name).strip()
    for name in ("introduction", "introduction_en"):
        values[name] = clean_text(getattr(facts, name), field=name)
    if facts.registration != Registration.FILED:
        values |= {"filing_number": "", "filing_authority": "", "filed_until": None}
    if facts.sector is not None and not _leads_a_sector(facts.sector):
        faults.append(DomainError(_("所属行业党委要从在册的行业党委里选"), field="sector"))
    return replace(facts, **values), faults


def differences(before: Facts, after: Facts) -> dict[str, list[Any]]:
    """Old and new of what changed, for the history."""
    return {
        name: [_plain(getattr(before, name)), _plain(getattr(after, name))]
        for name in FACT_NAMES
        if getattr(before, name) != getattr(after, name)
    }


def _registration_faults(facts: Facts) -> Iterator[DomainError]:
    allowed = REGISTRATIONS_OF[facts.family]
    if facts.registration not in allowed:
        choices = listed(each.label for each in allowed)
        yield DomainError(
            _("“%(family)s”的登记情况只能是：%(choices)s")
            % {"family": facts.family.label, "choices": choices},
            field="registration",
        )
    elif facts.kind in LEGAL_PERSONS and facts.registration != Registration.REGISTERED:
        yield DomainError(
            _("“%(kind)s”要在民政部门登记过才是；没登记的请选社区社会组织的种类")
            % {"kind": Kind(facts.kind).label},
            field="registration",
        )
    elif facts.registration == Registration.FILED:
        yield from _filing_faults(facts)


def _filing_faults(facts: Facts) -> Iterator[DomainError]:
    if not facts.filing_number.strip():
        yield DomainError(_("备案的要写备案编号"), field="filing_number")
    if not facts.filing_authority.strip():
        yield DomainError(_("请写备案机关，如“双水街道办事处”"), field="filing_authority")
    if facts.filed_until is None:
        yield DomainError(_("备案的要写有效期到哪天"), field="filed_until")


def _code(facts: Facts) -> str:
    if not facts.uscc.strip():
        if facts.registration == Registration.REGISTERED:
            raise DomainError(_("登记过的要写统一社会信用代码"), field="uscc")
        return ""
    code = read_uscc(facts.uscc)
    if code is None:
        raise DomainError(
            _("统一社会信用代码校验不符，至少有一位写错了，请对照证书逐位核对"), field="uscc"
        )
    begins = CODE_BEGINS.get(facts.kind)
    if begins and not code.startswith(begins):
        raise DomainError(
            _("“%(kind)s”的代码应以 %(begins)s 开头，请核对代码或种类")
            % {"kind": Kind(facts.kind).label, "begins": begins},
            field="uscc",
        )
    return code


def _telephone(facts: Facts) -> str:
    if not facts.telephone.strip():
        return ""
    phone = read_phone(facts.telephone)
    if phone is None:
        raise DomainError(_("电话号码不对：座机写区号，如 0858-8888888"), field="telephone")
    return phone


def _leads_a_sector(unit: Organization) -> bool:
    return unit.kind == Kind.SECTOR_COMMITTEE and unit.status != Status.CLOSED


def _plain(value: Any) -> Any:
    if isinstance(value, Organization):
        return value.name
    return value if isinstance(value, str | bool | None) else str(value)
