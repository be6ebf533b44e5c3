"""Somebody comes forward: on his own phone, or at the desk without one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.consents import record_consent
from accounts.actions.profile import introduce
from accounts.models import ConsentKind, User
from communities.models import Area, Binding, Level, Resident, ResidentStatus
from core import crypto
from core.exceptions import DomainError
from core.identifiers import read_id_number, read_phone
from core.refusals import refusing
from organizations.models import ServiceDomain
from volunteers import history
from volunteers.actions import accounts, guards
from volunteers.actions.own import Slot, write_skills, write_times
from volunteers.models import Skill, Volunteer
from volunteers.models.volunteers import YOUNGEST
from volunteers.workflow import REJOIN, VolunteerStatus

Identity = Volunteer.Identity


@dataclass(frozen=True)
class Facts:
    """Who he is, as far as the register of residents does not say so already."""

    name: str = ""
    born_on: date | None = None
    gender: str = Resident.Gender.UNKNOWN
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Offer:
    """What he can do, when, what for."""

    skills: Iterable[Skill] = ()
    times: Iterable[Slot] = ()
    domains: Iterable[ServiceDomain] = field(default=())


@transaction.atomic
def register(
    user: User, community: Area, offer: Offer, *, facts: Facts | None = None, agreed: bool
) -> Volunteer:
    """He registers himself. Once more is the same registration, not a second one; and so is what
    the desk wrote down before he had an account.

    Whoever is in the community's register of residents is known by it; anybody else is looked
    at by staff before he serves.
    """
    if not agreed:
        raise DomainError(_("请先看过须知，再勾选同意"), field="agreed")
    _require_community(community)
    _lock_account(user)
    standing = Volunteer.objects.filter(user=user).first()
    if standing is not None and standing.status != VolunteerStatus.WITHDRAWN:
        return standing
    resident = _resident_of(user, community)
    if standing is not None:
        return _again(standing, community, resident, offer, actor=user)
    introduce(user, resident.name.open() if resident else (facts or Facts()).name.strip())
    written = _written_down(user, community, facts or Facts(), resident)
    if written is not None:
        accounts.give(written, user, actor=user)
        _write_offer(written, offer)
        return written
    fresh = draft(community, facts or Facts(), resident, subject=_subject(user, resident))
    fresh.user = user
    return _open(fresh, offer, actor=user)


@transaction.atomic
def register_at_desk(
    community: Area,
    facts: Facts,
    offer: Offer,
    *,
    evidence: str,
    resident: Resident | None = None,
    actor: User,
) -> Volunteer:
    """For somebody without a phone, or who would rather say it than type it."""
    if not evidence.strip():
        raise DomainError(_("请写本人是怎么同意的，比如“当面口头”"), field="evidence")
    _require_community(community)
    if resident is None and facts.id_number:
        resident = _by_id_number(community, facts.id_number)
    account = _account_of(resident)
    subject = resident.subject if resident else uuid4()
    fresh = draft(community, facts, resident, subject=subject)
    fresh.user, fresh.entered_by = account, actor
    opened = _open(fresh, offer, actor=actor)
    record_consent(
        opened.subject,
        ConsentKind.SERVICE,
        given=True,
        user=account,
        scope=community.pk,
        on_behalf_by=actor,
        evidence=evidence,
    )
    return opened


# --- inside ------------------------------------------------------------------------------------
def _lock_account(user: User) -> None:
    """A double tap waits here for the first, and then finds it."""
    User.objects.select_for_update().get(pk=user.pk)


def draft(community: Area, facts: Facts, resident: Resident | None, *, subject: UUID) -> Volunteer:
    """Not yet saved. What the register of residents knows is not asked again."""
    person = Volunteer(subject=subject, community=community, resident=resident)
    known = read_id_number(facts.id_number, today=timezone.localdate()) if facts.id_number else None
    if facts.id_number and known is None:
        raise DomainError(_("身份证号不对，请再核对一遍"), field="id_number")
    if resident is not None:
        person.name, person.gender = resident.name.open(), resident.gender
        person.grid_id = resident.grid_id
        person.identity, person.verified_at = Identity.REGISTER, timezone.now()
    else:
        person.name, person.gender = facts.name.strip(), facts.gender
    if known is not None:
        person.id_number = known.value
        person.gender = Resident.Gender.MALE if known.is_male else Resident.Gender.FEMALE
    born_on = (known and known.born) or (resident and resident.born_on) or facts.born_on
    if not person.name.open():
        raise DomainError(_("请写姓名"), field="name")
    if born_on is None:
        raise DomainError(_("请写出生日期"), field="born_on")
    person.born_on = _old_enough(born_on)
    if facts.phone:
        phone = read_phone(facts.phone)
        if phone is None:
            raise DomainError(_("手机号是 11 位，座机要带区号"), field="phone")
        person.phone = phone
    return person


def _open(fresh: Volunteer, offer: Offer, *, actor: User) -> Volunteer:
    with refusing(**refusals()):
        fresh.save(force_insert=True)
    _write_offer(fresh, offer)
    history.note("volunteers.applied", fresh, actor=actor, details={"identity": fresh.identity})
    guards.publish("volunteers.applied", fresh)
    return fresh


def _again(
    standing: Volunteer, community: Area, resident: Resident | None, offer: Offer, *, actor: User
) -> Volunteer:
    """He had withdrawn and comes back: the same number, looked at anew."""
    volunteer = guards.lock(standing)
    volunteer.community, volunteer.paused_until = community, None
    volunteer.resident = resident
    if resident is not None:
        volunteer.identity, volunteer.verified_at = Identity.REGISTER, timezone.now()
        volunteer.grid_id = resident.grid_id
    volunteer.applied_at = volunteer.agreed_at = timezone.now()
    guards.move(volunteer, REJOIN, actor=actor)
    _write_offer(volunteer, offer)
    return volunteer


def _written_down(
    user: User, community: Area, facts: Facts, resident: Resident | None
) -> Volunteer | None:
    """Under the number he has proved to hold, the same name and the same birthday."""
    born_on = (resident and resident.born_on) or facts.born_on
    if user.phone_verified_at is None or not user.phone_index or born_on is None:
        return None
    name = resident.name.open() if resident is not None else facts.name.strip()
    rows = Volunteer.objects.select_for_update(of=("self",)).filter(
        user=None, community=community, phone_index=user.phone_index, born_on=born_on
    )
    here = rows.exclude(status=VolunteerStatus.WITHDRAWN).order_by("pk")
    return next((row for row in here if row.name.open() == name), None)


def _write_offer(volunteer: Volunteer, offer: Offer) -> None:
    write_skills(volunteer, offer.skills)
    write_times(volunteer, offer.times)
    volunteer.domains.set(offer.domains)


def _require_community(community: Area) -> None:
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选您的社区"), field="community")


def _old_enough(born_on: date) -> date:
    today = timezone.localdate()
    if not date(1900, 1, 1) <= born_on <= today:
        raise DomainError(_("出生日期不对，请再核对一遍"), field="born_on")
    turns = born_on.year + YOUNGEST, born_on.month, born_on.day
    if (today.year, today.month, today.day) < turns:
        raise DomainError(
            _("未满 {age} 岁还不能自己登记；想一起做好事，请跟着家里大人来").format(age=YOUNGEST),
            code="too_young",
            field="born_on",
        )
    return born_on


def _resident_of(user: User, community: Area) -> Resident | None:
    """His own record in this community's register."""
    binding = (
        Binding.objects.standing()
        .filter(user=user, community=community, resident__status=ResidentStatus.PRESENT)
        .select_related("resident")
        .first()
    )
    return binding.resident if binding else None


def _by_id_number(community: Area, id_number: str) -> Resident | None:
    number = read_id_number(id_number, today=timezone.localdate())
    if number is None:
        return None
    index = crypto.blind_index("id_number", number.value)
    return Resident.objects.present().filter(community=community, id_index=index).first()


def _account_of(resident: Resident | None) -> User | None:
    if resident is None:
        return None
    binding = resident.bindings.standing().select_related("user").first()
    return binding.user if binding else None


def _subject(user: User, resident: Resident | None) -> UUID:
    return resident.subject if resident is not None else user.subject


def refusals() -> dict[str, DomainError]:
    return {
        "volunteers_volunteer_subject_key": DomainError(_("已经登记过志愿者"), code="already"),
        "volunteer_once_per_account": DomainError(
            _("这个账号已经登记过志愿者"), code="already", field="name"
        ),
        "volunteer_once_per_resident": DomainError(
            _("这位居民已经登记过志愿者"), code="already", field="resident"
        ),
        "volunteer_once_per_id_number": DomainError(
            _("这个身份证号已经登记过志愿者"), code="already", field="id_number"
        ),
    }
