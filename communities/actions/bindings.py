"""Who an account is: proved by name and six digits, or by a click at the desk.

A refused try still counts: it is raised after the count was written.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import limits
from accounts.actions import entering
from accounts.models import User
from communities import history
from communities.actions.authorities import end_authority
from communities.actions.guards import lock_resident
from communities.models import (
    Authority,
    Binding,
    BindingAttempt,
    Resident,
    ResidentStatus,
    proof_text,
)
from core import crypto, outbox, scope
from core.exceptions import DomainError
from core.refusals import refusing

TOO_YOUNG = 14


def bind_by_id_number(user: User, *, name: str, last_six: str) -> list[Binding]:
    """Name and the last six of the ID number, against every register: one may stand in many.

    The person's own scope holds no register yet, so the look-up leaves it; it learns nothing
    from a wrong answer but that it was wrong.
    """
    with scope.entered(scope.EVERYTHING, user_id=user.pk):
        outcome = _try(user, name, last_six)
    if isinstance(outcome, DomainError):
        raise outcome  # only now: a refusal must not take the counted try back
    return outcome


def _no_more_today() -> DomainError:
    return DomainError(
        _("今天已经试了 {count} 次。请明天再试，或带身份证到社区窗口办").format(
            count=settings.BINDING_TRIES_PER_DAY
        ),
        code="too_many_tries",
    )


def _try(user: User, name: str, last_six: str) -> list[Binding] | DomainError:
    User.objects.select_for_update().get(pk=user.pk)  # five tries at once are five tries
    left = settings.BINDING_TRIES_PER_DAY - _failed_of(user)
    if left <= 0:
        return _no_more_today()
    named = crypto.blind_index("binding_name", name)
    limits.one_at_a_time(named)  # tries from many accounts at once are tries one after the other
    if _failed_at(named) >= settings.BINDING_TRIES_PER_NAME:
        return DomainError(
            _("今天用这个姓名试错的次数太多，先停一停。请明天再试，或带身份证到社区窗口办"),
            code="too_many_tries",
        )
    attempt = BindingAttempt.objects.create(user=user, name_index=named)
    proof = crypto.blind_index("name_last6", proof_text(name, last_six))
    found = list(Resident.objects.present().filter(proof_index=proof).order_by("pk"))
    if not found and left == 1:
        return _no_more_today()
    if not found:
        return DomainError(
            _(
                "没有对上。请按身份证上的姓名再试，今天还可以试 {left} 次；也可以到社区窗口办"
            ).format(left=left - 1),
            code="no_match",
        )
    try:
        with transaction.atomic():
            bindings = []
            for resident in found:
                bound = _bind(user, resident, proof=Binding.Proof.ID_NUMBER, actor=user)
                user = bound.user  # his former account, if it was given back
                bindings.append(bound)
    except DomainError as refusal:
        return refusal
    attempt.succeeded = True
    attempt.save(update_fields=["succeeded"])
    return bindings


@transaction.atomic
def bind_at_the_desk(resident: Resident, user: User, *, actor: User) -> Binding:
    """Staff saw the person and his paper."""
    if actor.pk == user.pk:
        raise DomainError(_("不能给自己的账号办绑定，请同事来办"), code="own_account")
    return _bind(user, resident, proof=Binding.Proof.AT_THE_DESK, actor=actor)


@transaction.atomic
def unbind(binding: Binding, *, actor: User | None, reason: str = "") -> Binding:
    locked = Binding.objects.select_for_update(of=("self",)).get(pk=binding.pk)
    if locked.ended_at is not None:
        raise DomainError(_("这项绑定已经解除了"), code="ended")
    end(locked, actor=actor, reason=reason or "asked")
    return locked


def end(binding: Binding, *, actor: User | None, reason: str) -> None:
    binding.ended_at, binding.end_reason = timezone.now(), reason
    binding.save(update_fields=["ended_at", "end_reason"])
    history.note(
        "communities.resident_unbound",
        binding.resident,
        actor=actor,
        details={"binding": binding.pk, "user": binding.user_id, "reason": reason},
    )
    outbox.publish(
        "communities.resident_unbound",
        key=f"communities.unbound:{binding.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={
            "resident_id": binding.resident_id,
            "user_id": binding.user_id,
            "community_id": binding.community_id,
        },
    )


def end_all(resident: Resident, *, reason: str, actor: User | None, silence: bool = False) -> None:
    """He moved or died: nobody acts as him or for him any more."""
    for authority in resident.authorities.select_for_update().filter(revoked_at__isnull=True):
        end_authority(authority, actor=actor, reason=reason)
    for binding in resident.bindings.select_for_update().standing():
        end(binding, actor=actor, reason=reason)
        if silence:
            _silence_if_nobodys(binding.user_id)


def take_up_again(resident: Resident, *, reason: str, actor: User) -> None:
    """What ended for this reason should not have: account, deputies, and the messages to him."""
    for binding in resident.bindings.select_for_update().filter(end_reason=reason):
        _restore(binding, actor=actor)
    standing = resident.authorities.select_for_update().filter(
        revoke_reason=reason, valid_to__gte=timezone.localdate()
    )
    for authority in standing:
        authority.revoked_at, authority.revoke_reason = None, ""
        authority.save(update_fields=["revoked_at", "revoke_reason"])
        history.note(
            "communities.authority_restored",
            resident,
            actor=actor,
            details={"authority": authority.pk, "user": authority.user_id},
        )


def _restore(binding: Binding, *, actor: User) -> None:
    """The same row, so that it is plain who bound it and when."""
    binding.ended_at, binding.end_reason = None, ""
    binding.save(update_fields=["ended_at", "end_reason"])
    User.objects.filter(pk=binding.user_id).update(messages_stopped_at=None)
    history.note(
        "communities.binding_restored",
        binding.resident,
        actor=actor,
        details={"binding": binding.pk, "user": binding.user_id},
    )
    outbox.publish(
        "communities.resident_bound",
        key=f"communities.bound:{binding.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={
            "resident_id": binding.resident_id,
            "user_id": binding.user_id,
            "community_id": binding.community_id,
        },
    )


def lapse_if_silent(user: User, *, now: datetime | None = None) -> int:
    """Numbers change hands: after a long silence whoever holds this one proves anew who he is.

    Sign-in asks this before it notes that the account was seen again.
    """
    moment = now or timezone.now()
    limit = moment - timedelta(days=settings.BINDING_SILENT_DAYS)
    if user.last_seen_at is None or user.last_seen_at >= limit:
        return 0  # asked at every request: without a statement
    with scope.entered(scope.EVERYTHING, user_id=user.pk):
        return end_for_account(user, reason="silent")


@transaction.atomic
def lapse_silent_accounts(*, now: datetime | None = None) -> int:
    """The nightly sweep over every account."""
    limit = (now or timezone.now()) - timedelta(days=settings.BINDING_SILENT_DAYS)
    standing = Binding.objects.standing().filter(user__last_seen_at__lt=limit)
    acting = Authority.objects.filter(revoked_at__isnull=True, user__last_seen_at__lt=limit)
    users = User.objects.filter(Q(pk__in=standing.values("user")) | Q(pk__in=acting.values("user")))
    return sum(end_for_account(user, reason="silent") for user in users)


@transaction.atomic
def end_for_account(user: User, *, reason: str) -> int:
    """It is bound to nobody and acts for nobody."""
    standing = Binding.objects.select_for_update(of=("self",)).standing().filter(user=user)
    bindings = list(standing.order_by("pk"))
    for binding in bindings:
        end(binding, actor=None, reason=reason)
    acting = Authority.objects.select_for_update(of=("self",))
    for authority in acting.filter(user=user, revoked_at__isnull=True).order_by("pk"):
        end_authority(authority, actor=None, reason=reason)
    return len(bindings)


def _failed_of(user: User) -> int:
    return _failed_today().filter(user=user).count()


def _failed_at(name_index: str) -> int:
    return _failed_today().filter(name_index=name_index).count()


def _failed_today() -> "QuerySet[BindingAttempt]":
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return BindingAttempt.objects.filter(at__gte=midnight, succeeded=False)


def _bind(user: User, resident: Resident, *, proof: str, actor: User) -> Binding:
    locked = lock_resident(resident)
    _require_bindable(locked)
    aside = _set_aside_of(locked)
    if aside is not None and not user.bindings.standing().exists():
        entering.give_back(aside, user)
        user = aside
    standing = locked.bindings.standing().first()
    if standing is not None and standing.user_id == user.pk:
        return standing
    taken = DomainError(
        _("这份档案已绑定另一个账号：请到社区窗口核对后先解除"), code="bound_elsewhere"
    )
    if standing is not None:
        raise taken
    binding = Binding(
        community_id=locked.community_id,
        user=user,
        resident=locked,
        proof=proof,
        bound_by=actor,
    )
    with refusing(binding_one_account_per_resident=taken, binding_once_while_open=taken):
        binding.save(force_insert=True)
    history.note(
        "communities.resident_bound",
        locked,
        actor=actor,
        details={"binding": binding.pk, "user": user.pk, "proof": str(proof)},
    )
    outbox.publish(
        "communities.resident_bound",
        key=f"communities.bound:{binding.pk}",
        payload={
            "resident_id": locked.pk,
            "user_id": user.pk,
            "community_id": locked.community_id,
        },
    )
    return binding


def _set_aside_of(resident: Resident) -> User | None:
    """The account he had until its number was silent for too long (accounts.actions.entering)."""
    his = resident.bindings.filter(Q(ended_at=None) | Q(end_reason="silent"))
    his = his.filter(user__phone_index="", user__is_active=True)
    binding = his.select_related("user").order_by("-pk").first()
    return binding.user if binding else None


def _require_bindable(resident: Resident) -> None:
    if resident.status != ResidentStatus.PRESENT:
        raise DomainError(_("这份档案不在册，不能绑定账号"), code="not_present")
    age = resident.age_on(timezone.localdate())
    if age is not None and age < TOO_YOUNG:
        raise DomainError(_("14 岁以下由监护人代办，请登记代办授权"), code="too_young")


def _silence_if_nobodys(user_id: int) -> None:
    """The dead man's account: nobody else is bound through it, and it holds no role."""
    user = User.objects.select_for_update().get(pk=user_id)
    others = (
        user.bindings.standing().exists()
        or user.authorities.in_force().exists()
        or user.grants.in_force().exists()
    )
    if not others and user.messages_stopped_at is None:
        user.messages_stopped_at = timezone.now()
        user.save(update_fields=["messages_stopped_at"])
