"""What the register knows when a message leaves: who died, which wording is nearest."""

from communities.models import Area, Resident, ResidentStatus
from core.messaging import hooks
from core.messaging.kinds import kinds
from core.models import Message


@hooks.suppressor("communities.died")
def nobody_left_to_tell(message: Message) -> str:
    """A death stops every message at once. A code that somebody asked for just now still goes."""
    if kinds[message.code].is_owed:
        return ""
    if message.to_user is not None:
        return "" if message.to_user.messages_stopped_at is None else "messages_stopped"
    return "deceased" if fallen_silent(message.address_index) else ""


def fallen_silent(phone_index: str) -> bool:
    """One number stands in many registers: it is silent when nobody who had it is left."""
    standing = set(
        Resident.objects.filter(phone_index=phone_index).values_list("status", flat=True)
    )
    return ResidentStatus.DECEASED in standing and ResidentStatus.PRESENT not in standing


@hooks.localities_by
def places_above(scope: int) -> list[int]:
    """The community's own wording first, then the street's, the district's …"""
    area = Area.objects.filter(pk=scope).only("path").first()
    return area.ancestor_ids[::-1] if area else [scope]
