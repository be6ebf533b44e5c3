"""What somebody holds on the grids, for the day he leaves his post (accounts.handover)."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.handover import handover
from accounts.models import RoleGrant, User
from accounts.roles import GRID_WORKER
from grids import periods
from grids.actions import appointments, duty
from grids.models import DutyOfficer, WorkerAppointment


@handover("grids.appointments", title=gettext_lazy("负责的网格"))
class Appointments:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        if grant.role != GRID_WORKER:  # an appointment is that grant, and no other
            return 0
        return WorkerAppointment.objects.not_over().filter(grant=grant, ended_at=None).count()

    @staticmethod
    def move(grant: RoleGrant, *, to: User, actor: User) -> None:
        """From today on: his role ends now, and no grid is without anybody until midnight."""
        yesterday = timezone.localdate() - periods.ONE_DAY
        for held in WorkerAppointment.objects.not_over().filter(grant=grant, ended_at=None):
            last = max(yesterday, held.period.lower)
            appointments.end_appointment(
                held, actor=actor, reason=_("离任交接"), last_day=last, successor=to
            )


@handover("grids.duty", title=gettext_lazy("值班负责人"))
class Duty:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        return 0 if grant.role == GRID_WORKER else _duties(grant).count()  # of a community

    @staticmethod
    def move(grant: RoleGrant, *, to: User, actor: User) -> None:
        for held in _duties(grant).select_related("community"):
            duty.set_duty_officer(held.community, to, actor=actor, office_phone=held.office_phone)


def _duties(grant: RoleGrant) -> QuerySet[DutyOfficer]:
    return DutyOfficer.objects.filter(user=grant.user_id, community__scopes__grant=grant)
