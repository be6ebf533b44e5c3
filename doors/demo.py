"""The demo's front desk: who can be entered with one click."""

from collections import defaultdict
from itertools import groupby
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Value
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
    """Everybody else whom the desk may call on, register by register, by name: in one statement."""
    first, *others = (
        rows.order_by().values_list(Value(number, IntegerField()), "user_id", "user__name")
        for number, (_title, rows) in enumerate(_by_register())
    )
    people: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, pk, name in first.union(*others).order_by("user__name", "user_id"):
        people[number].append({"pk": f"{OTHERS}{pk}", "name": name.open()})
    return [
        {"title": title, "people": people[number]}
        for number, (title, _rows) in enumerate(_by_register())
    ]


def _by_register() -> list[tuple[str, "QuerySet[Any]"]]:
    """Rows that name an account."""
    grants = RoleGrant.objects.in_force()
    here = {"user__is_active": True}
    return [
        (_("志愿者"), Volunteer.objects.active().filter(**here)),
        (_("报到党员"), MemberCheckin.objects.filter(**here)),
        (_("社工"), SocialWorker.objects.active().filter(**here)),
        (_("机构负责人"), grants.filter(role=ORG_MANAGER, **here)),
        (_("部门联络员"), grants.filter(role=DEPARTMENT_LIAISON, **here)),
        (_("网格员"), grants.filter(role=GRID_WORKER, **here)),
    ]


def _in_a_register() -> "QuerySet[User]":
    rule = Q(pk__in=[])
    for _title, rows in _by_register():
        rule |= Q(pk__in=rows.order_by().values("user_id"))
    return User.objects.filter(rule)


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
