"""Shifts to come are open in somebody's hands: who leaves hands them over first."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.handover import handover
from accounts.models import RoleGrant, User
from communities.actions import duty
from communities.models import DutyShift
from communities.queries.staff import communities_left
from core.exceptions import DomainError


def _shifts(grant: RoleGrant) -> list[DutyShift]:
    rows = DutyShift.objects.to_come().filter(
        person_id=grant.user_id, community__in=communities_left(grant)
    )
    return list(rows.select_related("post", "plan").order_by("period"))


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
