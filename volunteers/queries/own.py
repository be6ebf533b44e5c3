"""A volunteer's own page, and that of the parents who let their child serve.

His place need not be among those his bindings reach: what he reads here is fetched inside the
one community he serves, and is about himself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.viewer import Viewer
from communities.models import Area, Level, Resident
from core import scope
from core.spans import in_hours
from organizations.models import MemberCheckin, ServiceDomain
from volunteers.guardians import answers_for
from volunteers.models import ServiceRecord, Volunteer
from volunteers.models.volunteers import ADULT, YOUNGEST
from volunteers.queries import words
from volunteers.queries.words import SkillRow
from volunteers.workflow import VolunteerStatus


@dataclass(frozen=True)
class Card:
    """What a volunteer sees of himself."""

    name: str
    number: str
    community: str
    status: str
    status_words: str
    reason: str
    since: object
    resting_until: date | None
    skills: list[SkillRow]
    domains: list[str]
    times: str
    limits: list[tuple[str, str]]
    political: str
    hours: str
    waits_for_guardian: bool
    in_register: bool
    """Only then does the platform know whose phone a guardian's word can come from."""
    unchecked: bool

    @property
    def is_active(self) -> bool:
        return self.status == VolunteerStatus.ACTIVE


@dataclass(frozen=True)
class Ward:
    """A child of mine who would like to serve."""

    pk: int
    name: str
    community: str
    agreed_at: object
    status: str


def find_mine(viewer: Viewer) -> Volunteer | None:
    if viewer.user_id is None:
        return None
    return (
        Volunteer.objects.filter(user_id=viewer.user_id)
        .select_related("community__parent", "grid", "user")
        .first()
    )


def get_mine(viewer: Viewer) -> Volunteer:
    """Whoever is none, or has left, finds no such page."""
    found = find_mine(viewer)
    if found is None or found.status == VolunteerStatus.WITHDRAWN:
        raise Http404
    return found


def get_any(viewer: Viewer) -> Volunteer:
    """Who has left, too: what he did stays his."""
    found = find_mine(viewer)
    if found is None:
        raise Http404
    return found


def get_serving(viewer: Viewer) -> Volunteer | MemberCheckin:
    """Whose hours may be asked for: a volunteer, one who has left too, or a checked-in member."""
    found: Volunteer | MemberCheckin | None = find_mine(viewer)
    found = found or MemberCheckin.objects.of(viewer).accepted().order_by("pk").last()
    if found is None:
        raise Http404
    return found


@contextmanager
def at_home(volunteer: Volunteer | MemberCheckin, viewer: Viewer) -> Iterator[None]:
    """Inside the one community he serves, and what the viewer reaches anyway."""
    with _also_in(viewer, volunteer.community_id):
        yield


@contextmanager
def joining(viewer: Viewer, community: Area) -> Iterator[None]:
    """For the first step into a community one is not bound to."""
    with _also_in(viewer, community.pk):
        yield


@contextmanager
def _also_in(viewer: Viewer, community_id: int) -> Iterator[None]:
    with scope.entered({*viewer.community_ids, community_id}, user_id=viewer.user_id):
        yield


def card(volunteer: Volunteer) -> Card:
    """Inside `at_home`."""
    volunteer.name.disclose()
    agreed = volunteer.guardian_consents.standing().exists()
    return Card(
        name=str(volunteer.name),
        number=volunteer.number_shown,
        community=volunteer.community.title,
        status=volunteer.status,
        status_words=words.status_in_words(volunteer),
        reason=volunteer.status_reason.open(),
        since=volunteer.accepted_at,
        resting_until=volunteer.paused_until if volunteer.is_paused() else None,
        skills=words.skill_rows(volunteer),
        domains=[str(domain) for domain in volunteer.domains.all()],
        times=words.times_in_words(volunteer),
        limits=words.limits_of(volunteer),
        political=str(volunteer.get_political_display()) if volunteer.political else "",
        hours=in_hours(ServiceRecord.objects.filter(volunteer=volunteer).counted().minutes()),
        waits_for_guardian=volunteer.is_minor() and not agreed,
        in_register=volunteer.resident_id is not None,
        unchecked=not volunteer.identity,
    )


def my_record(viewer: Viewer) -> Resident | None:
    """His own record, where he is in one register; then his name and birthday are known."""
    people = Resident.objects.present().filter(pk__in=viewer.resident_ids)
    found = list(people.select_related("community")[:2])
    return found[0] if len(found) == 1 else None


def known_of(record: Resident | None) -> dict[str, str] | None:
    """What the register says already, for the person to see that it is he."""
    if record is None:
        return None
    record.name.disclose()
    return {"name": str(record.name), "community": record.community.title}


def around(volunteer: Volunteer) -> dict[str, Any]:
    """Whose page it is, for the lead of a form."""
    volunteer.name.disclose()
    return {
        "name": str(volunteer.name),
        "community": volunteer.community.title,
        "agreed": volunteer.guardian_consents.standing().exists(),
    }


def communities_to_join() -> QuerySet[Area]:
    return Area.objects.communities().order_by("path")


def grids_to_live_in(volunteer: Volunteer) -> QuerySet[Area]:
    return Area.objects.filter(
        level=Level.GRID, is_active=True, community=volunteer.community_id
    ).order_by("position", "pk")


def domains_in_use() -> QuerySet[ServiceDomain]:
    return ServiceDomain.objects.filter(is_active=True)


# --- parents -------------------------------------------------------------------------------------
def wards(viewer: Viewer) -> list[Ward]:
    """Minors who wait for this account's word, or have it."""
    return [
        Ward(
            row.pk,
            _named(row),
            row.community.title,
            next((c.given_at for c in row.guardian_consents.all() if not c.withdrawn_at), None),
            row.status,
        )
        for row in _of_my_children(viewer).prefetch_related("guardian_consents")
    ]


def get_ward(viewer: Viewer, pk: int) -> Volunteer:
    found = _of_my_children(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _of_my_children(viewer: Viewer) -> QuerySet[Volunteer]:
    if viewer.user_id is None or viewer.is_staff:
        return Volunteer.objects.none()
    today = timezone.localdate()
    return (
        Volunteer.objects.filter(
            answers_for(viewer.user_id),
            born_on__gt=date(today.year - ADULT, today.month, min(today.day, 28)),
            born_on__lte=date(today.year - YOUNGEST, today.month, min(today.day, 28)),
        )
        .exclude(status=VolunteerStatus.WITHDRAWN)
        .select_related("community")
        .order_by("pk")
    )


def _named(volunteer: Volunteer) -> str:
    volunteer.name.disclose()
    return str(volunteer.name)
