"""What a Party member says about himself, and where the register says he lives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Binding
from core.exceptions import DomainError
from organizations.models import MemberCheckin, Organization, PostClass, TimeSlot


@dataclass(frozen=True)
class MemberFacts:
    """What somebody writes about himself when he checks in."""

    name: str
    home_unit: str
    posts: Iterable[PostClass]
    times: Iterable[str]
    skills: str = ""
    intent: str = ""
    shares_name: bool = False
    units: Iterable[Organization] = ()
    """Units that stand in the register under this very name; found by the form."""


def subject_of(user: User, community: Area) -> UUID:
    """Under which key his consents lie: his record's in the register, else his account's."""
    bound = (
        Binding.objects.standing()
        .filter(user=user, community=community)
        .values_list("resident__subject", flat=True)
    )
    return bound.first() or user.subject


def home_grid(user: User, community: Area) -> Area | None:
    """Where the register says he lives: a proposal the desk may change."""
    bound = (
        Binding.objects.standing()
        .filter(user=user, community=community, resident__grid__isnull=False)
        .select_related("resident__grid")
        .first()
    )
    return bound.resident.grid if bound else None


def facts_of(checkin: MemberCheckin) -> MemberFacts:
    """What he has said so far."""
    return MemberFacts(
        name=checkin.name.open(),
        home_unit=checkin.home_unit_name.open(),
        posts=list(checkin.posts.all()),
        times=checkin.times,
        skills=checkin.skills,
        intent=checkin.intent,
        shares_name=checkin.shares_name,
        units=[checkin.home_unit] if checkin.home_unit else [],
    )


def faults_of(facts: MemberFacts) -> Iterator[DomainError]:
    if not facts.name.split():
        yield DomainError(_("请填姓名"), field="name")
    if not list(facts.posts):
        yield DomainError(_("请至少选一样愿意做的事"), field="posts")
    if not facts.times or not set(facts.times) <= set(TimeSlot.values):
        yield DomainError(_("请至少选一段有空的时间"), field="times")


def write_facts(checkin: MemberCheckin, facts: MemberFacts) -> list[PostClass]:
    for fault in faults_of(facts):
        raise fault
    name, unit = "".join(facts.name.split()), facts.home_unit.strip()
    posts, times = list(facts.posts), set(facts.times)
    units = list(facts.units)
    checkin.name = name
    checkin.home_unit = units[0] if len(units) == 1 else None
    checkin.home_unit_name = unit
    checkin.shares_name = facts.shares_name
    checkin.skills = facts.skills.strip()
    checkin.intent = facts.intent.strip()
    checkin.times = [slot for slot in TimeSlot.values if slot in times]
    return posts
