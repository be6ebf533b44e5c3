"""What is open in somebody's hands on the day he leaves his post (accounts.handover).

Protective cases go by their own way: only the officer and the one behind him see that they exist.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.handover import handover
from accounts.models import RoleGrant, User
from accounts.roles import GRID_WORKER
from communities.models import AreaScope, Level
from communities.queries.staff import communities_left
from core import audit, scope
from requests import interests, keeping
from requests.actions import protective_hands
from requests.actions.dispatch import Who, add_party
from requests.actions.moving import lock
from requests.affair_steps import OPEN as OPEN_AFFAIRS
from requests.models import Affair, CallBack, Party, ServiceRequest
from requests.models.parties import Lane, Role, Via
from requests.tiers import Tier
from requests.workflow import OPEN


@handover("requests.kept", title=_("管着的诉求"))
class Kept:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        return _kept(grant).count()

    @staticmethod
    def move(grant: RoleGrant, *, to: User, actor: User) -> None:
        for held in _kept(grant).order_by("pk"):
            row = lock(held)
            row.keeper = _takes_over(row, grant, to)
            row.save(update_fields=["keeper"])
            details = {"from": grant.user_id, "to": row.keeper_id}
            audit.record("requests.keeper.replaced", row, actor=actor, details=details)


@handover("requests.worked_on", title=_("派到名下的诉求"))
class WorkedOn:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        return _parts(grant).count()

    @staticmethod
    def move(grant: RoleGrant, *, to: User, actor: User) -> None:
        """In the same part and on the same lane; what he had signed for stays signed for."""
        for part in _parts(grant).select_related("service_request").order_by("pk"):
            row = lock(part.service_request)
            new = _takes_over(row, grant, to)
            part.end("handover")
            if row.parties.standing().filter(user=new, role=part.role).exists():
                continue
            who = Who(Lane(part.lane), user=new)
            taken = add_party(row, who, Role(part.role), Via.ASSIGNED)
            taken.signed_at = part.signed_at
            taken.save(update_fields=["signed_at"])
            details = {"from": grant.user_id, "to": new.pk, "role": part.role}
            audit.record("requests.part.handed_over", row, actor=actor, details=details)


@handover("requests.call_backs", title=_("约好的回电"))
class CallBacks:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        return _promised(grant).count()

    @staticmethod
    def move(grant: RoleGrant, *, to: User, actor: User) -> None:
        for promised in _promised(grant).order_by("pk"):
            promised.asked_by = to
            promised.save(update_fields=["asked_by"])
            details = {"from": grant.user_id, "to": to.pk}
            audit.record("requests.call_back.handed_over", promised, actor=actor, details=details)


@handover("requests.affairs", title=_("上门取材料的代办"))
class Fetched:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        return _fetched(grant).count()

    @staticmethod
    def move(grant: RoleGrant, *, to: User, actor: User) -> None:
        for affair in _fetched(grant).order_by("pk"):
            affair.worker = to
            affair.save(update_fields=["worker"])
            details = {"from": grant.user_id, "to": to.pk}
            audit.record("requests.affair.handed_over", affair, actor=actor, details=details)


@handover("requests.protective", title=_("保护专件和专人"), is_sealed=True)
class Guarded:
    @staticmethod
    def count(grant: RoleGrant) -> int:
        return protective_hands.held_by(grant)

    @staticmethod
    def move(grant: RoleGrant, *, to: User | None, actor: User) -> None:
        for named in protective_hands.named_by_virtue_of(grant):
            protective_hands.unname(named, actor=actor)
        with scope.entered(scope.EVERYTHING):
            for case in protective_hands.left_by(grant):
                protective_hands.pass_on(
                    case, gone={grant.user_id}, to=to, actor=actor, note=gettext("离任交接")
                )


def _kept(grant: RoleGrant) -> QuerySet[ServiceRequest]:
    rows = ServiceRequest.objects.open().filter(keeper=grant.user_id, is_protective=False)
    return rows.filter(Q(community__in=communities_left(grant)) | Q(grid__in=_grids(grant)))


def _parts(grant: RoleGrant) -> QuerySet[Party]:
    parts = Party.objects.standing().working().filter(user=grant.user_id)
    return parts.filter(
        Q(community__in=communities_left(grant)) | Q(service_request__grid__in=_grids(grant)),
        service_request__status__in=OPEN,
        service_request__is_protective=False,
    )


def _grids(grant: RoleGrant) -> QuerySet[AreaScope, Any]:
    """What he has as the worker of a grid he gives up with it, whatever else he does here."""
    grids = AreaScope.objects.filter(grant=grant, grant__role=GRID_WORKER)
    return grids.filter(area__level=Level.GRID).values("area")


def _promised(grant: RoleGrant) -> QuerySet[CallBack]:
    places = communities_left(grant)
    return CallBack.objects.waiting().filter(asked_by=grant.user_id, community__in=places)


def _fetched(grant: RoleGrant) -> QuerySet[Affair]:
    return Affair.objects.filter(
        worker=grant.user_id, status__in=OPEN_AFFAIRS, community__in=communities_left(grant)
    )


def _takes_over(row: ServiceRequest, grant: RoleGrant, to: User) -> User:
    """The successor; where he has an interest in it, whoever else of the place has none."""
    if not interests.is_barred(row, to.pk) and not interests.below_the_floor(row, to.pk):
        return to
    away = Q(pk__in=interests.barred(row).values("pk")) | Q(pk__in=[grant.user_id, to.pk])
    return keeping.first_keeper(
        row.community, row.grid, Tier(row.level), without=User.objects.filter(away)
    )
