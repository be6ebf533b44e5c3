"""Signing in as a person does it: through the pages, with the digits from the message."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from accounts.actions import enrolment
from accounts.models import SignInCode
from accounts.queries.grants import will_need_second_factor
from core import crypto

PHONE, CODE = "account_login", "account_confirm_login_code"


def digits_for(phone: str) -> str:
    """What stands in the SMS."""
    index = crypto.blind_index("phone", phone)
    return SignInCode.objects.filter(phone_index=index).latest("pk").code.open()


def ask(client: Client, phone: str, **more: str):
    return client.post(reverse(PHONE), {"phone": phone, "agree": "on", **more})


def answer(client: Client, digits: str):
    return client.post(reverse(CODE), {"code": digits})


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06}"


def sign_in(client: Client, phone: str, **more: str):
    ask(client, phone, **more)
    return answer(client, digits_for(phone))


@pytest.fixture
def another() -> Callable[[], Client]:
    """Another browser."""
    return Client


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def bind_authenticator(user) -> None:
    """As if enrolled before: seed and recovery codes sealed by our adapter."""
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    if will_need_second_factor(user):
        code = enrolment.found_code(user, actor=None)
        row = enrolment.check_code(user, code)
        assert row is not None
        enrolment.vouch(row, Authenticator.objects.get(user=user, type="totp"))


def authenticator_shows(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
