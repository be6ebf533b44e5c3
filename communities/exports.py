"""Registers to take home: what this viewer may see, masked as he sees it on the page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.access import reaches
from communities.importing.columns import DEPARTMENTS
from communities.models import Area, Building, Household, Level, Resident, ResidentStatus
from communities.queries import departments as department_queries
from communities.queries import residents as queries
from communities.viewers import enter_as
from core.exceptions import DomainError
from core.exports import Rows, exporter
from core.exports.registry import by_kind
from core.models import ExportJob
from core.words import listed

CHUNK = 500


def viewer_of(job: ExportJob) -> Viewer:
    """Who ordered it, with what he reaches *now*. His session had its second factor then."""
    viewer = enter_as(job.owner, active=job.acting_as, has_mfa=lambda user: True)
    if str(viewer.grant_id or "") != job.acting_as or not by_kind[job.kind].allowed(viewer):
        raise DomainError(_("您导出时的身份已经不在了，请换一个身份再试。"))
    return viewer


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and viewer.role.browses_residents


def in_chunks(
    rows: "QuerySet[Any]", lines: Callable[[list[Any]], Iterable[Sequence[Any]]]
) -> Iterator[Sequence[Any]]:
    """A bounded piece at a time, so that one question about children serves five hundred."""
    last = 0
    while piece := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from lines(piece)
        last = piece[-1].pk


@exporter(
    "communities.residents",
    title=gettext_lazy("居民名册"),
    columns=[
        gettext_lazy("户编号"),
        gettext_lazy("姓名"),
        gettext_lazy("与户代表关系"),
        gettext_lazy("性别"),
        gettext_lazy("年龄"),
        gettext_lazy("电话"),
        gettext_lazy("住址"),
        gettext_lazy("网格"),
        gettext_lazy("人户关系"),
        gettext_lazy("来源"),
        gettext_lazy("关爱类别"),
    ],
    allowed=_may,
)
def residents(job: ExportJob) -> Rows:
    viewer = viewer_of(job)
    found = Resident.objects.visible_to(viewer).filter(status=ResidentStatus.PRESENT)

    def lines(people: list[Resident]) -> Iterator[list[Any]]:
        for person, row in zip(people, queries.rows_for(viewer, people), strict=True):
            yield [
                person.household.number if person.household else "",
                row.name,
                _("户代表") if row.is_head else row.relation,
                row.gender,
                row.age,
                row.phone,
                row.address,
                row.grid,
                str(person.get_residence_kind_display()),
                str(person.get_origin_display()),
                listed(row.care),
            ]

    return Rows(found.count(), in_chunks(queries.with_everything(found), lines))


@exporter(
    "communities.households",
    title=gettext_lazy("住户名册"),
    columns=[
        gettext_lazy("户编号"),
        gettext_lazy("小区"),
        gettext_lazy("楼栋"),
        gettext_lazy("单元"),
        gettext_lazy("室号"),
        gettext_lazy("网格"),
        gettext_lazy("是否租住"),
        gettext_lazy("在册人数"),
    ],
    allowed=_may,
)
def households(job: ExportJob) -> Rows:
    viewer = viewer_of(job)
    present = Q(members__status=ResidentStatus.PRESENT)
    found = Household.objects.visible_to(viewer).present()

    def lines(homes: list[Household]) -> Iterator[list[Any]]:
        for home in homes:
            door, building = home.dwelling, home.dwelling.building
            yield [
                home.number,
                building.estate.name,
                building.name,
                door.unit,
                door.room,
                home.grid.title if home.grid else "",
                _("是") if home.is_rented else _("否"),
                home.people,  # type: ignore[attr-defined]
            ]

    rows = found.select_related("dwelling__building__estate", "grid").annotate(
        people=Count("members", filter=present)
    )
    return Rows(found.count(), in_chunks(rows, lines))


@exporter(
    "communities.buildings",
    title=gettext_lazy("楼栋名册"),
    columns=[
        gettext_lazy("小区"),
        gettext_lazy("楼栋"),
        gettext_lazy("网格"),
        gettext_lazy("单元数"),
        gettext_lazy("层数"),
        gettext_lazy("经度"),
        gettext_lazy("纬度"),
        gettext_lazy("小区地址"),
    ],
    allowed=_may,
)
def buildings(job: ExportJob) -> Rows:
    viewer = viewer_of(job)
    found = Building.objects.filter(reaches(viewer)).select_related("estate", "grid")

    def lines(houses: list[Building]) -> Iterator[list[Any]]:
        for house in houses:
            yield [
                house.estate.name,
                house.name,
                house.grid.title if house.grid else "",
                house.units,
                house.floors,
                house.longitude,
                house.latitude,
                house.estate.address,
            ]

    return Rows(found.count(), in_chunks(found, lines))


@exporter(
    "communities.grids",
    title=gettext_lazy("网格名册"),
    columns=[
        gettext_lazy("网格名称"),
        gettext_lazy("所属网格"),
        gettext_lazy("网格编号"),
        gettext_lazy("英文名称"),
        gettext_lazy("排序"),
    ],
    allowed=_may,
)
def grids(job: ExportJob) -> Rows:
    viewer = viewer_of(job)
    found = Area.objects.filter(
        level__in=[Level.GRID, Level.MICRO_GRID],
        community__in=viewer.community_ids,
        is_active=True,
    ).select_related("parent")

    def lines(areas: list[Area]) -> Iterator[list[Any]]:
        for grid in areas:
            above = grid.parent.name if grid.parent and grid.level == Level.MICRO_GRID else ""
            yield [grid.name, above, grid.code, grid.name_en, grid.position]

    return Rows(found.count(), in_chunks(found, lines))


def _may_departments(viewer: Viewer) -> bool:
    return viewer.role.exports and department_queries.reads(viewer)


@exporter(
    "communities.departments",
    title=gettext_lazy("部门名册"),
    columns=[
        *(gettext_lazy(column.heading) for column in DEPARTMENTS),
        gettext_lazy("联络员"),
    ],
    allowed=_may_departments,
)
def departments(job: ExportJob) -> Rows:
    """As the list shows them: those of the places above, with who speaks for each."""
    found = department_queries.listing(viewer_of(job))
    names = [column.name for column in DEPARTMENTS]

    def lines() -> Iterator[list[Any]]:
        for row in found:
            said = [str(getattr(row.department, name)) for name in names]
            yield [*said, row.liaison.name if row.liaison else ""]

    return Rows(len(found), lines())
