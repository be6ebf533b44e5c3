"""Accounts of the story, found again by a key of their own."""

import base64
import hashlib
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts import roles
from accounts.actions import enrolment
from accounts.models import RoleGrant, User
from communities.actions import roles as actions
from communities.models import Area
from doors.town.register import morning, phone_number

IN_OFFICE_DAYS = 500


def subject_of(key: str) -> UUID:
    return UUID(int=Random(f"account {key}").getrandbits(128), version=4)


def find(key: str) -> User:
    return User.objects.get(subject=subject_of(key))


def open_account(
    key: str,
    name: str,
    phone: int,
    told_on: date,
    *,
    seen: bool = True,
    elder_mode: bool = False,
) -> User:
    """`seen=False` is an account that was made at the desk and never used."""
    opened = morning(told_on - timedelta(days=IN_OFFICE_DAYS))
    return User.objects.create_user(
        phone_number(phone),
        name=name,
        subject=subject_of(key),
        public_id=UUID(int=Random(f"public {key}").getrandbits(128), version=4),
        phone_verified_at=opened if seen else None,
        last_seen_at=_last_night(told_on) if seen else None,
        created_at=opened,
        elder_mode=elder_mode,
    )


def give(
    role: str,
    user: User,
    area: Area | None,
    told_on: date,
    *,
    by: User | None,
    days_ago: int = IN_OFFICE_DAYS,
) -> RoleGrant:
    """What set-up does: an office that was there before the story begins."""
    given = actions.give(
        role,
        user,
        [area] if area else [],
        actor=by,
        starts_on=told_on - timedelta(days=days_ago),
        reason="任命文件",
    )
    if roles.ROLES[role].needs_mfa:
        enrol(user, str(user.subject))
    return given


def enrol(user: User, key: str) -> None:
    """An authenticator, as its owner would have bound it with the code he was handed."""
    secret = base64.b32encode(hashlib.sha256(f"town {key}".encode()).digest()[:20]).decode()
    bound = Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": get_adapter().encrypt(secret)},
    )
    if code := enrolment.check_code(user, enrolment.found_code(user, actor=None)):
        enrolment.vouch(code, bound)


def _last_night(told_on: date) -> datetime:
    return min(morning(told_on) - timedelta(hours=14), timezone.now())
