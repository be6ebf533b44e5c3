"""Departments at the desk: what each is for, and who speaks for it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.models.grants import RoleGrantQuerySet
from accounts.roles import DEPARTMENT_LIAISON
from accounts.viewer import Viewer
from communities import history
from communities.models import Area, Department, Level
from communities.pinyin import sounds_like
from communities.queries.past import history_of
from core import crypto
from core.identifiers import read_phone


@dataclass(frozen=True)
class Liaison:
    grant: RoleGrant
    deputies: list[RoleGrant]
    """Who stands in today, or will."""

    @property
    def name(self) -> str:
        return self.grant.user.name.open() or str(self.grant.user.phone)

    @property
    def people(self) -> list[User]:
        return [grant.user for grant in (self.grant, *self.deputies)]


@dataclass(frozen=True)
class Row:
    department: Department
    liaison: Liaison | None


@dataclass(frozen=True)
class Page:
    department: Department
    liaison: Liaison | None
    past: list[RoleGrant]
    history: list[history.Event]


def reads(viewer: Viewer) -> bool:
    """Whoever works here; a manager of an organisation finds the public list."""
    own = viewer.area_ids and not viewer.role.reach.is_office
    return viewer.is_staff and not viewer.sleeping and bool(own or viewer.department_ids)


def listing(viewer: Viewer) -> list[Row]:
    """Those of the viewer's places, and of the places above; the district's first."""
    if not reads(viewer):
        raise Http404
    departments = list(_visible(viewer).filter(is_active=True))
    found = _liaisons(departments)
    return [Row(department, found.get(department.pk)) for department in departments]


def find(viewer: Viewer, text: str) -> list[Row]:
    """By what it is called or does, its telephone, or who speaks for it: they are few, so they
    are read through. Nothing for whoever has no list of them."""
    if not reads(viewer):
        return []
    words, phone = text.lower(), read_phone(text)
    index = crypto.blind_index("phone", phone) if phone else ""
    return [
        row
        for row in listing(viewer)
        if sounds_like(row.department.name, text)
        or words in _in_words(row.department)
        or (row.liaison and any(_is(user, text, index) for user in row.liaison.people))
    ]


def _in_words(department: Department) -> str:
    return f"{department.name_en} {department.duties} {department.telephone}".lower()


def _is(user: User, text: str, index: str) -> bool:
    return sounds_like(user.name.open(), text) or bool(index and user.phone_index == index)


def get_department(viewer: Viewer, pk: int) -> Department:
    if not reads(viewer):
        raise Http404
    return get_object_or_404(_visible(viewer), pk=pk)


def page(viewer: Viewer, department: Department) -> Page:
    rows = _held([department])
    today = timezone.localdate()
    over = Q(revoked_at__isnull=False) | Q(ends_on__lt=today)
    past = list(rows.filter(over, delegated_from__isnull=True).order_by("-starts_on", "-pk")[:10])
    for grant in past:
        grant.user.name.disclose()
    return Page(
        department,
        _liaisons([department]).get(department.pk),
        past,
        history_of(viewer, department),
    )


def own_departments(viewer: Viewer) -> list[Row]:
    departments = list(
        Department.objects.filter(pk__in=viewer.department_ids).select_related("area")
    )
    found = _liaisons(departments) if departments else {}
    return [Row(department, found.get(department.pk)) for department in departments]


def above(community: Area) -> list[Department]:
    """The departments of the community's street and district, the nearest first."""
    rows = Department.objects.filter(area__in=community.ancestor_ids, is_active=True)
    found = list(rows.select_related("area").order_by("name", "pk"))
    return sorted(found, key=lambda department: -len(department.area.path))


def _visible(viewer: Viewer) -> "QuerySet[Department]":
    rule = Q(pk__in=viewer.department_ids)
    if not viewer.role.reach.is_office:
        for area in Area.objects.filter(pk__in=viewer.area_ids):
            rule |= Q(area__in=area.ancestor_ids)
            if area.level in {Level.DISTRICT, Level.STREET}:
                rule |= Q(area__path__startswith=area.path)
    rows = Department.objects.filter(rule).select_related("area").distinct()
    return rows.order_by("area__path", "name", "pk")


def _held(departments: list[Department]) -> RoleGrantQuerySet:
    rows = RoleGrant.objects.filter(
        role=DEPARTMENT_LIAISON, department_scopes__department__in=departments
    )
    return rows.select_related("user")


def _liaisons(departments: list[Department]) -> dict[int, Liaison]:
    lent = Prefetch(
        "delegations",
        RoleGrant.objects.not_over().select_related("user").order_by("starts_on"),
        to_attr="standing_in",
    )
    rows = _held(departments).not_over().filter(delegated_from__isnull=True)
    found: defaultdict[int, list[Liaison]] = defaultdict(list)
    for grant in rows.prefetch_related(lent, "department_scopes").order_by("starts_on", "pk"):
        deputies: list[RoleGrant] = grant.standing_in  # type: ignore[attr-defined]
        for each in (grant, *deputies):
            each.user.name.disclose()
        for scope in grant.department_scopes.all():
            found[scope.department_id].append(Liaison(grant, deputies))
    return {pk: liaisons[0] for pk, liaisons in found.items()}
