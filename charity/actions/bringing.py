"""Who brought a gift in, written onto its row: a name with what he is, and of an organisation's
person the organisation."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from charity.actions.called import residents_called
from charity.models import Gift
from charity.models.bringing import LIVES_HERE, BroughtBy
from core.exceptions import DomainError
from organizations.models import Organization

FIELDS = ("brought_as", "brought_by", "brought_unit", "brought_resident", "brought_agreed")


@dataclass(frozen=True)
class Bringer:
    """Nothing said: nobody, or nobody knows."""

    brought_as: str = ""
    brought_by: str = ""
    brought_unit: Organization | None = None
    brought_agreed: bool = False


NOBODY = Bringer()


def read(said: Bringer) -> Bringer:
    """As a whole, or a refusal that names the field."""
    said = replace(said, brought_by="".join(said.brought_by.split()))
    if said == NOBODY:
        return said
    if said.brought_as not in BroughtBy.values:
        raise DomainError(_("请选牵线的是什么人"), field="brought_as")
    if not said.brought_by:
        raise DomainError(_("请写牵线人的姓名"), field="brought_by")
    of_a_unit = said.brought_as == BroughtBy.ORGANIZATION
    if of_a_unit and said.brought_unit is None:
        raise DomainError(_("请选他是哪个组织或单位的"), field="brought_unit")
    if said.brought_unit is not None and not of_a_unit:
        raise DomainError(_("只有组织或单位的人才写单位"), field="brought_unit")
    return said


def write(gift: Gift, said: Bringer) -> None:
    said = read(said)
    gift.brought_as, gift.brought_by = said.brought_as, said.brought_by
    gift.brought_unit, gift.brought_agreed = said.brought_unit, said.brought_agreed
    gift.brought_resident = None
    if said.brought_as in LIVES_HERE:
        called = residents_called(gift.community, {said.brought_by})
        gift.brought_resident = called.get(said.brought_by)
