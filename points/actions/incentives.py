"""八有, step by step: a meeting adopts, somebody applies, another approves within the budget, it is
delivered with a word about what was handed over."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions.naming import has_numbers
from communities.models import Area
from core import audit, messaging, tally
from core.exceptions import DomainError
from core.models import last_link, link_after
from core.refusals import refusing
from points.models import (
    BudgetMovement,
    IncentiveGrant,
    IncentiveKind,
    IncentivePolicy,
    IncentiveRole,
)
from points.workflow import GRANT_STEPS, GrantStatus

Kind = BudgetMovement.Kind


@transaction.atomic
def adopt(
    community: Area,
    *,
    kind: IncentiveKind,
    name: str,
    what: str,
    roles: list[IncentiveRole],
    most: Decimal,
    budget: Decimal,
    source: str = "",
    meeting: str,
    starts_on: date,
    ends_on: date,
    actor: User | None,
) -> IncentivePolicy:
    _words(name=name, what=what, meeting=meeting)
    if ends_on < starts_on:
        raise DomainError(_("先开始，后结束：日期反了"), field="ends_on")
    if not roles:
        raise DomainError(_("请选给谁"), field="roles")
    if most > budget:
        raise DomainError(_("每人最多的，不能比全部预算还多"), field="most")
    if (most > 0) != (budget > 0):
        raise DomainError(_("花钱的写每人最多和预算；不花钱的两样都写 0"), field="budget")
    if budget > 0 and not source.strip():
        raise DomainError(_("请写钱从哪里来"), field="source")
    twice = DomainError(_("同名的办法正在用，先结束它"), code="twice", field="name")
    with refusing(policy_in_force_once=twice):
        made = IncentivePolicy.objects.create(
            community=community,
            kind=kind,
            name=name.strip(),
            what=what.strip(),
            most=most,
            budget=budget,
            source=source.strip(),
            meeting=meeting.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    made.roles.set(roles)
    _move(made, Kind.SET, budget, actor=actor)
    audit.record("points.policy_adopted", made, actor=actor, scope=community.pk)
    return made


@transaction.atomic
def end(policy: IncentivePolicy, *, actor: User | None) -> IncentivePolicy:
    """Nobody applies any more; what was approved is still delivered."""
    policy = _lock_policy(policy)
    if policy.ended_on is not None:
        raise DomainError(_("这个办法已经结束"), code="moved_on")
    policy.ended_on = timezone.localdate()
    policy.save(update_fields=["ended_on"])
    audit.record("points.policy_ended", policy, actor=actor, scope=policy.community_id)
    return policy


@transaction.atomic
def apply(
    policy: IncentivePolicy,
    *,
    role: IncentiveRole,
    why: str,
    name: str,
    user: User | None = None,
    actor: User | None,
) -> IncentiveGrant:
    """For himself on his phone, or told at the desk. Who may, the page has looked up."""
    policy = _lock_policy(policy)
    if not policy.is_open:
        raise DomainError(_("这个办法现在不收申请"), code="closed")
    if not policy.roles.filter(pk=role.pk).exists():
        raise DomainError(_("这个办法不是给这个身份的"), field="role")
    _words(name=name, why=why)
    if has_numbers(why):
        raise DomainError(_("不用写电话和证件号，请去掉"), field="why")
    known = DomainError(_("这个办法已经申请过了"), code="already")
    with refusing(grant_once_for_each_account=known):
        made = IncentiveGrant.objects.create(
            community_id=policy.community_id,
            policy=policy,
            role=role,
            user=user,
            name=name.strip(),
            why=why.strip(),
            recorded_by=actor,
        )
    audit.record("points.grant_asked", made, actor=actor)
    return made


@transaction.atomic
def approve(row: IncentiveGrant, *, yuan: Decimal, actor: User | None) -> IncentiveGrant:
    """By another than who wrote it down; promised of the budget in the same moment."""
    policy, row = _lock(row, GrantStatus.APPROVED)
    _another(row, actor)
    if yuan > policy.most:
        raise DomainError(_("每人最多 {most} 元").format(most=policy.most), field="yuan")
    if yuan <= 0 and not policy.costs_nothing:
        raise DomainError(_("请写批准多少元"), field="yuan")
    row.status, row.decided_by, row.yuan = GrantStatus.APPROVED, actor, yuan
    row.save(update_fields=["status", "decided_by", "yuan"])
    if yuan > 0:
        _move(policy, Kind.PROMISE, -yuan, grant=row, actor=actor)
    audit.record("points.grant_approved", row, actor=actor, details={"yuan": str(yuan)})
    _tell(row, "points.grant_approved")
    return row


@transaction.atomic
def refuse(row: IncentiveGrant, *, reason: str, actor: User | None) -> IncentiveGrant:
    _policy, row = _lock(row, GrantStatus.REFUSED)
    _another(row, actor)
    _words(reason=reason)
    row.status, row.decided_by, row.decision = GrantStatus.REFUSED, actor, reason.strip()
    row.save(update_fields=["status", "decided_by", "decision"])
    audit.record("points.grant_refused", row, actor=actor)
    _tell(row, "points.grant_refused")
    return row


@transaction.atomic
def withdraw(row: IncentiveGrant, *, actor: User | None) -> IncentiveGrant:
    _policy, row = _lock(row, GrantStatus.WITHDRAWN)
    row.status = GrantStatus.WITHDRAWN
    row.save(update_fields=["status"])
    audit.record("points.grant_withdrawn", row, actor=actor)
    return row


@transaction.atomic
def deliver(row: IncentiveGrant, *, delivery: str, actor: User | None) -> IncentiveGrant:
    _policy, row = _lock(row, GrantStatus.DELIVERED)
    _words(delivery=delivery)
    row.status, row.delivery = GrantStatus.DELIVERED, delivery.strip()
    row.delivered_on, row.delivered_by = timezone.localdate(), actor
    row.save(update_fields=["status", "delivery", "delivered_on", "delivered_by"])
    audit.record("points.grant_delivered", row, actor=actor)
    tally.add("points.incentives", row.community_id)
    return row


@transaction.atomic
def cancel(row: IncentiveGrant, *, reason: str, actor: User | None) -> IncentiveGrant:
    """What was promised and never handed over may be promised to somebody else."""
    policy, row = _lock(row, GrantStatus.CANCELLED)
    _words(reason=reason)
    back = row.yuan
    row.status, row.decision, row.yuan = GrantStatus.CANCELLED, reason.strip(), Decimal(0)
    row.save(update_fields=["status", "decision", "yuan"])
    if back > 0:
        _move(policy, Kind.BACK, back, grant=row, actor=actor)
    audit.record("points.grant_cancelled", row, actor=actor, details={"yuan": str(back)})
    return row


# --- inside ---------------------------------------------------------------------------------------
def _lock_policy(policy: IncentivePolicy) -> IncentivePolicy:
    """One at a time at each budget."""
    return IncentivePolicy.objects.select_for_update(of=("self",), no_key=True).get(pk=policy.pk)


def _lock(row: IncentiveGrant, target: GrantStatus) -> tuple[IncentivePolicy, IncentiveGrant]:
    """The budget before the application, as everywhere."""
    policy = _lock_policy(row.policy)
    rows = IncentiveGrant.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.get(pk=row.pk)
    fresh.policy = policy
    if target not in GRANT_STEPS[GrantStatus(fresh.status)]:
        raise DomainError(_("这份申请已经往前走了，请刷新再看"), code="moved_on")
    return policy, fresh


def _another(row: IncentiveGrant, actor: User | None) -> None:
    if actor is None or actor.pk in {row.recorded_by_id, row.user_id}:
        raise DomainError(_("登记的人、申请的人不能自己审核，请另一位同事来"), code="own_record")


def _words(**said: str) -> None:
    for field, text in said.items():
        if not text.strip():
            raise DomainError(_("请写上这一项"), field=field)


def _last(policy: IncentivePolicy) -> tuple[int, Decimal]:
    return last_link(policy.movements)


def _move(
    policy: IncentivePolicy,
    kind: str,
    yuan: Decimal,
    *,
    grant: IncentiveGrant | None = None,
    actor: User | None,
) -> None:
    """The next link of a locked budget."""
    link = link_after(_last(policy), yuan)
    if link["after"] < 0:
        there = link["before"]
        raise DomainError(
            _("预算只剩 {there} 元").format(there=there), code="too_little", field="yuan"
        )
    busy = DomainError(_("刚有同事动了这笔预算，请再试一次"), code="busy")
    with refusing(budget_one_link_after_another=busy, budget_link_to_hold_on_to=busy):
        BudgetMovement.objects.create(
            community_id=policy.community_id,
            policy=policy,
            kind=kind,
            yuan=yuan,
            grant=grant,
            actor=actor,
            **link,
        )


def _tell(row: IncentiveGrant, kind: str) -> None:
    if row.user_id is None:
        return
    messaging.send(
        kind,
        to_user=row.user_id,
        scope=row.community_id,
        context={"policy": row.policy.name, "yuan": str(row.yuan), "reason": row.decision},
        dedup_key=f"{kind}:{row.pk}",
        link="/points/incentives/",
    )
