"""Before words go out under a place's name: nobody of it is named there, and there is no number."""

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from charity.actions.naming import SHORTEST, has_numbers
from charity.models import AidRecord, Donor, FundMember, HandOutLine
from communities.models import Area, Level, Resident
from core.exceptions import DomainError
from core.words import listed
from organizations.models import SocialWorker
from volunteers.models import Volunteer

NAMED = (
    (Resident, "name"),
    (Volunteer, "name"),
    (SocialWorker, "name"),
    (Donor, "name"),
    (FundMember, "name"),
    (AidRecord, "name"),
    (HandOutLine, "name"),
)
"""Wherever somebody's name stands beside the community he belongs to."""
SHOWN = 5


def refuse_names(text: str, area: Area, *, field: str) -> None:
    """Of all communities of the place, whose names the database looks for."""
    if not text.strip():
        return
    if has_numbers(text):
        raise DomainError(_("里面有电话或证件号，请去掉"), code="numbers", field=field)
    places = Area.objects.under(area).filter(level=Level.COMMUNITY).values("pk")
    found: set[str] = set()
    for model, column in NAMED:
        found |= _found(model, column, text, places)
    if found:
        names = listed(sorted(found)[:SHOWN])
        said = _("报告不写人名，请去掉：{names}").format(names=names)
        raise DomainError(said, code="named", field=field)


def _found(model: Any, column: str, text: str, places: Any) -> set[str]:
    rows = model._default_manager.filter(community__in=places)
    rows = rows.annotate(length=Length(column), said=Value(text))
    found = rows.filter(length__gte=SHORTEST, said__contains=F(column))
    return {name.open() for name in found.values_list(column, flat=True).distinct()}
