"""Which roles somebody holds now, and what follows from them."""

from django.db.models import Prefetch

from accounts.models import RoleGrant, User
from accounts.roles import Door
from accounts.viewer import Viewer


def grants_in_force(user: User) -> list[RoleGrant]:
    return list(RoleGrant.objects.in_force().filter(user=user).order_by("pk"))


def must_have_second_factor(user: User) -> bool:
    return RoleGrant.objects.in_force().needing_second_factor().filter(user=user).exists()


def will_need_second_factor(user: User) -> bool:
    return RoleGrant.objects.needing_second_factor().filter(user=user).exists()


def first_door(user: User) -> Door:
    """Where somebody arrives: at the work of the first role he holds, else at home."""
    grant = RoleGrant.objects.in_force().filter(user=user).order_by("pk").first()
    return grant.definition.door if grant else Door.HOME


def roles_of(viewer: Viewer) -> list[RoleGrant]:
    """Mine, with who lent them to me and whom I lent them to."""
    return list(
        RoleGrant.objects.filter(pk__in=[grant.pk for grant in viewer.grants])
        .select_related("granted_by", "delegated_from__user")
        .prefetch_related(
            Prefetch(
                "delegations",
                RoleGrant.objects.in_force().select_related("user"),
                to_attr="lent_to",
            )
        )
        .order_by("pk")
    )
