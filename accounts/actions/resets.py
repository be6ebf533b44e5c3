"""Authenticator and recovery codes are both lost. A security administrator asks, after looking
the person in the face; another administrator agrees. Then the account binds anew."""

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import security
from accounts.actions.devices import end_devices
from accounts.message_kinds import SECOND_FACTOR_RESET
from accounts.models import SecondFactorReset, User
from accounts.roles import ADMINISTRATORS, SECURITY_ADMIN
from accounts.viewer import Viewer
from core import messaging
from core.exceptions import DomainError

Outcome = SecondFactorReset.Outcome


def may_request(viewer: Viewer) -> bool:
    return viewer.role.code == SECURITY_ADMIN and not viewer.sleeping


def may_decide(viewer: Viewer) -> bool:
    return viewer.role.code in ADMINISTRATORS and not viewer.sleeping


@transaction.atomic
def request_reset(user: User, *, reason: str, by: Viewer) -> SecondFactorReset:
    if not may_request(by) or by.user is None:
        raise DomainError(_("只有安全管理员可以申请"), code="not_allowed")
    if user == by.user:
        raise DomainError(_("自己的动态口令要请别的安全管理员申请"), code="oneself")
    if not reason.strip():
        raise DomainError(_("请写明怎么核对的本人，比如“持身份证到窗口”"), field="reason")
    if not Authenticator.objects.filter(user=user).exists():
        raise DomainError(_("这个账号没有绑定动态口令"), code="nothing_bound")
    try:
        with transaction.atomic():
            reset = SecondFactorReset.objects.create(
                user=user, reason=reason.strip(), requested_by=by.user
            )
    except IntegrityError as error:
        raise DomainError(_("已经有一份申请在等确认"), code="already_open") from error
    security.note("accounts.reset_requested", user=user, actor=by.user, reset=reset.pk)
    return reset


@transaction.atomic
def confirm_reset(reset: SecondFactorReset, *, by: Viewer) -> SecondFactorReset:
    """Everything the lost phone could do is void, and whoever is signed in anywhere is out."""
    reset, decider = _decide(reset, Outcome.CONFIRMED, by)
    Authenticator.objects.filter(user=reset.user).delete()
    end_devices(reset.user, actor=decider)
    security.note("accounts.reset_confirmed", user=reset.user, actor=decider, reset=reset.pk)
    messaging.send(
        SECOND_FACTOR_RESET.code, to_user=reset.user, dedup_key=f"accounts.reset:{reset.pk}"
    )
    return reset


@transaction.atomic
def decline_reset(reset: SecondFactorReset, *, by: Viewer) -> SecondFactorReset:
    reset, decider = _decide(reset, Outcome.DECLINED, by)
    security.note("accounts.reset_declined", user=reset.user, actor=decider, reset=reset.pk)
    return reset


def _decide(reset: SecondFactorReset, outcome: str, by: Viewer) -> tuple[SecondFactorReset, User]:
    if not may_decide(by) or by.user is None:
        raise DomainError(_("只有管理员可以确认"), code="not_allowed")
    reset = (
        SecondFactorReset.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user")
        .get(pk=reset.pk)
    )
    if reset.outcome != Outcome.WAITING:
        raise DomainError(_("这份申请已经有结果了"), code="decided")
    if by.user.pk in {reset.requested_by_id, reset.user_id}:
        raise DomainError(_("要由第二个人确认，申请的人和本人都不行"), code="same_person")
    reset.outcome, reset.decided_by, reset.decided_at = outcome, by.user, timezone.now()
    reset.save(update_fields=["outcome", "decided_by", "decided_at"])
    return reset, by.user
