from django.db.models import QuerySet
from django.http import Http404

from accounts.models import EnrolmentCode, RoleGrant, SecondFactorReset, User
from accounts.roles import ADMINISTRATORS
from accounts.viewer import Viewer


def resets(viewer: Viewer) -> "QuerySet[SecondFactorReset]":
    """For the three administrators only: each may be the second person."""
    if viewer.sleeping or viewer.role.code not in ADMINISTRATORS:
        raise Http404
    return SecondFactorReset.objects.select_related("user", "requested_by", "decided_by").order_by(
        "-pk"
    )


def get_reset(viewer: Viewer, pk: int) -> SecondFactorReset:
    found = resets(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def account_of(phone: str) -> User | None:
    return User.objects.by_phone(phone)


def open_for(viewer: Viewer) -> int:
    """Requests this administrator may be the second person for."""
    waiting = SecondFactorReset.objects.filter(outcome=SecondFactorReset.Outcome.WAITING)
    return waiting.exclude(requested_by=viewer.user_id).exclude(user=viewer.user_id).count()


def waiting_for_code() -> int:
    """Accounts whose role sleeps because nobody has vouched for their authenticator yet."""
    needing = RoleGrant.objects.in_force().needing_second_factor().values("user")
    vouched = EnrolmentCode.objects.filter(authenticator__isnull=False).values("user")
    return User.objects.filter(pk__in=needing, is_active=True).exclude(pk__in=vouched).count()
