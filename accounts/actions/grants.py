"""A role is given, lent for an absence, and taken back. Where it holds is written above
(communities/actions/roles.py), in the same transaction.

Topics published: `accounts.role_granted`, `accounts.role_revoked` {grant_id, user_id}.
"""

from contextlib import AbstractContextManager
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import security
from accounts.models import RoleGrant, User
from accounts.roles import ADMINISTRATORS, ROLES
from core import outbox
from core.exceptions import DomainError
from core.refusals import refusing


@transaction.atomic
def grant_role(
    role: str,
    person: User,
    *,
    actor: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
    delegated_from: RoleGrant | None = None,
) -> RoleGrant:
    """Whether the actor may give this role is decided above, where places are known."""
    if role not in ROLES or not person.is_active:
        raise DomainError(_("这个账号已停用，不能再担任工作"), code="inactive_user")
    first = starts_on or timezone.localdate()
    if ends_on is not None and ends_on < first:
        raise DomainError(_("结束日期早于开始日期"), field="ends_on")
    with _administrators_stand_apart():
        grant = RoleGrant.objects.create(
            role=role,
            user=person,
            starts_on=first,
            ends_on=ends_on,
            granted_by=actor,
            delegated_from=delegated_from,
            reason=reason.strip(),
        )
    verb = "accounts.role_delegated" if delegated_from else "accounts.role_granted"
    security.note(
        verb,
        user=person,
        actor=actor,
        role=role,
        grant=grant.pk,
        until=ends_on and ends_on.isoformat(),
    )
    _publish("accounts.role_granted", grant)
    return grant


@transaction.atomic
def revoke_role(
    grant: RoleGrant, *, actor: User | None, reason: str, last_day: date | None = None
) -> None:
    """Now, or with the end of `last_day`. What was lent from it ends with it, at the latest."""
    grant = lock_grant(grant)
    if grant.revoked_at is not None:
        return
    _end(grant, last_day, actor=actor, reason=reason)
    for lent in RoleGrant.objects.select_for_update(no_key=True).filter(
        delegated_from=grant, revoked_at__isnull=True
    ):
        _end(lent, last_day, actor=actor, reason=reason)


@transaction.atomic
def delegate_role(
    grant: RoleGrant,
    deputy: User,
    *,
    starts_on: date,
    ends_on: date,
    actor: User,
    reason: str,
) -> RoleGrant:
    """Lend a role for an absence: the same role, for some days, and never from hand to hand."""
    grant = lock_grant(grant)
    _may_be_lent(grant, starts_on, ends_on)
    if deputy.pk == grant.user_id:
        raise DomainError(_("不能委托给自己"), field="deputy")
    if not reason.strip():
        raise DomainError(_("请写委托事由，比如“产假”“外出培训”"), field="reason")
    if grant.role not in ADMINISTRATORS and not _works_here(deputy):
        raise DomainError(_("只能委托给有工作身份的同事"), field="deputy")
    same = RoleGrant.objects.filter(delegated_from=grant, user=deputy, revoked_at__isnull=True)
    if same.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise DomainError(_("这段时间已经委托给他了"), code="already_lent")
    return grant_role(
        grant.role,
        deputy,
        actor=actor,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        delegated_from=grant,
    )


def lock_grant(grant: RoleGrant) -> RoleGrant:
    return RoleGrant.objects.select_for_update(of=("self",), no_key=True).get(pk=grant.pk)


def _may_be_lent(grant: RoleGrant, starts_on: date, ends_on: date) -> None:
    if grant.delegated_from_id is not None:
        raise DomainError(_("代理来的身份不能再委托给别人"), code="second_hand")
    if ends_on < starts_on:
        raise DomainError(_("结束日期早于开始日期"), field="ends_on")
    if starts_on < timezone.localdate():
        raise DomainError(_("开始日期已经过去了"), field="starts_on")
    if ends_on - starts_on >= timedelta(days=settings.DELEGATION_DAYS):
        raise DomainError(
            _("一次最多委托 {days} 天，更长请正式任命").format(days=settings.DELEGATION_DAYS),
            field="ends_on",
        )
    if (
        grant.revoked_at is not None
        or starts_on < grant.starts_on
        or (grant.ends_on is not None and ends_on > grant.ends_on)
    ):
        raise DomainError(_("超出了您自己任职的时间"), field="ends_on")


def _works_here(person: User) -> bool:
    return RoleGrant.objects.in_force().filter(user=person, delegated_from__isnull=True).exists()


def _end(grant: RoleGrant, last_day: date | None, *, actor: User | None, reason: str) -> None:
    """A day to come is an end like any other; without one, or for what has not begun, at once."""
    if last_day is not None and max(grant.starts_on, timezone.localdate()) <= last_day:
        grant.ends_on = min(last_day, grant.ends_on or last_day)
    else:
        grant.revoked_at = timezone.now()
    grant.revoked_by = actor
    grant.revoke_reason = reason.strip()
    grant.save(update_fields=["ends_on", "revoked_at", "revoked_by", "revoke_reason"])
    security.note(
        "accounts.role_revoked",
        user=grant.user,
        actor=actor,
        role=grant.role,
        grant=grant.pk,
        until=grant.ends_on.isoformat() if grant.revoked_at is None and grant.ends_on else None,
    )
    _publish("accounts.role_revoked", grant)


def _administrators_stand_apart() -> AbstractContextManager[None]:
    said = _("系统、安全、审计管理员各由不同的人担任，也不兼其他工作")
    return refusing(
        grant_administrators_stand_apart=DomainError(said, code="administrator"),
    )


def _publish(topic: str, grant: RoleGrant) -> None:
    key = f"{topic}:{grant.pk}:{timezone.now().isoformat()}"
    outbox.publish(topic, key=key, payload={"grant_id": grant.pk, "user_id": grant.user_id})
