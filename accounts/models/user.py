import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core import crypto
from core.fields import BlindIndexField, EncryptedField, NameField
from core.models import RowScope


class UserManager(BaseUserManager["User"]):
    def create_user(self, phone: str, *, name: str = "", **values: Any) -> "User":
        user = self.model(phone=phone, name=name, **values)
        user.set_unusable_password()
        user.save()
        return user

    def by_phone(self, phone: str) -> "User | None":
        return self.filter(phone_index=crypto.blind_index("phone", phone)).first()


class User(AbstractBaseUser):
    """Somebody who signs in. Not a resident: that is a binding, made in its own step."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Names the person in audit, consent and erasure, where a row id must not."""
    phone = EncryptedField(_("手机"), mask="phone", blank=True)
    """Empty once it leads to another account (accounts.actions.entering), or he was erased."""
    phone_index = BlindIndexField(source="phone", kind="phone")
    name = NameField(_("称呼"), blank=True, default="")
    email = EncryptedField(_("电子邮箱"), mask="note", blank=True)
    is_active = models.BooleanField(_("可登录"), default=True)
    phone_verified_at = models.DateTimeField(_("手机验证时间"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("最近使用"), null=True, blank=True)
    messages_stopped_at = models.DateTimeField(_("停发消息"), null=True, blank=True, editable=False)
    """Read at the moment of sending: the holder died, nothing more goes to this account."""
    language = models.CharField(_("语言"), max_length=8, blank=True, default="")
    elder_mode = models.BooleanField(_("长辈版"), default=False)
    created_at = models.DateTimeField(_("开户时间"), db_default=Now())
    opened_anew = False
    """Of the sign-in that is going on: beside an account whose number was silent too long."""

    objects: ClassVar[UserManager] = UserManager()

    # Sign-in must find an account before it knows anyone; nothing here is readable without keys.
    row_scope = RowScope(declared=True)

    USERNAME_FIELD = "public_id"

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~Q(phone_index=""), name="user_one_per_phone"
            )
        ]

    def __str__(self) -> str:
        return str(self.name) or str(self.phone)

    @property
    def is_set_aside(self) -> bool:
        """Its number was silent too long and opened another account (accounts.actions.entering)."""
        return self.is_active and not self.phone_index

    # What somebody may do is a matter of roles and places (accounts/viewer.py), never of Django's
    # permissions. The answers are here for libraries that ask.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_perms(self, perm_list: Iterable[str], obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False

    def get_all_permissions(self, obj: object = None) -> set[str]:
        return set()

    def get_full_name(self) -> str:
        return str(self)

    get_short_name = get_full_name
