"""What allauth needs to know of us: numbers, limits, doors. Its pages are named in urls.py."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import limits, preferences, second_factor, security
from accounts.actions import codes, entering
from accounts.doors import address_of
from accounts.fields import MobileField
from accounts.http import SignedInRequest
from accounts.models import SignInFailure, User
from accounts.queries import grants
from accounts.queries.factors import is_vouched
from core import crypto, scope
from core.memo import once

WRONG_PASSWORD = SignInFailure.Kind.PASSWORD


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "phone_password_mismatch": _("手机号或密码不对，也可以用短信验证码登录"),
        "incorrect_code": _("动态口令不对，请看看手机上的新数字"),
        "incorrect_password": _("密码不对"),
        "too_many_login_attempts": _("试得太多了，请过一会儿再来"),
        "rate_limited": _("试得太多了，请过一会儿再来"),
    }

    # --- numbers ------------------------------------------------------------------------------
    def phone_form_field(self, **kwargs: Any) -> MobileField:
        return MobileField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone.open(), user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone = phone
        user.phone_verified_at = timezone.now() if verified else None
        user.save(update_fields=["phone", "phone_index", "phone_verified_at"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.by_phone(phone)

    def send_verification_code_sms(
        self,
        user: User,
        phone: str,
        code: str,
        **kwargs: Any,
    ) -> None:
        """allauth's digits are not used: ours count tries under a lock (actions/codes.py)."""
        codes.request_code(phone, address=self.get_client_ip(self.request), user=user)

    # --- signing in ---------------------------------------------------------------------------
    def get_login_stages(self) -> list[str]:
        """The number is proved before we come here; only the second factor may be missing."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # accounts are made by proving a number (actions/entering.py)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        number = crypto.blind_index("phone", credentials.get("phone", ""))
        source = limits.address_index(self.get_client_ip(request))
        limits.one_at_a_time(number)
        if limits.failures(WRONG_PASSWORD, number, source):
            security.note("accounts.sign_in_locked", source=source)
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        entering.wrong_password(credentials.get("phone", ""), address=self.get_client_ip(request))

    def login(self, request: HttpRequest, user: User) -> None:
        methods = {record["method"] for record in get_authentication_records(request, user)}
        super().login(request, user)
        scope.declare((), user_id=user.pk)
        second_factor.forget(request.session)
        if "mfa" in methods:
            second_factor.mark_passed(request.session, vouched=is_vouched(user))
        security.note(
            "accounts.signed_in",
            user=user,
            actor=user,
            source=limits.address_index(self.get_client_ip(request)),
            by=sorted(methods),
        )

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        preferences.remember(response, user)
        return response

    def get_login_redirect_url(self, request: SignedInRequest) -> str:
        return address_of(grants.first_door(request.user))

    get_signup_redirect_url = get_login_redirect_url

    # --- words: ours, on our pages --------------------------------------------------------------
    def add_message(
        self,
        request: HttpRequest,
        level: int,
        *args: Any,
        message: str | None = None,
        **kwargs: Any,
    ) -> None:
        if message:
            super().add_message(request, level, message=message)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nobody here has to have an e-mail address."""


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("动态口令不对，请看看手机上的新数字"),
        "cannot_delete_authenticator": _(
            "您现在的身份必须有动态口令，不能自己解除。手机丢了请找安全管理员。"
        ),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(crypto.encrypt(text, purpose="mfa_authenticator.data")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return crypto.decrypt(sealed, purpose="mfa_authenticator.data").decode()

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """allauth asks once for every kind and every page's part."""
        kinds = frozenset() if user.is_anonymous else _second_factors(user.pk)
        return bool(kinds if types is None else kinds.intersection(types))

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not grants.must_have_second_factor(authenticator.user)


@once
def _second_factors(user_id: int) -> frozenset[str]:
    rows = Authenticator.objects.filter(user_id=user_id)
    return frozenset(rows.values_list("type", flat=True))
