"""Taking a person out of the register, when the law or the clock says so."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from communities import history
from communities.actions import bindings, care
from communities.models import (
    Authority,
    BindingAttempt,
    CareLabel,
    MergeRecord,
    Resident,
    ResidentStatus,
)

NOBODY = "（已删除）"  # data: what the column says


def ended_before(day: date) -> Iterable[UUID]:
    ended = Resident.objects.filter(
        status__in=[ResidentStatus.MOVED, ResidentStatus.DECEASED, ResidentStatus.MERGED],
        status_on__lt=day,
    )
    return ended.exclude(name=NOBODY).values_list("subject", flat=True)


@transaction.atomic
def erase_account(subject: UUID) -> dict[str, int]:
    """The account stands for nobody any more."""
    user = User.objects.filter(subject=subject).first()
    if user is None:
        return {}
    ended = bindings.end_for_account(user, reason="erased")
    attempts, _rows = BindingAttempt.objects.filter(user=user).delete()
    return {"bindings": ended, "attempts": attempts}


def forget_attempts(before: date) -> int:
    deleted, _rows = BindingAttempt.objects.filter(at__date__lt=before).delete()
    return deleted


@transaction.atomic
def erase_resident(subject: UUID, *, actor: User | None = None) -> dict[str, int]:
    """The name, the numbers, the notes, the evidence; and what a merge remembered of them."""
    resident = Resident.objects.select_for_update(of=("self",)).filter(subject=subject).first()
    if resident is None:
        return {}
    if resident.status == ResidentStatus.PRESENT:
        return _erase_what_he_consented_to(resident, actor=actor)
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


def _erase_what_he_consented_to(resident: Resident, *, actor: User | None) -> dict[str, int]:
    """He lives here: the register itself is a duty; accounts and extras were his choice."""
    bindings.end_all(resident, reason="erased", actor=actor)
    care.end_all(
        resident,
        reason=CareLabel.Ending.WITHDRAWN,
        actor=actor,
        basis=CareLabel.Basis.CONSENT,
    )
    resident.is_new_employment = False
    resident.save(update_fields=["is_new_employment"])
    done = {"consented": 1, "kept_by_duty": 1}
    history.note("communities.person_erased", resident, actor=actor, details={"rows": done})
    return done
