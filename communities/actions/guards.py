"""What every action of this room shares: locks, clean words."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Household, Resident
from core.exceptions import DomainError
from core.masking import redact_free_text
from core.models import AuditEvent


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


def not_future(day: date | None) -> date:
    today = timezone.localdate()
    if day is not None and day > today:
        raise DomainError(_("日期在今天以后，等到了那天再办"), field="on")
    return day or today


def while_here(resident: Resident, day: date | None) -> date:
    """Nobody leaves, marries or dies here before he came.

    Where nobody knows when that was, the desk saw him on the day it registered him. A list did
    not: what it says may be older than its import.
    """
    day, came = not_future(day), resident.moved_in_on
    if came is not None and day < came:
        raise DomainError(
            _("他 {day} 才迁入本社区，日期不能更早").format(day=came), code="before", field="on"
        )
    registered = timezone.localdate(resident.created_at)
    if came is None and day < registered and not _from_a_list(resident):
        raise DomainError(
            _("他 {day} 才在本社区登记，日期不能更早").format(day=registered),
            code="before",
            field="on",
        )
    return day


def _from_a_list(resident: Resident) -> bool:
    told = AuditEvent.objects.filter(
        object_type=resident._meta.label_lower,
        object_id=str(resident.pk),
        verb="communities.resident_registered",
        details__kind="import",
    )
    return told.exists()


def clean_text(text: str, *, field: str) -> str:
    """For what will be published: whoever writes a number there is told where it belongs, since
    a mask would hang on the wall. Notes and reasons take numbers (core.models.KeepsNumbers)."""
    redacted, found = redact_free_text(text.strip())
    if not found:
        return redacted
    kinds = {kind for kind, _value in found}
    if kinds == {"phone"}:
        message = _("这里写了电话号码：大家都看得到，请删去；有“电话”一栏的填在那里")
    else:
        message = _("这里写了身份证号：公开的文字里不能有，请删去")
    raise DomainError(message, code="number_in_text", field=field)
