"""How a volunteer stands: accepted, suspended, withdrawn; who he is and which papers he holds."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Resident
from core import crypto
from core.exceptions import DomainError
from core.identifiers import read_id_number
from core.refusals import refusing
from volunteers import history
from volunteers.actions import guards
from volunteers.actions.registering import refusals
from volunteers.guardians import answers_for
from volunteers.models import GuardianConsent, Volunteer, VolunteerSkill
from volunteers.workflow import ACCEPT, DECLINE, REINSTATE, SUSPEND, WITHDRAW, VolunteerStatus


@transaction.atomic
def accept(volunteer: Volunteer, *, actor: User) -> Volunteer:
    """Known to be who he says, and where he is a minor with a guardian's word."""
    volunteer = guards.lock(volunteer)
    guards.require(ACCEPT, volunteer)
    if actor.pk == volunteer.user_id:
        raise DomainError(_("自己的登记请同事来核对"), code="own")
    if not volunteer.identity:
        raise DomainError(_("还没有核对身份：请先看证件，办“实名核对”"), code="unchecked")
    _require_guardian(volunteer)
    volunteer.accepted_at = timezone.now()
    guards.move(volunteer, ACCEPT, actor=actor)
    return volunteer


@transaction.atomic
def decline(volunteer: Volunteer, *, reason: str, actor: User) -> Volunteer:
    volunteer = guards.lock(volunteer)
    guards.move(volunteer, DECLINE, actor=actor, reason=reason)
    return volunteer


@transaction.atomic
def suspend(volunteer: Volunteer, *, reason: str, actor: User | None) -> Volunteer:
    volunteer = guards.lock(volunteer)
    guards.move(volunteer, SUSPEND, actor=actor, reason=reason)
    return volunteer


@transaction.atomic
def reinstate(volunteer: Volunteer, *, reason: str, actor: User) -> Volunteer:
    volunteer = guards.lock(volunteer)
    _require_guardian(volunteer)
    guards.move(volunteer, REINSTATE, actor=actor, reason=reason)
    return volunteer


@transaction.atomic
def withdraw(volunteer: Volunteer, *, actor: User | None, reason: str = "") -> Volunteer:
    """He stops, at any time, without giving a reason; he leaves his teams as well."""
    volunteer = guards.lock(volunteer)
    volunteer.paused_until = None
    guards.move(volunteer, WITHDRAW, actor=actor, reason=reason)
    return volunteer


@transaction.atomic
def verify_identity(volunteer: Volunteer, *, id_number: str, actor: User) -> Volunteer:
    """Staff saw his paper. If the register knows the number, it is one and the same person."""
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    if volunteer.identity:
        raise DomainError(_("已经核对过了"), code="checked")
    if actor.pk == volunteer.user_id:
        raise DomainError(_("自己的证件请同事来看"), code="own")
    number = read_id_number(id_number, today=timezone.localdate())
    if number is None:
        raise DomainError(_("身份证号不对，请再核对一遍"), field="id_number")
    if number.born != volunteer.born_on:
        raise DomainError(
            _("证件上是 {born} 出生，登记的是 {said}：请先更正出生日期").format(
                born=number.born, said=volunteer.born_on
            ),
            field="id_number",
        )
    volunteer.id_number = number.value
    volunteer.gender = Resident.Gender.MALE if number.is_male else Resident.Gender.FEMALE
    resident = _known(volunteer, number.value)
    if resident is not None:
        volunteer.resident, volunteer.grid_id = resident, resident.grid_id
    volunteer.identity = Volunteer.Identity.DESK
    volunteer.verified_at, volunteer.verified_by = timezone.now(), actor
    with refusing(**refusals()):
        volunteer.save()
    history.note(
        "volunteers.verified", volunteer, actor=actor, details={"in_register": bool(resident)}
    )
    return volunteer


@transaction.atomic
def correct(
    volunteer: Volunteer, *, name: str, born_on: date, reason: str, actor: User
) -> Volunteer:
    """Mend a name or a birthday that was typed wrongly; of residents the register is mended."""
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    if volunteer.resident_id is not None:
        raise DomainError(_("他在居民名册里：请更正居民档案"), code="in_register")
    if not reason.strip():
        raise DomainError(_("请写更正依据"), field="reason")
    before = {"name": volunteer.name.open(), "born_on": volunteer.born_on.isoformat()}
    volunteer.name, volunteer.born_on = name.strip(), born_on
    volunteer.save()
    history.note(
        "volunteers.corrected",
        volunteer,
        actor=actor,
        details={"reason": reason.strip()},
        sensitive={"before": before},
    )
    return volunteer


