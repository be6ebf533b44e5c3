"""The demo's front desk: who can be entered with one click."""

from itertools import groupby
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from accounts.models import RoleGrant, User
from core.words import listed
from doors.models import DemoPerson


def person(pk: str) -> User:
    people = DemoPerson.objects.select_related("user")
    return get_object_or_404(people, pk=pk if pk.isdigit() else 0).user


def groups() -> list[dict[str, Any]]:
    """Everyone, under the heading of the door they use."""
    english = get_language() == "en"
    people = list(DemoPerson.objects.select_related("user"))
    grants: dict[int, RoleGrant] = {}
    standing = RoleGrant.objects.in_force().filter(user__in=[person.user_id for person in people])
    for grant in standing.prefetch_related("area_scopes__area").order_by("-pk"):
        grants[grant.user_id] = grant

    def group_of(person: DemoPerson) -> str:
        return person.group_en if english else person.group

    return [
        {"title": title, "people": [_shown(p, grants.get(p.user_id), english) for p in members]}
        for title, members in groupby(people, group_of)
    ]


def _shown(shown: DemoPerson, grant: RoleGrant | None, english: bool) -> dict[str, Any]:
    areas = [scope.area.title for scope in grant.area_scopes.all()] if grant else []
    return {
        "pk": shown.pk,
        "name": shown.user.name.open(),  # invented people: nobody to protect
        "role": grant.get_role_display() if grant else "",
        "place": listed(areas),
        "story": shown.story_en if english else shown.story,
    }
