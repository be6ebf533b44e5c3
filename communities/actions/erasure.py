"""Taking a person out of the register, when the law or the clock says so."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.models import Authority, CareLabel, MergeRecord, Resident, ResidentStatus
from core.exceptions import DomainError

NOBODY = "（已删除）"


def ended_before(day: date) -> Iterable[UUID]:
    ended = Resident.objects.filter(
        status__in=[ResidentStatus.MOVED, ResidentStatus.DECEASED, ResidentStatus.MERGED],
        status_on__lt=day,
    )
    return ended.exclude(name=NOBODY).values_list("subject", flat=True)


@transaction.atomic
def erase_resident(subject: UUID, *, actor: User | None) -> dict[str, int]:
    """The name, the numbers, the notes, the evidence; and what a merge remembered of them."""
    resident = Resident.objects.select_for_update(of=("self",)).filter(subject=subject).first()
    if resident is None:
        return {}
    if resident.status == ResidentStatus.PRESENT:
        raise DomainError(_("在册的人先办迁出，再删除档案"), code="present")
    household = resident.household
    resident.name, resident.born_on = NOBODY, None
    resident.gender = Resident.Gender.UNKNOWN
    resident.id_number = resident.phone = resident.registered_address = resident.note = ""
    resident.origin_place = resident.relation_to_head = ""
    resident.residence_kind, resident.origin = Resident.Residence.BOTH_HERE, Resident.Origin.LOCAL
    resident.is_new_employment = False
    resident.guardian = resident.household = None
    resident.save()
    done = {"communities.Resident": 1}
    done["communities.CareLabel"], _by_model = CareLabel.objects.filter(resident=resident).delete()
    done["communities.Authority"] = Authority.objects.filter(resident=resident).update(evidence="")
    for merge in MergeRecord.objects.filter(kept=resident) | MergeRecord.objects.filter(
        absorbed=resident
    ):
        merge.personal, merge.reason = "", ""
        merge.save(update_fields=["personal", "reason"])
        done["communities.MergeRecord"] = done.get("communities.MergeRecord", 0) + 1
    if household is not None and not household.members.exists():
        household.note = ""
        household.save(update_fields=["note"])
        done["communities.Household"] = 1
    history.note("communities.person_erased", resident, actor=actor, details={"rows": done})
    return done
