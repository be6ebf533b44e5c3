"""Before a text is read by everybody: whose name stands in it, and is there a number."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from charity.models import AidRecord, Donor, FundMember, HandOutLine
from communities.models import Area, Resident
from core.exceptions import DomainError
from core.masking import redact_free_text

BETWEEN = "、"  # data: between the things one counts up
SHORTEST = 2
"""One character is in every text."""


@dataclass(frozen=True)
class Names:
    """Found in a text: whoever was helped is never named; of others somebody says that it is
    meant."""

    helped: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def names_in(text: str, community: Area) -> Names:
    """Of everybody in the registers of the place whose name stands in the text."""
    seated = set(_found(FundMember.objects.filter(community=community), text))
    aid = _found(AidRecord.objects.filter(community=community), text)
    listed = _found(HandOutLine.objects.filter(community=community), text)
    helped = {*aid, *listed} - seated
    donors = _found(Donor.objects.filter(community=community), text)
    residents = _found(Resident.objects.filter(community=community), text)
    others = {*donors, *residents, *seated} - helped
    return Names(tuple(sorted(helped)), tuple(sorted(others)))


def has_numbers(text: str) -> bool:
    """Of a telephone or an ID card, in clear or as the mask that stands for a sealed one."""
    return bool(redact_free_text(text)[1]) or "*" in text


def refuse_names(text: str, community: Area, *, field: str) -> None:
    """Of a line that everybody reads: nobody is named in it."""
    found = names_in(text, community)
    if names := (*found.helped, *found.others):
        said = _("这句话会公开，请去掉姓名：{names}").format(names=BETWEEN.join(names))
        raise DomainError(said, code="named", field=field)
    if has_numbers(text):
        raise DomainError(_("这句话会公开，请去掉号码"), code="numbers", field=field)


# --- inside ---------------------------------------------------------------------------------------
def _found(rows: Any, text: str) -> list[str]:
    said = rows.annotate(length=Length("name"), said=Value(text))
    found = said.filter(length__gte=SHORTEST, said__contains=F("name"))
    return [name.open() for name in found.values_list("name", flat=True).distinct()]
