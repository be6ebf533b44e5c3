"""An organisation comes into the register, changes its standing, and leaves it."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Level
from core import tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions import hubs, managers, training_bases
from organizations.actions.facts import FACT_NAMES, Facts, differences, facts_of, read_facts
from organizations.actions.guards import lock, lock_standing
from organizations.history import note, tell
from organizations.models import ContactPerson, Cultivation, Organization, ServiceArea
from organizations.workflow import CLOSE, CONFIRM, DECLINE, RESUME, SUSPEND, Status, Step

STANDING = frozenset({"registration", "filing_number", "filing_authority", "filed_until", "uscc"})
"""How it is registered."""
STANDS_AT = frozenset({Level.COMMUNITY, Level.STREET, Level.DISTRICT})


@transaction.atomic
def propose(area: Area, facts: Facts, *, actor: User) -> Organization:
    """Somebody at work knows of one; who keeps the register will look at it."""
    return _enter(area, facts, Status.PROPOSED, "organization_proposed", actor)


@transaction.atomic
def register(area: Area, facts: Facts, *, actor: User | None) -> Organization:
    """By who keeps the register, papers at hand."""
    return _enter(area, facts, Status.ACTIVE, "organization_registered", actor)


@transaction.atomic
def correct(
    organization: Organization, *, actor: User | None, grown: bool = False, **changes: Any
) -> Organization:
    """Mend, complete or bring up to date. What stood there before stays in the history. Of what
    still grows, only its own steps (`grown`) say how it is registered: the street has seen the
    papers then."""
    fresh = lock_standing(organization)
    before = facts_of(fresh)
    after = read_facts(replace(before, **changes))
    changed = differences(before, after)
    if not changed:
        return fresh
    growing = Cultivation.objects.under_way().filter(organization=fresh)
    if not grown and STANDING & changed.keys() and growing.exists():
        raise DomainError(
            _("它还在“组织培育”里走备案的路，备案由街道在那里办"), field="registration"
        )
    if fresh.graded_on and after.founded_on and fresh.graded_on < after.founded_on:
        said = _("它 %(day)s 就评了等级，成立日期不能更晚") % {"day": fresh.graded_on.isoformat()}
        raise DomainError(said, field="founded_on")
    counted = int(fresh.status == Status.ACTIVE)
    _count(fresh, -counted)
    for name, value in after.as_values().items():
        setattr(fresh, name, value)
    with refusing(**_refusals()):
        fresh.save(update_fields=[*FACT_NAMES, "family", "name_key", "name_initials"])
    _count(fresh, counted)
    if before.is_hub and not after.is_hub:
        hubs.end_with(fresh, actor=actor)
    note("organization_corrected", fresh, actor=actor, details=changed)
    tell("organization_corrected", fresh)
    return fresh


@transaction.atomic
def renew_filing(
    organization: Organization, *, filing_number: str, filed_until: Any, actor: User
) -> Organization:
    """The street has filed it anew."""
    if filed_until < timezone.localdate():
        raise DomainError(_("新的有效期已经过了，请核对"), field="filed_until")
    return correct(organization, filing_number=filing_number, filed_until=filed_until, actor=actor)


@transaction.atomic
def set_contact(
    organization: Organization, *, name: str, phone: str, position: str = "", actor: User | None
) -> ContactPerson:
    """Whom to call. The history says that he changed, not who he was."""
    fresh = lock_standing(organization)
    if not name.strip():
        raise DomainError(_("请写联系人姓名"), field="name")
    contact, _new = ContactPerson.objects.update_or_create(
        organization=fresh,
        defaults={
            "community_id": fresh.community_id,
            "name": name.strip(),
            "position": position.strip(),
            "phone": phone,
        },
    )
    note("contact_set", fresh, actor=actor)
    return contact


@transaction.atomic
def set_service_areas(
    organization: Organization, *, areas: list[Area], actor: User | None
) -> Organization:
    """Where it works, all of it; what lies inside another of them is not named twice."""
    fresh = lock_standing(organization)
    places = _outermost(list(areas))
    if not places:
        raise DomainError(_("请至少选一处"), field="areas")
    if any(place.level not in STANDS_AT or not place.is_active for place in places):
        raise DomainError(_("服务范围只能是社区、街道、区县"), field="areas")
    before = {row.area_id: row.area.name for row in fresh.service_areas.select_related("area")}
    after = {place.pk: place.name for place in places}
    if before.keys() == after.keys():
        return fresh
    fresh.service_areas.exclude(area_id__in=after).delete()
    ServiceArea.objects.bulk_create(
        ServiceArea(organization=fresh, area_id=pk) for pk in after.keys() - before.keys()
    )
    details = {"areas": [sorted(before.values()), sorted(after.values())]}
    note("service_areas_set", fresh, actor=actor, details=details)
    tell("service_areas_set", fresh)
    return fresh


# --- along the table -----------------------------------------------------------------------------
@transaction.atomic
def confirm(organization: Organization, *, actor: User) -> Organization:
    """Nobody confirms what he proposed himself."""
    fresh = lock(organization)
    if fresh.proposed_by_id == actor.pk:
        raise DomainError(_("这是您自己提出的，请另一位同事确认"), code="oneself")
    return _move(fresh, CONFIRM, "", actor)


@transaction.atomic
def decline(organization: Organization, *, reason: str, actor: User) -> Organization:
    return _move(lock(organization), DECLINE, reason, actor)


@transaction.atomic
def suspend(organization: Organization, *, reason: str, actor: User | None) -> Organization:
    """It takes nothing new; residents no longer see it."""
    return _move(lock(organization), SUSPEND, reason, actor)


@transaction.atomic
def resume(organization: Organization, *, actor: User) -> Organization:
    return _move(lock(organization), RESUME, "", actor)


@transaction.atomic
def close(organization: Organization, *, reason: str, actor: User | None) -> Organization:
    """It leaves the register for good: its managers with it."""
    fresh = _move(lock(organization), CLOSE, reason, actor)
    managers.dismiss_all(fresh, reason=fresh.reason, actor=actor)
    training_bases.end_with(fresh, actor=actor)
    hubs.end_with(fresh, actor=actor)
    return fresh


def _enter(area: Area, facts: Facts, status: Status, verb: str, actor: User | None) -> Organization:
    if area.level not in STANDS_AT or not area.is_active:
        raise DomainError(_("请选一个社区、街道或区县"), field="area")
    organization = Organization(
        area=area,
        community_id=area.community_id,
        status=status,
        proposed_by=actor if status == Status.PROPOSED else None,
        **read_facts(facts).as_values(),
    )
    with refusing(**_refusals()):
        organization.save(force_insert=True)
    ServiceArea.objects.create(organization=organization, area=area)
    details = {"kind": organization.kind, "registration": organization.registration}
    note(verb, organization, actor=actor, details=details)
    if status == Status.ACTIVE:
        _count(organization, 1)
    tell(verb, organization)
    return organization


def _move(organization: Organization, step: Step, reason: str, actor: User | None) -> Organization:
    """Along one step of the table, under the lock, written down."""
    if organization.status not in step.sources:
        raise DomainError(
            _("“%(name)s”现在是“%(status)s”，不能再这样办")
            % {"name": organization.title, "status": organization.get_status_display()},
            code="moved_on",
        )
    words = reason.strip()
    if step.reason_required and not words:
        raise DomainError(_("请写一句原因"), field="reason")
    was_active = organization.status == Status.ACTIVE
    organization.status, organization.reason = step.target, words
    organization.status_on = timezone.localdate()
    with refusing(**_refusals()):
        organization.save(update_fields=["status", "reason", "status_on"])
    verb = f"organization_{step.name}"
    note(verb, organization, actor=actor, details={"reason": words} if words else None)
    _count(organization, (step.target == Status.ACTIVE) - was_active)
    tell(verb, organization)
    return organization


def _count(organization: Organization, delta: int) -> None:
    """How many stand in the register: of each family, per place."""
    if delta:
        dims = {"family": organization.family, "kind": organization.kind}
        tally.add("organizations.active", organization.area_id, dims=dims, delta=delta)


def _outermost(areas: list[Area]) -> list[Area]:
    return [
        area
        for area in areas
        if not any(area.pk != other.pk and area.path.startswith(other.path) for other in areas)
    ]


def _refusals() -> dict[str, DomainError]:
    return {
        "organization_code_once": DomainError(
            _("这个统一社会信用代码已经登记过：请到那一份上加服务范围，不要再登记一次"),
            code="code_taken",
            field="uscc",
        ),
        "organization_named_once_in_its_place": DomainError(
            _("这里已经有一个同名的"), code="name_taken", field="name"
        ),
        "organization_grade_of_registered": DomainError(
            _("它有评估等级，登记情况只能是已登记的社会组织"), code="graded", field="registration"
        ),
    }