@transaction.atomic
def check_licence(
    volunteer: Volunteer,
    skill: VolunteerSkill,
    *,
    licence_number: str,
    valid_until: date | None = None,
    actor: User,
) -> VolunteerSkill:
    """Somebody has seen the paper. From now on he can be asked for this skill."""
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    held = VolunteerSkill.objects.select_related("skill").get(pk=skill.pk, volunteer=volunteer)
    if not held.skill.needs_licence:
        raise DomainError(_("这项技能不要证件"), field="skill")
    if actor.pk == volunteer.user_id:
        raise DomainError(_("自己的证件请同事来看"), code="own")
    if not licence_number.strip():
        raise DomainError(_("请写证件号"), field="licence_number")
    if valid_until is not None and valid_until < timezone.localdate():
        raise DomainError(_("这份证件已经过期，请他换证后再来"), field="valid_until")
    held.licence_number, held.valid_until = licence_number.strip(), valid_until
    held.checked_by, held.checked_at = actor, timezone.now()
    held.save()
    history.note(
        "volunteers.licence_checked",
        volunteer,
        actor=actor,
        details={
            "skill": held.skill.code,
            "until": valid_until.isoformat() if valid_until else "",
        },
        sensitive={"licence": held.licence_number},
    )
    return held


@transaction.atomic
def insure(volunteer: Volunteer, *, insured_until: date, policy: str, actor: User) -> Volunteer:
    """The community insured him: what carries a risk asks for it, and for its last day."""
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    if insured_until < timezone.localdate():
        raise DomainError(_("这份保险已经到期"), field="insured_until")
    if not policy.strip():
        raise DomainError(_("请写保单号，或者投保的通知"), field="policy")
    volunteer.insured_until = insured_until
    volunteer.save(update_fields=["insured_until"])
    history.note(
        "volunteers.insured",
        volunteer,
        actor=actor,
        details={"until": insured_until.isoformat(), "policy": policy.strip()},
    )
    return volunteer


# --- a guardian's word ---------------------------------------------------------------------------
@transaction.atomic
def agree_as_guardian(volunteer: Volunteer, *, agreed: bool = True, actor: User) -> GuardianConsent:
    """The parent says yes with a click of his own; the register knows that he may."""
    volunteer = guards.lock(volunteer)
    if not agreed:
        raise DomainError(_("请先看过说明，再勾选同意"), field="agreed")
    if not Volunteer.objects.filter(answers_for(actor.pk), pk=volunteer.pk).exists():
        raise DomainError(_("要由登记在册的监护人同意"), code="not_guardian")
    consent = GuardianConsent(guardian=actor.name.open(), relation=_("监护人"), user=actor)
    return _agree(volunteer, consent, actor=actor)


@transaction.atomic
def record_guardian(
    volunteer: Volunteer, *, guardian: str, relation: str, evidence: str, actor: User
) -> GuardianConsent:
    """The parent came to the desk, or was rung up."""
    volunteer = guards.lock(volunteer)
    for name, text in (("guardian", guardian), ("relation", relation), ("evidence", evidence)):
        if not text.strip():
            raise DomainError(_("请填这一项"), field=name)
    return _agree(
        volunteer,
        GuardianConsent(
            guardian=guardian.strip(),
            relation=relation.strip(),
            evidence=evidence.strip(),
            recorded_by=actor,
        ),
        actor=actor,
    )


@transaction.atomic
def withdraw_guardian(volunteer: Volunteer, *, actor: User, reason: str = "") -> Volunteer:
    """The parent takes it back: from now on the minor does not serve."""
    volunteer = guards.lock(volunteer)
    consent = volunteer.guardian_consents.standing().first()
    if consent is None:
        raise DomainError(_("没有监护人同意的记录"), code="none")
    consent.withdrawn_at = timezone.now()
    history.note("volunteers.guardian_withdrew", volunteer, actor=actor)
    if volunteer.is_minor() and volunteer.status == VolunteerStatus.ACTIVE:
        guards.move(volunteer, SUSPEND, actor=actor, reason=reason or _("监护人撤回了同意"))
        consent.withdrawn_at = volunteer.status_at  # one moment: see _resume
    consent.save(update_fields=["withdrawn_at"])
    return volunteer


def _agree(volunteer: Volunteer, consent: GuardianConsent, *, actor: User) -> GuardianConsent:
    guards.require_here(volunteer)
    if not volunteer.is_minor():
        raise DomainError(_("他已经成年，不用监护人同意"), code="grown_up")
    standing = volunteer.guardian_consents.standing().first()
    if standing is not None:
        return standing
    consent.volunteer, consent.community_id = volunteer, volunteer.community_id
    consent.given_at = timezone.now()
    consent.save(force_insert=True)
    history.note(
        "volunteers.guardian_agreed",
        volunteer,
        actor=actor,
        details={"by_himself": consent.user_id is not None},
    )
    _resume(volunteer, actor=actor)
    return consent


def _resume(volunteer: Volunteer, *, actor: User) -> None:
    """The word that is given again ends the pause its withdrawal began, and no other."""
    began = volunteer.guardian_consents.filter(withdrawn_at=volunteer.status_at)
    if volunteer.status == VolunteerStatus.SUSPENDED and began.exists():
        guards.move(volunteer, REINSTATE, actor=actor, reason=_("监护人又同意了"))


def _require_guardian(volunteer: Volunteer) -> None:
    if volunteer.is_minor() and not volunteer.guardian_consents.standing().exists():
        raise DomainError(_("他未满 18 岁：要先有监护人同意"), code="guardian")


def _known(volunteer: Volunteer, id_number: str) -> Resident | None:
    index = crypto.blind_index("id_number", id_number)
    found = Resident.objects.present().filter(community=volunteer.community_id, id_index=index)
    return found.first()
