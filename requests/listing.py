"""What stands on the three lists today, out of the registers; nobody keeps the same words twice."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF
from accounts.viewer import Viewer
from activities.models import Activity
from activities.models import Kind as ActivityKind
from communities.models import Area
from organizations.models import Demand, PairingLine
from organizations.partner_workflow import LineStatus, PairingStatus
from requests.models import MenuItem
from requests.models.lists import ListField, ListName
from requests.workflow import Kind

Entry = dict[str, Any]
_F = ListField
OF_CATEGORY = {
    "visit": _F.ELDERS, "escort": _F.HEALTH, "neighbours": _F.SAFETY, "hazard": _F.SAFETY,
}  # fmt: skip
OF_DOMAIN = {
    **dict.fromkeys(("elder_care", "disability", "hardship"), _F.ELDERS),
    **dict.fromkeys(("health", "mental_health"), _F.HEALTH),
    **dict.fromkeys(("legal", "mediation", "environment", "safety"), _F.SAFETY),
    **dict.fromkeys(
        ("children", "youth", "women_family", "education", "culture_sport", "ceremony"), _F.CULTURE
    ),
}
OF_ACTIVITY = {
    ActivityKind.HEALTH: _F.HEALTH,
    **dict.fromkeys((ActivityKind.SAFETY, ActivityKind.ENVIRONMENT, ActivityKind.TALK), _F.SAFETY),
    **dict.fromkeys(
        (
            ActivityKind.CULTURE,
            ActivityKind.LEARNING,
            ActivityKind.CHILDREN,
            ActivityKind.FESTIVAL,
        ),
        _F.CULTURE,
    ),
}
"""What a place adds of its own and none of these knows stands under the last field."""
RELEASES = frozenset({COMMUNITY_SECRETARY, COMMUNITY_STAFF})
SERVED = (Kind.HELP, Kind.INQUIRY)
"""A complaint is no service."""


def may_release(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and viewer.role.code in RELEASES


def composed(community: Area) -> list[Entry]:
    """In the order in which it is printed. Three lists, one statement for each register."""
    entries = [*_services(community), *_projects(community), *_activities(community)]
    lists, fields = ListName.values, ListField.values
    return sorted(entries, key=lambda one: (lists.index(one["list"]), fields.index(one["field"])))


def _entry(on: ListName, field: ListField, key: str, **said: str) -> Entry:
    return {"list": on.value, "field": field.value, "key": key, **said}


def _services(community: Area) -> Iterator[Entry]:
    rows = MenuItem.objects.for_community(community.pk).filter(kind__in=SERVED)
    rows = rows.exclude(answer=MenuItem.Answer.ELSEWHERE).select_related("category__parent")
    for item in rows.order_by("category__position", "position", "pk"):
        big = item.category.parent or item.category
        yield _entry(
            ListName.SERVICES,
            OF_CATEGORY.get(big.code, _F.DAILY),
            f"service:{item.code}",
            name=item.name,
            name_en=item.name_en,
            by=item.who,
            by_en=item.who_en,
            price=item.price,
        )


def _projects(community: Area) -> Iterator[Entry]:
    """What an organisation may claim, and what a partner unit is doing together with the place."""
    for demand in (
        Demand.objects.open()
        .filter(area__in=community.ancestor_ids)
        .select_related("domain", "area")
        .order_by("pk")
    ):
        yield _entry(
            ListName.PROJECTS,
            OF_DOMAIN.get(demand.domain.code, _F.DAILY),
            f"demand:{demand.pk}",
            name=demand.title,
            by=demand.area.name,
            day=demand.answer_by.isoformat(),
        )
    lines = PairingLine.objects.filter(
        community=community,
        kind=PairingLine.Kind.PROJECT,
        status__in=[LineStatus.PLANNED, LineStatus.DOING],
        pairing__status=PairingStatus.RUNNING,
    )
    for line in lines.select_related("organization").order_by("pk"):
        yield _entry(
            ListName.PROJECTS,
            _F.DAILY,
            f"pairing:{line.pk}",
            name=line.text,
            by=line.organization.name,
            day=line.due_on.isoformat() if line.due_on else "",
        )


def _activities(community: Area) -> Iterator[Entry]:
    rows = Activity.objects.for_everybody().ahead().filter(community=community)
    for activity in rows.select_related("organization").order_by("starts_at", "pk"):
        yield _entry(
            ListName.ACTIVITIES,
            OF_ACTIVITY.get(ActivityKind(activity.kind), _F.DAILY),
            f"activity:{activity.pk}",
            name=activity.title,
            name_en=activity.title_en,
            by=activity.organizer_title,
            day=timezone.localtime(activity.starts_at).date().isoformat(),
        )


def by_key(entries: list[Entry]) -> dict[str, Entry]:
    return {one["key"]: one for one in entries}
