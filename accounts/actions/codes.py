"""Six digits by SMS: asked for, sent, answered.

Asking never looks whether the number has an account, so it cannot tell anybody. The message
goes by the outbox; where the broker is dead, the web process sends it itself after the commit
(core.messaging).
"""

import hmac
import secrets
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts import limits, security
from accounts.limits import Wait
from accounts.message_kinds import SIGN_IN_CODE
from accounts.models import SignInCode, SignInFailure, User
from core import crypto, messaging
from core.exceptions import DomainError

Purpose = SignInCode.Purpose
WRONG_CODE = SignInFailure.Kind.CODE


class Answer(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"  # used, too old, or tried too often: only a new code helps
    LOCKED = "locked"  # the number or the address was wrong too often


@transaction.atomic
def request_code(
    phone: str,
    *,
    address: str,
    purpose: str = Purpose.SIGN_IN,
    user: User | None = None,
) -> SignInCode:
    """Write down six digits and promise to send them. Raises where the limits say wait."""
    number = crypto.blind_index("phone", phone)
    source = limits.address_index(address)
    limits.one_at_a_time(number)
    if wait := limits.failures(WRONG_CODE, number, source) or limits.codes(number, source):
        security.note("accounts.code_refused", user=user, source=source, purpose=purpose)
        raise DomainError(in_words(wait), code="wait")
    now = timezone.now()
    code = SignInCode.objects.create(
        purpose=purpose,
        phone=phone,
        address_index=source,
        user=user,
        code=f"{secrets.randbelow(10**6):06}",
        created_at=now,
        expires_at=now + timedelta(minutes=settings.SIGN_IN_CODE_MINUTES),
    )
    messaging.send(
        SIGN_IN_CODE.code,
        to_address=phone,
        context={"code": code.code.open()},
        dedup_key=f"accounts.code:{code.pk}",
        language=get_language() or "",
    )
    security.note("accounts.code_sent", user=user, source=source, purpose=purpose)
    return code


@transaction.atomic
def answer_code(pk: int | None, digits: str, *, purpose: str, address: str) -> Answer:
    """Compare once, under the row's lock: guesses in parallel count one by one.

    Returns instead of raising, because a wrong try must be committed.
    """
    codes = SignInCode.objects.select_for_update(no_key=True).filter(purpose=purpose)
    code = None if pk is None else codes.filter(pk=pk).first()
    if code is None or not _is_open(code):
        return Answer.SPENT
    source = limits.address_index(address)
    if limits.failures(WRONG_CODE, code.phone_index, source):
        security.note("accounts.sign_in_locked", user=code.user, source=source)
        return Answer.LOCKED
    if hmac.compare_digest(code.code.open().encode(), digits.encode()):
        _close(code, used=True)
        return Answer.RIGHT
    SignInFailure.objects.create(
        kind=WRONG_CODE, phone_index=code.phone_index, address_index=source
    )
    security.note("accounts.sign_in_failed", user=code.user, source=source, by="code")
    code.tries += 1
    if code.tries >= settings.SIGN_IN_CODE_TRIES:
        _close(code, used=False)
        return Answer.SPENT
    code.save(update_fields=["tries"])
    return Answer.WRONG


def in_words(wait: Wait) -> str:
    if wait.is_crowd and wait.seconds <= 90:
        return ngettext(
            "这会儿要验证码的人多，%(n)d 秒后再试",
            "这会儿要验证码的人多，%(n)d 秒后再试",
            wait.seconds,
        ) % {"n": wait.seconds}
    if wait.seconds <= 90:
        return ngettext(
            "刚发过短信，%(n)d 秒后可以再要一次", "刚发过短信，%(n)d 秒后可以再要一次", wait.seconds
        ) % {"n": wait.seconds}
    minutes = -(-wait.seconds // 60)
    if minutes < 120:
        return _("试得太多了，请 {minutes} 分钟后再来，或打电话到社区").format(minutes=minutes)
    return _("试得太多了，请 {hours} 小时后再来，或打电话到社区").format(hours=-(-minutes // 60))


def _is_open(code: SignInCode) -> bool:
    return (
        code.used_at is None
        and code.tries < settings.SIGN_IN_CODE_TRIES
        and timezone.now() < code.expires_at
    )


def _close(code: SignInCode, *, used: bool) -> None:
    """The digits are not kept a moment longer than they open something."""
    if used:
        code.used_at = timezone.now()
    code.code = ""
    code.save(update_fields=["tries", "used_at", "code"])
