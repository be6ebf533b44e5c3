"""The code with which an authenticator is bound for a role that needs one.

A number alone proves too little: whoever took it over could bind his own authenticator before its
holder does. So the code goes from hand to hand, from a security administrator who has looked at
the person, and an authenticator wakes such a role only when it was bound with one.
"""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import security
from accounts.models import EnrolmentCode, RoleGrant, User
from accounts.roles import SECURITY_ADMIN
from accounts.viewer import Viewer
from core import crypto
from core.exceptions import DomainError

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is mistaken for something else
LENGTH = 8


def may_issue(viewer: Viewer) -> bool:
    return viewer.role.code == SECURITY_ADMIN and not viewer.sleeping


def issue_code(user: User, *, by: Viewer) -> str:
    """What the administrator hands over. It is shown to him once and kept only as a digest."""
    if not may_issue(by) or by.user is None:
        raise DomainError(_("只有安全管理员可以发绑定码"), code="not_allowed")
    if user == by.user:
        raise DomainError(_("自己的绑定码要请别的安全管理员发"), code="oneself")
    return found_code(user, actor=by.user)


@transaction.atomic
def found_code(user: User, *, actor: User | None) -> str:
    """For the platform itself, when the first administrators are set up; a new one voids an old."""
    if not RoleGrant.objects.needing_second_factor().filter(user=user).exists():
        raise DomainError(
            _("这个账号的身份不需要动态口令：先任命，再发绑定码"), code="not_needed", field="phone"
        )
    if EnrolmentCode.objects.vouching_for(user):
        raise DomainError(
            _("这个账号已经绑好动态口令；手机丢了请走“解除动态口令”"), code="bound", field="phone"
        )
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    EnrolmentCode.objects.open().filter(user=user).update(expires_at=timezone.now())
    code = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    row = EnrolmentCode.objects.create(
        user=user,
        digest=_digest(user, code),
        issued_by=actor,
        expires_at=timezone.now() + timedelta(days=settings.ENROLMENT_CODE_DAYS),
    )
    security.note("accounts.enrolment_issued", user=user, actor=actor, enrolment=row.pk)
    return f"{code[:4]}-{code[4:]}"


@transaction.atomic
def check_code(user: User, text: str) -> EnrolmentCode | None:
    """The open code this is, or None: a wrong try is counted, and returned so that it stays."""
    row = EnrolmentCode.objects.select_for_update(of=("self",)).open().filter(user=user).first()
    if row is None:
        return None
    if row.digest == _digest(user, text):
        return row
    EnrolmentCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    security.note("accounts.enrolment_failed", user=user, enrolment=row.pk)
    return None


@transaction.atomic
def vouch(row: EnrolmentCode, authenticator: Authenticator) -> None:
    """From here on this authenticator wakes the role. The code is spent."""
    row.used_at, row.authenticator = timezone.now(), authenticator
    row.save(update_fields=["used_at", "authenticator"])
    security.note("accounts.enrolment_used", user=row.user, actor=row.user, enrolment=row.pk)


def _digest(user: User, text: str) -> str:
    """Bound to the account: the same letters are another code for somebody else."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return crypto.blind_index("enrolment_code", f"{user.pk}:{letters}")
