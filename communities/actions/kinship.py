"""Birth and marriage: what must be true between the people before it is written down."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from communities import relations
from communities.actions.facts import PersonFacts
from communities.models import Household, Resident, ResidentStatus
from core.exceptions import DomainError

MAY_MARRY_AT = {Resident.Gender.MALE: 22, Resident.Gender.FEMALE: 20, Resident.Gender.UNKNOWN: 20}
"""Civil Code, article 1047."""
BIRTH_WITHIN = 6
"""Years. Who is older was born before and comes from somewhere: by moving in, or by a list."""
PARENT_OLDER_BY = 14


def check_birth(facts: PersonFacts, parent: Resident) -> None:
    """Of facts in their normal form: a day of birth is known and is not in the future."""
    if facts.born_on is None:
        raise DomainError(_("请填孩子的出生日期"), field="born_on")
    today, born = timezone.localdate(), facts.born_on
    if (born.year + BIRTH_WITHIN, born.month, born.day) <= (today.year, today.month, today.day):
        raise DomainError(
            _(
                "这里只登记新生儿：补登也只到 {years} 周岁以前。"
                "更大的孩子请在户的页面用“登记住户”，或导入名册"
            ).format(years=BIRTH_WITHIN),
            code="not_newborn",
            field="born_on",
        )
    age = parent.age_on(born)
    if age is not None and age < PARENT_OLDER_BY:
        raise DomainError(
            _("父母应比孩子大 {years} 岁以上，请核对出生日期").format(years=PARENT_OLDER_BY),
            code="parent_too_young",
            field="born_on",
        )


def may_marry(resident: Resident, day: date) -> bool:
    age = resident.age_on(day)
    return age is None or age >= MAY_MARRY_AT[Resident.Gender(resident.gender)]


def check_partner(partner: Resident, household: Household, day: date) -> None:
    """Whom somebody marries there: an adult of that household whose husband or wife is not."""
    if partner.household_id != household.pk or partner.status != ResidentStatus.PRESENT:
        raise DomainError(_("请写这一户在册的人"), field="spouse")
    if not may_marry(partner, day):
        raise DomainError(
            _("对方没有到法定婚龄（男 22 周岁、女 20 周岁）"), code="too_young", field="spouse"
        )
    if _is_married(partner, household.members.present()):
        raise DomainError(_("他在这一户已有配偶，请核对是与谁结婚"), code="married", field="spouse")


def refuse_second_spouse(household: Household, relation: str) -> None:
    if relation.strip() in relations.SPOUSES and has_spouse(household):
        raise DomainError(
            _("这一户的户代表已有配偶，请核对关系；儿媳、女婿请照实写"),
            code="second_spouse",
            field="relation_to_head",
        )


def has_spouse(household: Household) -> bool:
    """Whether somebody stands there as husband or wife of the head."""
    there = household.members.present().filter(is_head=False)
    return there.filter(relation_to_head__in=relations.SPOUSES).exists()


def _is_married(person: Resident, members: Iterable[Resident]) -> bool:
    """As far as the words tell: of two sons and one daughter-in-law, one may still marry."""
    words = [member.relation_to_head for member in members if not member.is_head]
    word = person.relation_to_head
    if person.is_head or word in relations.SPOUSES:
        return any(other in relations.SPOUSES for other in words)
    in_laws = {relations.SON_IN_LAW, relations.DAUGHTER_IN_LAW}
    if word in in_laws:
        return any(relations.of_spouse(member) == word for member in members)
    if (spouse := relations.of_spouse(person)) in in_laws:
        brothers = [member for member in members if relations.of_spouse(member) == spouse]
        return words.count(spouse) >= len(brothers)
    return any(word in pair and set(pair) <= set(words) for pair in relations.COUPLES)
