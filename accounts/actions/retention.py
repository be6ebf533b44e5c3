"""Nothing personal is kept longer than was said when it was taken."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import ErasureProof
from core import audit, leader, personal


@transaction.atomic
def expire_personal_data(today: date | None = None) -> ErasureProof | None:
    """Remove what is due in every room; a night on which nothing was due leaves no row."""
    if not leader.am_leader("accounts.retention"):
        return None
    counts = personal.expire(today or timezone.localdate())
    if not any(number for room in counts.values() for number in room.values()):
        return None
    proof = ErasureProof(reason=ErasureProof.Reason.RETENTION, counts=counts)
    proof.save(force_insert=True)
    audit.record(
        "accounts.personal_data_expired", proof, actor=None, scope=None, details={"counts": counts}
    )
    return proof
