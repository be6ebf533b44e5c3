"""A death that was written down by mistake: the living person stands in the register again.

What the death ended is taken up again, because it never should have ended; what was written then
stays in the history beside the correction. Offices (building head, group leader) may have gone to
somebody else meanwhile: those are given anew.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.actions import bindings, care, households
from communities.actions.guards import lock_resident
from communities.models import Resident, ResidentStatus
from core import outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing

DIED = care.Ending.DIED


@transaction.atomic
def correct_death(
    resident: Resident, *, actor: User, reason: str, status: str = ResidentStatus.PRESENT
) -> Resident:
    """Back among the living: present in the household where he was, or moved away as before."""
    locked = lock_resident(resident)
    if locked.status != ResidentStatus.DECEASED:
        raise DomainError(_("这份档案没有登记去世"), code="not_deceased")
    if not reason.strip():
        raise DomainError(_("请写明怎么核实的，比如“本人到窗口”"), field="reason")
    if status not in {ResidentStatus.PRESENT, ResidentStatus.MOVED}:
        raise DomainError(_("请选实际情况"), field="status")
    locked.status, locked.status_on = status, timezone.localdate()
    taken = DomainError(
        _("这期间已有人用同一身份证号建了档：请先查出那一份，再合并"), code="duplicate_id"
    )
    with refusing(resident_id_once_per_community=taken):
        locked.save(update_fields=["status", "status_on"])
    if status == ResidentStatus.PRESENT:
        _at_home_again(locked, actor)
    history.note(
        "communities.death_corrected",
        locked,
        actor=actor,
        details={"status": str(status), "reason": reason.strip()},
    )
    care.take_up_again(locked, reason=DIED, actor=actor)
    bindings.take_up_again(locked, reason=DIED, actor=actor)
    tally.add("communities.deaths", locked.community_id, dims={"grid": locked.grid_id}, delta=-1)
    outbox.publish(
        "communities.death_corrected",
        key=f"communities.death_corrected:{locked.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={"resident_id": locked.pk, "community_id": locked.community_id},
    )
    return locked


def _at_home_again(resident: Resident, actor: User) -> None:
    tally.add("communities.residents", resident.community_id, dims={"grid": resident.grid_id})
    if resident.household is not None:
        households.take_back(resident.household, resident, actor=actor)
