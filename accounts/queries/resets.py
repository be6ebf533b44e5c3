from django.db.models import QuerySet
from django.http import Http404

from accounts.models import SecondFactorReset, User
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
