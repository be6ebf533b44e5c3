"""What is written down about a person, checked in one place for desk, import and births."""

from dataclasses import dataclass, fields, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Resident
from core.exceptions import DomainError
from core.identifiers import read_id_number, read_phone


@dataclass(frozen=True)
class PersonFacts:
    name: str
    gender: str = Resident.Gender.UNKNOWN
    born_on: date | None = None
    id_number: str = ""
    phone: str = ""
    registered_address: str = ""
    residence_kind: str = Resident.Residence.BOTH_HERE
    origin: str = Resident.Origin.LOCAL
    origin_place: str = ""
    is_new_employment: bool = False
    note: str = ""


FACT_NAMES = tuple(field.name for field in fields(PersonFacts))
SENSITIVE_FACTS = frozenset(
    {"name", "born_on", "id_number", "phone", "registered_address", "origin_place", "note"}
)


def facts_of(resident: Resident) -> PersonFacts:
    """As they stand, in clear: for actions only."""
    values = {name: getattr(resident, name) for name in FACT_NAMES}
    for name in ("name", "id_number", "phone", "registered_address", "note"):
        values[name] = values[name].open()
    return PersonFacts(**values)


def read_facts(facts: PersonFacts) -> PersonFacts:
    """The facts in their normal form, or a refusal that names the field and the mend."""
    facts, faults = sift_facts(facts)
    if faults:
        raise faults[0]
    return facts


def sift_facts(facts: PersonFacts) -> tuple[PersonFacts, list[DomainError]]:
    """The facts in their normal form, and all that has to be mended in them."""
    faults = []
    name = "".join(facts.name.split()) if not facts.name.isascii() else facts.name.strip()
    if not name:
        faults.append(DomainError(_("请填姓名"), field="name"))
    phone = _read_phone(facts.phone)
    if isinstance(phone, DomainError):
        faults.append(phone)
        phone = ""
    facts = replace(
        facts,
        name=name,
        phone=phone,
        note=facts.note.strip(),
        registered_address=facts.registered_address.strip(),
        origin_place=facts.origin_place.strip(),
    )
    today = timezone.localdate()
    if facts.born_on and not date(1900, 1, 1) <= facts.born_on <= today:
        faults.append(DomainError(_("出生日期应在 1900 年以后、今天以前"), field="born_on"))
    if facts.id_number.strip():
        facts, more = _with_id_number(facts, today)
        faults += more
    return facts, faults


def _read_phone(text: str) -> str | DomainError:
    if not text.strip():
        return ""
    phone = read_phone(text)
    if phone is None:
        digits = sum(character.isdigit() for character in text)
        return DomainError(
            _("手机号是 11 位，现在是 {count} 位；座机请写区号，如 0851-8888888").format(
                count=digits
            ),
            field="phone",
        )
    return phone


def _with_id_number(facts: PersonFacts, today: date) -> tuple[PersonFacts, list[DomainError]]:
    """The number knows birthday and gender; a contradiction is asked back, not overruled."""
    number = read_id_number(facts.id_number, today=today)
    if number is None:
        wrong = _("身份证号不对：应为 18 位且末位校验相符，请对照证件再看一遍")
        return facts, [DomainError(wrong, field="id_number")]
    faults = []
    if facts.born_on not in {None, number.born}:
        unlike = _(
            "出生日期与身份证号里的不一致，请核对"
        )  # not which: reports are kept, and masked
        faults.append(DomainError(unlike, field="born_on"))
    gender = Resident.Gender.MALE if number.is_male else Resident.Gender.FEMALE
    if facts.gender not in {Resident.Gender.UNKNOWN, gender}:
        faults.append(DomainError(_("性别与身份证号不一致，请核对"), field="gender"))
    facts = replace(facts, id_number=number.value, born_on=number.born, gender=gender)
    return facts, faults
