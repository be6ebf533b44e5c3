"""Activities to take home: the register, who was there, and whom they reached (人 and 人次)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from activities.columns import BRAND_COLUMNS, COLUMNS
from activities.models import Activity, Attendance, Enclave, Kind, Target
from activities.models.activities import at_desk, run_by
from activities.queries import brands, enclaves
from activities.queries.door import HEADS, counted_heads
from communities.exports import in_chunks, viewer_of
from core import audit
from core.exports import Rows, exporter
from core.models import ExportJob


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and run_by(viewer)


@exporter(
    "activities.activities",
    title=gettext_lazy("活动登记册"),
    columns=[
        *(gettext_lazy(column.heading) for column in COLUMNS),
        gettext_lazy("谁办"),
        gettext_lazy("服务品牌"),
        gettext_lazy("状态"),
        gettext_lazy("报名"),
        gettext_lazy("到场人次"),
    ],
    allowed=_may,
)
def activities(job: ExportJob) -> Rows:
    found = Activity.objects.manageable_by(viewer_of(job)).filter(helpers_only=False)
    rows = found.with_places().annotate(
        came=Count("enrolments", filter=Q(enrolments__attendance__isnull=False))
    )

    def lines(piece: list[Any]) -> Iterator[list[Any]]:
        for row in piece:
            yield [
                *(_cell(row, column.name) for column in COLUMNS),
                row.organizer_title,
                row.brand.name if row.brand else "",
                str(row.get_status_display()),
                row.taken,
                row.came,
            ]

    return Rows(found.count(), in_chunks(rows.select_related("organization", "brand"), lines))


@exporter(
    "activities.attendance",
    title=gettext_lazy("活动签到册"),
    columns=[
        gettext_lazy("哪天"),
        gettext_lazy("名称"),
        gettext_lazy("姓名"),
        gettext_lazy("角色"),
        gettext_lazy("签到"),
        gettext_lazy("离开"),
        gettext_lazy("在场分钟"),
        gettext_lazy("怎么签的"),
    ],
    allowed=_may,
)
def attendance(job: ExportJob) -> Rows:
    """Names without telephones; whoever takes the list along is written down."""
    viewer = viewer_of(job)
    found = Attendance.objects.filter(at_desk(viewer))
    audit.record(
        "activities.enrolment.read",
        None,
        actor=viewer.user,
        scope=job.scope,
        details={"fields": ["name"], "purpose": _("导出签到册")},
    )

    def lines(piece: list[Any]) -> Iterator[list[Any]]:
        for row in piece:
            activity = row.enrolment.activity
            yield [
                timezone.localdate(activity.starts_at),
                activity.title,
                row.enrolment.name.open(),
                str(row.enrolment.get_role_display()),
                timezone.localtime(row.came_at),
                timezone.localtime(row.left_at) if row.left_at else "",
                row.minutes,
                str(row.get_how_display()),
            ]

    joined = found.select_related("enrolment__activity")
    return Rows(found.count(), in_chunks(joined, lines))


@exporter(
    "activities.reached",
    title=gettext_lazy("活动服务了多少人"),
    columns=[
        gettext_lazy("年份"),
        gettext_lazy("按什么分"),
        gettext_lazy("哪一项"),
        gettext_lazy("场次"),
        gettext_lazy("人"),
        gettext_lazy("人次"),
    ],
    allowed=_may,
)
def reached(job: ExportJob) -> Rows:
    """People and visits apart: who comes every week is one person and fifty visits. The people of
    several lines do not add up; the line of the whole year says how many they are."""
    rows = counted_heads(Attendance.objects.of_side(viewer_of(job)))
    lines = [
        *_by(rows, _("全年"), "", lambda _value: _("合计")),
        *_by(rows, _("种类"), "enrolment__activity__kind", lambda value: str(Kind(value).label)),
        *_by(rows, _("服务品牌"), "enrolment__activity__brand__name", str),
        *_by(rows, _("系列"), "enrolment__activity__series__title", str),
    ]
    return Rows(len(lines), iter(lines))


@exporter(
    "activities.brands",
    title=gettext_lazy("服务品牌"),
    columns=[
        *(gettext_lazy(column.heading) for column in BRAND_COLUMNS),
        gettext_lazy("在用"),
        gettext_lazy("今年场次"),
        gettext_lazy("人"),
        gettext_lazy("人次"),
    ],
    allowed=_may,
)
def brand_lines(job: ExportJob) -> Rows:
    """Each with what this year brought, as it stands on the desk's page."""
    lines = brands.board(viewer_of(job))
    return Rows(
        len(lines),
        (
            [
                *(getattr(line.brand, column.name) for column in BRAND_COLUMNS),
                _("是") if line.brand.is_active else _("否"),
                line.year.held,
                line.year.people,
                line.year.visits,
            ]
            for line in lines
        ),
    )


@exporter(
    "activities.enclaves",
    title=gettext_lazy("飞地活动的约定"),
    columns=[
        gettext_lazy("名称"),
        gettext_lazy("什么时候"),
        gettext_lazy("谁办"),
        gettext_lazy("和谁"),
        gettext_lazy("怎么办"),
        gettext_lazy("要对方什么"),
        gettext_lazy("老人怎么过去"),
        gettext_lazy("状态"),
        gettext_lazy("没有答应的原因"),
        gettext_lazy("约的时间"),
        gettext_lazy("答复时间"),
    ],
    allowed=_may,
)
def enclave_lines(job: ExportJob) -> Rows:
    """Of both sides, without anybody who went."""
    found = enclaves.with_names(Enclave.objects.visible_to(viewer_of(job)))

    def lines(piece: list[Any]) -> Iterator[list[Any]]:
        for row in piece:
            activity = row.activity
            yield [
                activity.title,
                timezone.localtime(activity.starts_at),
                activity.held_by,
                row.neighbour,
                str(row.get_sharing_display()),
                row.wanted,
                row.way,
                str(row.get_status_display()),
                row.reason,
                timezone.localtime(row.asked_at),
                timezone.localtime(row.answered_at) if row.answered_at else "",
            ]

    return Rows(found.count(), in_chunks(found, lines))


def _by(
    rows: "QuerySet[Attendance]", of: str, field: str, said: Any
) -> Iterable[list[Any]]:  # fmt: skip
    found = rows.annotate(year=F("came_at__year"))
    keys = ["year", *([field] if field else [])]
    if field:
        found = found.exclude(**{f"{field}__isnull": True})
    for line in found.values(*keys).annotate(**HEADS).order_by(*keys):
        value = line[field] if field else ""
        yield [line["year"], of, said(value), line["held"], line["people"], line["visits"]]


def _cell(row: Activity, name: str) -> Any:
    """In the words the import reads back."""
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    if name in {"day", "from_time", "to_time"}:
        return {"day": start.date(), "from_time": f"{start:%H:%M}", "to_time": f"{end:%H:%M}"}[name]
    if name == "kind":
        return str(row.get_kind_display())
    if name == "targets":
        return "、".join(str(Target(each).label) for each in row.targets)  # data
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return value
