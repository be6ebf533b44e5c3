"""Acting for somebody: recorded, for a purpose, with an end, revocable at any time."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.actions.guards import lock_resident
from communities.models import Authority, Resident, ResidentStatus
from communities.models.residents import PROTECTED_UNDER
from core.exceptions import DomainError
from core.refusals import refusing

PARENTAL = frozenset({Authority.Relation.PARENT, Authority.Relation.GUARDIAN})


@transaction.atomic
def record_authority(
    resident: Resident,
    user: User,
    *,
    relation: str,
    purpose: str,
    evidence: str,
    valid_to: date,
    valid_from: date | None = None,
    guardian_consent: str = "",
    actor: User,
) -> Authority:
    """The resident lets this account act for him, for this purpose, until that day."""
    locked = lock_resident(resident)
    if locked.status != ResidentStatus.PRESENT:
        raise DomainError(_("这份档案不在册，不能登记代办"), code="not_present")
    if actor.pk == user.pk:
        raise DomainError(_("不能给自己的账号登记代办，请同事来办"), code="own_account")
    if locked.bindings.standing().filter(user=user).exists():
        raise DomainError(_("这个账号就是他本人，不用代办"), code="same_person")
    if not evidence.strip():
        raise DomainError(_("请写明凭据，如授权书、电话核实的时间"), field="evidence")
    consent = guardian_consent.strip()
    if locked.is_protected and purpose == Authority.Purpose.ALL and relation not in PARENTAL:
        if not consent:
            raise DomainError(
                _(
                    "孩子未满 {age} 岁：全部事务只由父母或监护人代办。"
                    "别人代办，请写明哪位监护人同意"
                ).format(age=PROTECTED_UNDER),
                code="not_the_guardian",
                field="relation",
            )
        evidence = _("{evidence}；监护人同意：{consent}").format(
            evidence=evidence.strip(), consent=consent
        )
    start = valid_from or timezone.localdate()
    longest = start + timedelta(days=settings.AUTHORITY_LONGEST_DAYS)
    if not start <= valid_to <= longest:
        raise DomainError(
            _("止期应在起期之后、{longest} 以前；到期可以再登记").format(longest=longest),
            field="valid_to",
        )
    if locked.is_protected and relation in PARENTAL:
        _make_room(locked, user, actor=actor)
    authority = Authority(
        community_id=locked.community_id,
        user=user,
        resident=locked,
        relation=relation,
        purpose=purpose,
        evidence=evidence.strip(),
        valid_from=start,
        valid_to=valid_to,
        recorded_by=actor,
    )
    twice = DomainError(_("这段时间里他已有代办授权；要改，请先撤销旧的"), code="authority_twice")
    with refusing(authority_once_at_a_time=twice):
        authority.save(force_insert=True)
    history.note(
        "communities.authority_recorded",
        locked,
        actor=actor,
        details={"authority": authority.pk, "user": user.pk, "until": valid_to.isoformat()},
    )
    return authority


def _make_room(child: Resident, user: User, *, actor: User) -> None:
    """A true parent is not kept out by what the same account was recorded as before."""
    lesser = child.authorities.filter(user=user, revoked_at__isnull=True)
    for earlier in lesser.exclude(relation__in=PARENTAL).select_for_update(of=("self",)):
        end_authority(earlier, actor=actor, reason="replaced")


@transaction.atomic
def revoke_authority(authority: Authority, *, actor: User | None, reason: str = "") -> Authority:
    locked = Authority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
    if locked.revoked_at is not None:
        raise DomainError(_("这项授权已经撤销了"), code="ended")
    end_authority(locked, actor=actor, reason=reason or "asked")
    return locked


def end_authority(authority: Authority, *, actor: User | None, reason: str) -> None:
    authority.revoked_at, authority.revoke_reason = timezone.now(), reason
    authority.save(update_fields=["revoked_at", "revoke_reason"])
    history.note(
        "communities.authority_revoked",
        authority.resident,
        actor=actor,
        details={"authority": authority.pk, "user": authority.user_id, "reason": reason},
    )
