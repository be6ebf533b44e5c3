"""What every action of this room shares: locks, clean words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from communities.models import Household, Resident
from core.exceptions import DomainError
from core.masking import redact_free_text


def lock_resident(resident: Resident) -> Resident:
    """The household first, then its people: always in this order, so nobody waits in a circle."""
    seen = Resident.objects.values_list("household_id", flat=True).get(pk=resident.pk)
    if seen is not None:
        Household.objects.select_for_update().get(pk=seen)
    locked = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    if locked.household_id != seen:
        raise DomainError(_("这份档案刚被别人改过，请刷新后再办"), code="stale")
    return locked


def lock_households(*households: Household) -> dict[int, Household]:
    keys = [household.pk for household in households]
    return {
        row.pk: row
        for row in Household.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }


def lock_residents(residents: Iterable[Resident]) -> dict[int, Resident]:
    keys = [resident.pk for resident in residents]
    rows = Resident.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def clean_text(text: str, *, field: str) -> str:
    """For what will be published: whoever writes a number there is told where it belongs, since
    a mask would hang on the wall. Notes and reasons take numbers (core.models.KeepsNumbers)."""
    redacted, found = redact_free_text(text.strip())
    if not found:
        return redacted
    kinds = {kind for kind, _value in found}
    if kinds == {"phone"}:
        message = _("这里写了电话号码：请填到“电话”一栏，再从这里删去")
    else:
        message = _("这里写了身份证号：公开的文字里不能有，请删去")
    raise DomainError(message, code="number_in_text", field=field)
