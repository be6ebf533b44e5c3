"""An account that must not be used: closed at once on every device, opened by the same hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import security
from accounts.actions.devices import end_devices
from accounts.models import User
from core.exceptions import DomainError


@transaction.atomic
def block(user: User, *, actor: User) -> None:
    if user.pk == actor.pk:
        raise DomainError(_("不能停用自己的账号"), code="oneself")
    locked = _lock(user)
    if not locked.is_active:
        raise DomainError(_("这个账号已经停用"), code="blocked")
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    end_devices(locked, actor=actor)
    security.note("accounts.blocked", user=locked, actor=actor)


@transaction.atomic
def unblock(user: User, *, actor: User) -> None:
    locked = _lock(user)
    if locked.is_active:
        raise DomainError(_("这个账号没有停用"), code="not_blocked")
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    security.note("accounts.unblocked", user=locked, actor=actor)


def _lock(user: User) -> User:
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
