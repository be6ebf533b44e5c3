"""The one who catches the work of every grid that has nobody."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Level
from core import outbox
from core.exceptions import DomainError
from grids import history
from grids.actions import grants
from grids.models import DutyOfficer


@transaction.atomic
def set_duty_officer(
    community: Area, user: User, *, actor: User | None, office_phone: str = ""
) -> DutyOfficer:
    """Catches the work of every grid of the community that has nobody."""
    community = Area.objects.select_for_update(of=("self",), no_key=True).get(pk=community.pk)
    if community.level != Level.COMMUNITY:
        raise DomainError(_("值班负责人是按社区指定的"), code="not_a_community")
    if not grants.is_colleague(user, community, roles=grants.STAFF):
        raise DomainError(_("值班负责人应是本社区的工作人员"), field="user")
    officer, _created = DutyOfficer.objects.update_or_create(
        community=community,
        defaults={
            "user": user,
            "office_phone": office_phone.strip(),
            "set_by": actor,
            "set_at": timezone.now(),
        },
    )
    history.note("grids.duty_officer_set", officer, actor=actor, about=user)
    outbox.publish(
        "grids.duty_officer_set",
        key=f"grids.duty_officer:{officer.pk}:{officer.set_at.isoformat()}",
        payload={"duty_officer_id": officer.pk, "community_id": community.pk},
    )
    return officer


def officer_of(grid: Area) -> DutyOfficer:
    officer = (
        DutyOfficer.objects.serving()
        .filter(community=grid.community_id)
        .select_related("user")
        .first()
    )
    if officer is None:
        raise DomainError(
            _("本社区还没有值班负责人，网格空着就没人管：请先指定"),
            code="no_duty_officer",
            field="without_successor",
        )
    return officer
