"""Shifts to come are open in somebody's hands: who leaves hands them over first."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.handover import handover
from accounts.models import RoleGrant, User
from communities.actions import duty
from communities.models import DutyShift
from core.exceptions import DomainError


def _shifts(grant: RoleGrant) -> list[DutyShift]:
    """In the communities of this grant, unless he goes on working there by another one."""
    places = _communities(grant)
    others = RoleGrant.objects.in_force().filter(user_id=grant.user_id).exclude(pk=grant.pk)
    for other in others.filter(delegated_from__isnull=True, ends_on__isnull=True):
        places -= _communities(other)
    rows = DutyShift.objects.to_come().filter(person_id=grant.user_id, community__in=places)
    return list(rows.select_related("post", "plan").order_by("period"))


def _communities(grant: RoleGrant) -> set[int]:
    rows = grant.area_scopes.filter(area__community__isnull=False)
    return {pk for pk in rows.values_list("area__community_id", flat=True) if pk is not None}


@handover("communities.duty_shifts", title=gettext_lazy("排好的值班"))
class Shifts:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        return len(_shifts(grant))

    @staticmethod
    def move(grant: RoleGrant, *, to: User, actor: User) -> None:
        """What the successor cannot take is left empty, and everybody sees the gap."""
        for shift in _shifts(grant):
            empty = duty.take_off(shift, actor=actor, reason=_("离任交接"))
            try:
                duty.assign(empty, person=to, actor=actor)
            except DomainError:
                continue
