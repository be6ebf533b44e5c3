"""我也受影响: one event, many reporters, each with a tracking of his own, the work done once."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.moving import lock, move_on
from requests.models import Party, ServiceRequest
from requests.models.parties import Role
from requests.tiers import Tier

DEFAULT_RAISES_AT = 5


@transaction.atomic
def join(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    if by.is_staff:
        raise DomainError(_("您现在是在岗的身份，切回居民本人再点"), code="in_a_role")
    if not service_request.is_public:
        raise DomainError(_("这件事只跟提的人有关"), code="not_public")
    if service_request.reporter_id == by.user_id:
        raise DomainError(_("这就是您提的那件"), code="own")
    standing = Party.objects.standing().filter(
        service_request=service_request, user=by.actor, role=Role.AFFECTED
    )
    if standing.exists():
        raise DomainError(_("您已经说过了，办好会告诉您"), code="joined")
    locked = lock(service_request)
    level = level_after(locked)
    data = {"raised_to": int(level)} if level != locked.level else {}
    row = move_on(locked, "be_affected", by=by, data=data, changes={"level": level}).service_request
    Party.objects.create(
        community_id=row.community_id,
        service_request=row,
        role=Role.AFFECTED,
        user_id=by.user_id,
    )
    ServiceRequest.objects.filter(pk=row.pk).update(affected_count=F("affected_count") + 1)
    row.refresh_from_db(fields=["affected_count"])
    return row


def level_after(row: ServiceRequest, more: int = 1) -> Tier:
    """With enough reporters it rises one tier, once; how many are enough, the menu says."""
    enough = row.item.raises_at if row.item else DEFAULT_RAISES_AT
    crossed = row.affected_count < enough <= row.affected_count + more
    if not crossed or row.level >= Tier.DISTRICT:
        return Tier(row.level)
    return Tier(row.level + 1)
