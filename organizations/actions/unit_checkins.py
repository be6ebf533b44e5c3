"""Units check in at a community: what they bring, which posts they take, whom to call."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Level
from core import messaging, outbox, tally
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing
from organizations import person_history as history
from organizations.checkin_workflow import (
    ACCEPTED,
    CONFIRM,
    DECLINE,
    END,
    PLACE,
    WITHDRAW,
    CheckinStep,
)
from organizations.models import Organization, PostClass, UnitCheckin


@dataclass(frozen=True)
class UnitFacts:
    brings: str
    posts: Iterable[PostClass]
    contact_name: str
    contact_phone: str
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def register_unit(
    organization: Organization, community: Area, facts: UnitFacts, *, actor: User
) -> UnitCheckin:
    """By the manager of the unit, or by the community for a unit that came to the counter."""
    organization = _lock_unit(organization)
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选一个社区"), field="community")
    if _has_one(organization, community):
        raise _already_here()
    checkin = UnitCheckin(community=community, organization=organization, registered_by=actor)
    posts = write_facts(checkin, facts)
    with refusing(unit_checkin_once_while_standing=_already_here()):
        checkin.save(force_insert=True)
    checkin.posts.set(posts)
    history.note("organizations.unit_registered", checkin, actor=actor, details=_facts_of(checkin))
    _publish("register", checkin)
    return checkin


@transaction.atomic
def correct_unit(checkin: UnitCheckin, facts: UnitFacts, *, actor: User) -> UnitCheckin:
    checkin = _lock(checkin)
    if not checkin.is_standing:
        raise _moved_on(checkin)
    posts = write_facts(checkin, facts)
    checkin.save()
    checkin.posts.set(posts)
    history.note("organizations.unit_corrected", checkin, actor=actor, details=_facts_of(checkin))
    return checkin


@transaction.atomic
def confirm_unit(checkin: UnitCheckin, *, actor: User) -> UnitCheckin:
    """The community accepts; the paper (报到单) goes back to the unit."""
    checkin = _lock(checkin)
    _move(checkin, CONFIRM, actor=actor)
    tally.add("organizations.unit_checkins", checkin.community_id)
    _tell(checkin, "organizations.unit_checkin_confirmed")
    return checkin


@transaction.atomic
def decline_unit(checkin: UnitCheckin, *, reason: str, actor: User) -> UnitCheckin:
    checkin = _lock(checkin)
    _move(checkin, DECLINE, actor=actor, reason=reason)
    _tell(checkin, "organizations.unit_checkin_declined")
    return checkin


@transaction.atomic
def start_unit(checkin: UnitCheckin, *, actor: User) -> UnitCheckin:
    """The posts are taken up."""
    checkin = _lock(checkin)
    _move(checkin, PLACE, actor=actor)
    return checkin


@transaction.atomic
def end_unit(checkin: UnitCheckin, *, reason: str, actor: User) -> UnitCheckin:
    checkin = _lock(checkin)
    _move(checkin, END, actor=actor, reason=reason)
    _tell(checkin, "organizations.unit_checkin_ended")
    return checkin


@transaction.atomic
def withdraw_unit(checkin: UnitCheckin, *, actor: User | None) -> UnitCheckin:
    checkin = _lock(checkin)
    _move(checkin, WITHDRAW, actor=actor)
    return checkin


# --- inside ------------------------------------------------------------------------------------
def _lock_unit(organization: Organization) -> Organization:
    return Organization.objects.select_for_update(of=("self",), no_key=True).get(pk=organization.pk)


def _lock(checkin: UnitCheckin) -> UnitCheckin:
    return (
        UnitCheckin.objects.select_for_update(of=("self",))
        .select_related("organization", "community")
        .get(pk=checkin.pk)
    )


def _has_one(organization: Organization, community: Area) -> bool:
    rows = UnitCheckin.objects.standing()
    return rows.filter(organization=organization, community=community).exists()


def _already_here() -> DomainError:
    return DomainError(_("这个单位在这个社区已经报到了"), code="already_here", field="organization")


def facts_of(checkin: UnitCheckin) -> UnitFacts:
    """What the paper says so far."""
    return UnitFacts(
        brings=checkin.brings,
        posts=list(checkin.posts.all()),
        contact_name=checkin.contact_name.open(),
        contact_phone=checkin.contact_phone.open(),
        starts_on=checkin.starts_on,
        ends_on=checkin.ends_on,
    )


def faults_of(facts: UnitFacts) -> Iterator[DomainError]:
    if not facts.brings.strip():
        yield DomainError(_("请写一句能带来什么"), field="brings")
    if not list(facts.posts):
        yield DomainError(_("请至少选一类岗位"), field="posts")
    if not facts.contact_name.strip():
        yield DomainError(_("请写联系人"), field="contact_name")
    if read_phone(facts.contact_phone) is None:
        yield DomainError(_("请写手机号，或带区号的座机"), field="contact_phone")
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        yield DomainError(_("结束日期早于开始日期"), field="ends_on")


def write_facts(checkin: UnitCheckin, facts: UnitFacts) -> list[PostClass]:
    for fault in faults_of(facts):
        raise fault
    posts = list(facts.posts)
    checkin.brings, checkin.contact_name = facts.brings.strip(), facts.contact_name.strip()
    checkin.contact_phone = read_phone(facts.contact_phone) or ""
    checkin.starts_on, checkin.ends_on = facts.starts_on, facts.ends_on
    return posts


def _move(checkin: UnitCheckin, step: CheckinStep, *, actor: User | None, reason: str = "") -> None:
    if checkin.status not in step.sources:
        raise _moved_on(checkin)
    if step.reason_required and not reason.strip():
        raise DomainError(_("请写一句原因，单位看得到"), field="reason")
    counted = checkin.status in ACCEPTED
    checkin.status = step.target
    if step in (CONFIRM, DECLINE):
        checkin.decided_by, checkin.decided_at = actor, timezone.now()
    if not checkin.is_standing:
        checkin.ended_at = timezone.now()
        checkin.reason = reason.strip()
        if counted:
            tally.add("organizations.unit_checkins", checkin.community_id, delta=-1)
    checkin.save()
    history.note(
        f"organizations.unit_{step.name}", checkin, actor=actor, details=_facts_of(checkin)
    )
    _publish(step.name, checkin)


def _moved_on(checkin: UnitCheckin) -> DomainError:
    return DomainError(
        _("这份报到现在是“{status}”，不能再这样办").format(status=checkin.get_status_display()),
        code="moved_on",
    )


def _facts_of(checkin: UnitCheckin) -> dict[str, Any]:
    return {"organization": checkin.organization_id, "community": checkin.community_id}


def _publish(name: str, checkin: UnitCheckin) -> None:
    outbox.publish(
        f"organizations.unit_{name}",
        key=f"organizations.unit_{name}:{checkin.pk}:{timezone.now().isoformat()}",
        payload={"checkin_id": checkin.pk, "community_id": checkin.community_id},
    )


def _tell(checkin: UnitCheckin, kind: str) -> None:
    """Who registered it hears of it."""
    if checkin.registered_by_id is None or checkin.registered_by_id == checkin.decided_by_id:
        return
    place, unit = checkin.community, checkin.organization
    messaging.send(
        kind,
        to_user=checkin.registered_by_id,
        scope=checkin.community_id,
        context={
            "community": place.name,
            "community_en": place.name_en or place.name,
            "unit": unit.name,
        },
        dedup_key=f"{kind}:{checkin.pk}",
        link=f"/desk/checkins/units/{checkin.pk}/",
    )
