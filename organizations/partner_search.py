"""Agreements, demands, what grows and where, for the search over everything: in one statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from core.words import says_enough
from organizations.models import (
    CheckinPost,
    Commissioner,
    Cultivation,
    Demand,
    Facility,
    Incubation,
    Pairing,
    Recruitment,
    Secondment,
    Trainer,
    TrainingCourse,
)
from organizations.queries.checkins import keeps_members
from organizations.queries.courses import sees_courses
from organizations.queries.organizations import has_register
from organizations.queries.pairings import sees_partners

MOST = 4
"""Of each kind; the boards have filters of their own."""


@dataclass(frozen=True)
class _Kind:
    label: Any
    route: str
    icon: str


KINDS = {
    "pairing": _Kind(_("结对共建"), "organizations:pairing", "link"),
    "secondment": _Kind(_("挂职驻点"), "organizations:secondment", "user"),
    "commissioner": _Kind(_("兼职委员"), "organizations:commissioner", "user"),
    "demand": _Kind(_("供需对接"), "organizations:demand", "scales"),
    "cultivation": _Kind(_("组织培育"), "organizations:cultivation", "bulb"),
    "facility": _Kind(_("服务设施"), "organizations:facility", "pin"),
    "incubation": _Kind(_("孵化基地"), "organizations:incubation", "home"),
    "course": _Kind(_("社工培训"), "organizations:course", "book"),
    "trainer": _Kind(_("师资库"), "organizations:trainer", "book"),
    "recruitment": _Kind(_("招募社工"), "organizations:recruitment", "user"),
    "post": _Kind(_("报到岗位"), "organizations:post", "flag"),
}


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """`organizations.search` includes this."""
    words = text.strip()
    if not says_enough(words) or not viewer.is_staff or viewer.sleeping:
        return []
    branches = list(_branches(viewer, words))
    if not branches:
        return []
    first, *others = branches
    rows = list(first.union(*others, all=True)) if others else list(first)
    rows.sort(key=lambda row: list(KINDS).index(row[0]))
    return [
        {
            "title": title,
            "subtitle": f"{KINDS[kind].label} · {where}",
            "url": reverse(KINDS[kind].route, args=[pk]),
            "icon": KINDS[kind].icon,
        }
        for kind, pk, title, where in rows
    ]


def _branches(viewer: Viewer, words: str) -> Iterator["QuerySet[Any, Any]"]:
    """Of each kind this viewer has a page for."""
    if sees_partners(viewer):
        named = Q(title__icontains=words) | Q(organization__name__icontains=words)
        rows = Pairing.objects.visible_to(viewer).filter(named)
        yield _lines(rows.order_by("-ends_on", "pk"), "pairing", "title", "organization__name")
        named = Q(post__icontains=words) | Q(organization__name__icontains=words)
        stationed = Secondment.objects.visible_to(viewer).filter(named)
        yield _lines(
            stationed.order_by("-ends_on", "pk"), "secondment", "post", "organization__name"
        )
        named = Q(office__icontains=words) | Q(organization__name__icontains=words)
        seats = Commissioner.objects.visible_to(viewer).filter(named)
        yield _lines(
            seats.order_by("-ends_on", "pk"), "commissioner", "office", "organization__name"
        )
    if has_register(viewer):
        demands = Demand.objects.visible_to(viewer).filter(title__icontains=words)
        yield _lines(demands.order_by("-published_on", "-pk"), "demand", "title", "area__name")
        growing = Cultivation.objects.visible_to(viewer).filter(name__icontains=words)
        yield _lines(growing.order_by("-moved_on", "-pk"), "cultivation", "name", "community__name")
        named = Q(name__icontains=words) | Q(address__icontains=words)
        places = Facility.objects.visible_to(viewer).filter(named)
        yield _lines(places.order_by("area__path", "pk"), "facility", "name", "area__name")
        named = Q(organization__name__icontains=words) | Q(plan__icontains=words)
        housed = Incubation.objects.visible_to(viewer).filter(named)
        yield _lines(
            housed.order_by("-status_on", "-pk"), "incubation", "organization__name", "base__name"
        )
    if sees_courses(viewer):
        named = Q(title__icontains=words) | Q(trainer_name__icontains=words)
        courses = TrainingCourse.objects.visible_to(viewer).filter(named)
        yield _lines(courses.order_by("-held_on", "pk"), "course", "title", "area__name")
        named = Q(name__contains=words) | Q(unit__icontains=words)
        teach = Trainer.objects.visible_to(viewer).standing().filter(named)
        yield _lines(teach.order_by("since", "pk"), "trainer", "name", "unit")
        sought = Recruitment.objects.visible_to(viewer).filter(title__icontains=words)
        yield _lines(sought.order_by("-apply_until", "pk"), "recruitment", "title", "area__name")
    if keeps_members(viewer):
        posts = CheckinPost.objects.manageable_by(viewer).filter(title__icontains=words)
        yield _lines(posts.order_by("-ends_on", "pk"), "post", "title", "community__name")


def _lines(rows: "QuerySet[Any]", kind: str, title: str, where: str) -> "QuerySet[Any, Any]":
    """The same four columns of every table."""
    return rows.values_list(
        Value(kind, CharField()),
        Cast("pk", IntegerField()),
        Cast(F(title), CharField()),
        Cast(F(where), CharField()),
    )[:MOST]
