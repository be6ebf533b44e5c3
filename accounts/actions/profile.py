"""What somebody says about himself. Topic published: `accounts.phone_changed` {user_id}."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import security
from accounts.models import User
from core import outbox
from core.exceptions import DomainError


@transaction.atomic
def rename(user: User, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])
    security.note("accounts.renamed", user=user, actor=user)


@transaction.atomic
def introduce(user: User, name: str) -> None:
    """He joins something and says who he is: an account without a name has one from now on."""
    if name and not user.name.open():
        rename(user, name)


@transaction.atomic
def choose(user: User, **preferences: Any) -> None:
    """Language or 长辈版: follows the person to the next device."""
    User.objects.filter(pk=user.pk).update(**preferences)


@transaction.atomic
def change_phone(user: User, number: str) -> None:
    """Move the account to a number just proved. Those above decide what must be bound anew."""
    user.phone = number
    user.phone_verified_at = timezone.now()
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_index", "phone_verified_at"])
    except IntegrityError as error:
        user.refresh_from_db()
        raise DomainError(_("这个号码已经有账号了，请直接用它登录"), code="taken") from error
    outbox.publish(
        "accounts.phone_changed",
        key=f"accounts.phone:{user.pk}:{user.phone_verified_at.isoformat()}",
        payload={"user_id": user.pk},
    )
    security.note("accounts.phone_changed", user=user, actor=user)
