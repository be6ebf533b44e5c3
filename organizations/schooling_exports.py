"""Courses with who was there, and the pool of supervisors, to take home. Social workers work under
their names; no number leaves."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from core.words import listed
from organizations.course_workflow import PlaceStatus
from organizations.models import CoursePlace, Supervisor, Trainer, TrainingBase, WorkerPosition
from organizations.queries.courses import sees_courses
from organizations.queries.social_workers import sees_workers
from organizations.supervision_workflow import Topic


def _sees_courses(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_courses(viewer)


def _sees_workers(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_workers(viewer)


@exporter(
    "organizations.course_places",
    title=gettext_lazy("社工培训名单"),
    columns=[
        gettext_lazy("学什么"),
        gettext_lazy("种类"),
        gettext_lazy("哪天"),
        gettext_lazy("学时"),
        gettext_lazy("地方"),
        gettext_lazy("谁来讲"),
        gettext_lazy("姓名"),
        gettext_lazy("从哪里来"),
        gettext_lazy("状态"),
        gettext_lazy("怎么考核"),
        gettext_lazy("通过了"),
        gettext_lazy("结业证编号"),
    ],
    allowed=_sees_courses,
)
def course_places(job: ExportJob) -> Rows:
    """Of the courses one holds all, of others those whose record one keeps."""
    found = CoursePlace.objects.visible_to(viewer_of(job)).exclude(status=PlaceStatus.WITHDRAWN)

    def lines(rows: list[CoursePlace]) -> Iterator[list[Any]]:
        for row in rows:
            course = row.course
            yield [
                course.title,
                str(course.get_kind_display()),
                course.held_on,
                course.hours,
                course.where,
                course.trainer_name,
                row.name.open(),
                row.unit,
                str(row.get_status_display()),
                str(course.get_exam_display()),
                "" if row.passed is None else _("是") if row.passed else _("否"),
                row.certificate,
            ]

    whole = found.select_related("course__area", "course__base", "course__holder")
    return Rows(found.count(), in_chunks(whole, lines))


@exporter(
    "organizations.supervisors",
    title=gettext_lazy("督导库"),
    columns=[
        gettext_lazy("姓名"),
        gettext_lazy("从哪里来"),
        gettext_lazy("擅长督导什么"),
        gettext_lazy("能去哪里"),
        gettext_lazy("什么时候有空"),
        gettext_lazy("从哪天起"),
    ],
    allowed=_sees_workers,
)
def supervisors(job: ExportJob) -> Rows:
    """Those one may choose from. The sittings stay with the two."""
    found = Supervisor.objects.visible_to(viewer_of(job)).standing()

    def lines(rows: list[Supervisor]) -> Iterator[list[Any]]:
        for row in rows:
            topics = listed(str(Topic(each).label) for each in row.topics)
            where = row.area.title if row.area else _("不限地方（电话、线上）")
            yield [row.name.open(), row.unit, topics, where, row.slots, row.since]

    return Rows(found.count(), in_chunks(found.select_related("area"), lines))


@exporter(
    "organizations.trainers",
    title=gettext_lazy("师资库"),
    columns=[
        gettext_lazy("姓名"),
        gettext_lazy("单位"),
        gettext_lazy("讲什么"),
        gettext_lazy("从哪天起"),
    ],
    allowed=_sees_courses,
)
def trainers(job: ExportJob) -> Rows:
    found = Trainer.objects.visible_to(viewer_of(job)).standing()

    def lines(rows: list[Trainer]) -> Iterator[list[Any]]:
        for row in rows:
            yield [row.name.open(), row.unit, row.teaches, row.since]

    return Rows(found.count(), in_chunks(found, lines))


@exporter(
    "organizations.training_bases",
    title=gettext_lazy("培训基地"),
    columns=[
        gettext_lazy("哪里"),
        gettext_lazy("名称"),
        gettext_lazy("用来培训什么"),
        gettext_lazy("从哪天起"),
        gettext_lazy("办过几次"),
    ],
    allowed=_sees_courses,
)
def training_bases(job: ExportJob) -> Rows:
    found = TrainingBase.objects.visible_to(viewer_of(job)).standing()

    def lines(rows: list[TrainingBase]) -> Iterator[list[Any]]:
        for row in rows:
            yield [row.area.title, row.title, row.what, row.since, row.held]

    whole = found.with_courses().select_related("area", "facility", "organization")
    return Rows(found.count(), in_chunks(whole, lines))


@exporter(
    "organizations.positions",
    title=gettext_lazy("社工岗位"),
    columns=[
        gettext_lazy("社区"),
        gettext_lazy("哪个机构"),
        gettext_lazy("岗位"),
        gettext_lazy("几个"),
        gettext_lazy("空着几个"),
        gettext_lazy("要什么证书"),
        gettext_lazy("从哪天起"),
    ],
    allowed=_sees_workers,
)
def positions(job: ExportJob) -> Rows:
    """What it pays stays sealed."""
    found = WorkerPosition.objects.visible_to(viewer_of(job)).standing()

    def lines(rows: list[WorkerPosition]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.community.title,
                row.organization.title if row.organization else "",
                row.title,
                row.places,
                row.vacant,
                str(row.get_level_display()),
                row.opened_on,
            ]

    whole = found.with_holders().select_related("community", "organization")
    return Rows(found.count(), in_chunks(whole, lines))
