"""Whose matter is it: the nearest list that names a department, and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile, Department
from communities.queries import departments as department_queries
from grids.models import DutyOfficer, GridDuty, GridMatter, GroupReport


@dataclass(frozen=True)
class Answer:
    """A department by the nearest list; without one the duty officer of the community says."""

    matter: GridMatter
    department: Department | None
    duty: GridDuty | None
    officer: DutyOfficer | None
    reason: str


@dataclass(frozen=True)
class Handled:
    """A department and the matters it handles."""

    department: Department
    duties: list[GridDuty] = field(default_factory=list)


@dataclass(frozen=True)
class WhoHandlesWhat:
    community: Area
    profile: CommunityProfile | None
    departments: list[Handled]
    others: list[GridMatter]
    """On no list: the duty officer says."""
    q: str = ""


def department_for(matter: GridMatter, community: Area, on: date | None = None) -> Answer:
    duty = _nearest(community, on).get(matter.pk)
    if duty is not None:
        return Answer(matter, duty.department, duty, None, reason_of(duty))
    officer = DutyOfficer.objects.serving().filter(community=community).first()
    said = _("清单上没有这一项，由值班负责人定") if officer else _("清单上没有这一项，打社区电话问")
    return Answer(matter, None, None, officer, said)


def reason_of(duty: GridDuty) -> str:
    return _("按%(area)s网格事项清单，第 %(version)d 版，%(day)s起") % {
        "area": duty.area.title,
        "version": duty.version,
        "day": date_format(duty.valid_from, "DATE_FORMAT"),
    }


def who_handles_what(community_id: int, q: str = "") -> WhoHandlesWhat:
    """Everybody may read it: departments, their office telephones, and what each does."""
    community = get_object_or_404(Area.objects.communities(), pk=community_id)
    words = q.split()[:5]
    nearest = _nearest(community).values()
    handled = {
        department.pk: Handled(department) for department in department_queries.above(community)
    }
    for duty in sorted(nearest, key=lambda duty: (duty.matter.position, duty.matter_id)):
        if _speaks_of(duty, words):
            handled.setdefault(duty.department_id, Handled(duty.department)).duties.append(duty)
    named = {duty.matter_id for duty in nearest}
    others = GridMatter.objects.filter(is_active=True).exclude(pk__in=named)
    return WhoHandlesWhat(
        community=community,
        profile=CommunityProfile.objects.filter(area=community).first(),
        departments=sorted(
            (
                each
                for each in handled.values()
                if each.duties or not words or _is_about(each.department, words)
            ),
            key=lambda each: not each.duties,
        ),
        others=[] if words else list(others),
        q=q.strip(),
    )


def own_community(viewer: Viewer) -> int | None:
    """One's own, or the one chosen on this device."""
    mine = viewer.community_ids or ((viewer.place_id,) if viewer.place_id else ())
    return next(iter(mine), None)


def communities_with_lists() -> list[Area]:
    rows = Area.objects.communities().select_related("parent")
    return list(rows.order_by("parent__path", "path"))


# --- at the desk ---------------------------------------------------------------------------------
def desk_list(viewer: Viewer, q: str, department_id: int | None) -> list[GridDuty]:
    """Lines of every list that reaches the viewer's places, or is his department's."""
    if not department_queries.reads(viewer):
        raise Http404
    rule = Q(department__in=viewer.department_ids)
    if not viewer.role.reach.is_office:
        for area in Area.objects.filter(pk__in=viewer.area_ids):
            rule |= Q(area__in=area.ancestor_ids) | Q(area__path__startswith=area.path)
    rows = GridDuty.objects.on().filter(rule)
    if department_id:
        rows = rows.filter(department=department_id)
    for word in q.split()[:5]:
        rows = rows.filter(
            Q(matter__name__icontains=word)
            | Q(matter__examples__icontains=word)
            | Q(matter__name_en__icontains=word)
            | Q(department__name__icontains=word)
            | Q(department_does__icontains=word)
        )
    found = rows.select_related("matter", "department__area", "area").distinct()
    return list(found.order_by("matter__position", "matter", "-area__path")[:200])


def duties_of(department_ids: Iterable[int]) -> list[GridDuty]:
    rows = GridDuty.objects.on().filter(department__in=list(department_ids))
    return list(rows.select_related("matter", "area", "department").order_by("matter__position"))


def matters() -> "QuerySet[GridMatter]":
    return GridMatter.objects.filter(is_active=True)


def suggest(reports: Iterable[GroupReport]) -> None:
    """Writes beside each report whose matter it is: a suggestion, nobody is told."""
    asked = [report for report in reports if report.matter_id is not None]
    if not asked:
        return
    places = Area.objects.in_bulk({report.community_id for report in asked})
    lists = {pk: _nearest(place) for pk, place in places.items()}
    for report in asked:
        duty = lists[report.community_id].get(report.matter_id or 0)
        if duty is not None:
            report.belongs_to = _("%(matter)s归%(department)s管") % {
                "matter": duty.matter,
                "department": duty.department.title,
            }


def _nearest(community: Area, on: date | None = None) -> dict[int, GridDuty]:
    """By matter; what a nearer place says comes before the wider."""
    rows = GridDuty.objects.on(on).for_area(community)
    by_matter: defaultdict[int, list[GridDuty]] = defaultdict(list)
    for duty in rows.select_related("matter", "department__area", "area"):
        by_matter[duty.matter_id].append(duty)
    return {pk: max(found, key=lambda d: len(d.area.path)) for pk, found in by_matter.items()}


def _speaks_of(duty: GridDuty, words: list[str]) -> bool:
    matter = duty.matter
    text = " ".join(
        [
            *(matter.name, matter.name_en, matter.examples, matter.examples_en),
            *(duty.department_does, duty.department.name, duty.department.name_en),
        ]
    ).lower()
    return all(word.lower() in text for word in words)


def _is_about(department: Department, words: list[str]) -> bool:
    text = f"{department.name} {department.name_en} {department.duties}".lower()
    return all(word.lower() in text for word in words)
