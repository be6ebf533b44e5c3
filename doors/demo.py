"""The demo's front desk: who can be entered with one click."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.roles import DEPARTMENT_LIAISON, GRID_WORKER, ORG_MANAGER
from core.words import listed
from doors.models import DemoPerson
from organizations.models import MemberCheckin, SocialWorker
from volunteers.models import Volunteer

OTHERS = "account-"
"""Before the key of somebody who has no story of his own on the front page."""


def person(pk: str) -> User:
    if pk.startswith(OTHERS) and pk.removeprefix(OTHERS).isdigit():
        return get_object_or_404(_in_a_register(), pk=pk.removeprefix(OTHERS))
    people = DemoPerson.objects.select_related("user")
    return get_object_or_404(people, pk=pk if pk.isdigit() else 0).user


def registers() -> list[dict[str, Any]]:
    """Everybody else whom the desk may call on, register by register, by name."""
    return [
        {
            "title": title,
            "people": [
                {"pk": f"{OTHERS}{user.pk}", "name": user.name.open()}
                for user in accounts.order_by("name", "pk")
            ],
        }
        for title, accounts in _by_register()
    ]


def _by_register() -> list[tuple[str, "QuerySet[User]"]]:
    grants = RoleGrant.objects.in_force()
    volunteers = Volunteer.objects.active().filter(user__isnull=False)
    members = MemberCheckin.objects.standing().filter(user__isnull=False)
    workers = SocialWorker.objects.active().filter(user__isnull=False)
    found: list[tuple[str, QuerySet[Any]]] = [
        (_("志愿者"), volunteers),
        (_("报到党员"), members),
        (_("社工"), workers),
        (_("机构负责人"), grants.filter(role=ORG_MANAGER)),
        (_("部门联络员"), grants.filter(role=DEPARTMENT_LIAISON)),
        (_("网格员"), grants.filter(role=GRID_WORKER)),
    ]
    return [
        (title, User.objects.filter(is_active=True, pk__in=rows.values_list("user_id")))
        for title, rows in found
    ]


def _in_a_register() -> "QuerySet[User]":
    keys = {pk for _title, rows in _by_register() for pk in rows.values_list("pk", flat=True)}
    return User.objects.filter(pk__in=keys)


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
