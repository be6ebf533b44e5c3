"""The register of volunteers to take home: as the page shows it to this viewer, masked."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.exports import CHUNK, in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from core.words import listed
from volunteers.models import ServiceRecord, Volunteer
from volunteers.queries import hours as hour_queries
from volunteers.queries import reached as reached_queries
from volunteers.queries import volunteers as queries
from volunteers.queries.shifts import keeps_shifts
from volunteers.workflow import VolunteerStatus


@exporter(
    "volunteers.volunteers",
    title=gettext_lazy("志愿者名册"),
    columns=[
        gettext_lazy("志愿者编号"),
        gettext_lazy("姓名"),
        gettext_lazy("性别和年龄"),
        gettext_lazy("电话"),
        gettext_lazy("网格"),
        gettext_lazy("技能"),
        gettext_lazy("有空"),
        gettext_lazy("一周最多几次邀请"),
        gettext_lazy("状态"),
    ],
    allowed=lambda viewer: viewer.role.exports and viewer.role.browses_residents,
)
def volunteers(job: ExportJob) -> Rows:
    viewer = viewer_of(job)
    found = Volunteer.objects.visible_to(viewer).exclude(status=VolunteerStatus.WITHDRAWN)

    def lines() -> Iterator[list[Any]]:
        last = 0
        rows = queries.with_everything(found)
        while piece := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
            for person in piece:
                row = queries.row_for(viewer, person)
                yield [
                    person.number_shown,
                    row.name,
                    row.in_short,
                    row.phone,
                    row.grid,
                    listed(skill.name for skill in row.skills if skill.counts),
                    row.times,
                    person.offers_a_week,
                    row.status,
                ]
            last = piece[-1].pk

    return Rows(found.count(), lines())


@exporter(
    "volunteers.hours",
    title=gettext_lazy("服务时长"),
    columns=[
        gettext_lazy("编号"),
        gettext_lazy("志愿者编号"),
        gettext_lazy("姓名"),
        gettext_lazy("做了什么"),
        gettext_lazy("日期"),
        gettext_lazy("分钟"),
        gettext_lazy("来源"),
        gettext_lazy("记录单位"),
        gettext_lazy("状态"),
        gettext_lazy("原因"),
    ],
    allowed=lambda viewer: viewer.role.exports and hour_queries.sees_hours(viewer),
)
def hours(job: ExportJob) -> Rows:
    """What is void or was refused stands in it with its reason: the register is the whole."""
    found = ServiceRecord.objects.visible_to(viewer_of(job))
    shown = found.select_related("volunteer", "member", "organization", "community")
    return Rows(found.count(), in_chunks(shown, lambda rows: map(_hours, rows)))


@exporter(
    "volunteers.reached",
    title=gettext_lazy("服务了多少人"),
    columns=[
        gettext_lazy("年份"),
        gettext_lazy("从哪里来"),
        gettext_lazy("次数"),
        gettext_lazy("人"),
        gettext_lazy("怎么数的"),
        gettext_lazy("人次"),
    ],
    allowed=lambda viewer: viewer.role.exports and keeps_shifts(viewer),
    params=("year",),
)
def reached(job: ExportJob) -> Rows:
    """The page of that year as it stands: visits add up, people of several lines do not."""
    year = reached_queries.read_year(str(job.params.get("year", "")))
    page = reached_queries.page(viewer_of(job), year)
    lines: list[list[Any]] = [
        [
            page.year,
            line.name,
            line.times,
            line.people,
            _("每次现场数人头，最多这么多") if line.at_most else _("同一个人只数一次"),
            line.visits,
        ]
        for line in page.lines
    ]
    lines.append([page.year, _("合计"), "", "", "", page.visits])
    return Rows(len(lines), iter(lines))


def _hours(row: ServiceRecord) -> list[Any]:
    return [
        row.number,
        row.volunteer.number_shown if row.volunteer else "",
        str(row.person.name),
        row.what,
        timezone.localdate(row.begun_at),
        row.minutes,
        str(row.get_source_display()),
        row.recorder,
        str(row.get_status_display()),
        row.reason,
    ]
