"""The register of places people go to, and who is in the incubation bases, to take home."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from organizations.models import Facility, Incubation
from organizations.queries.organizations import has_register


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and has_register(viewer)


@exporter(
    "organizations.facilities",
    title=gettext_lazy("服务设施"),
    columns=[
        gettext_lazy("名称"),
        gettext_lazy("种类"),
        gettext_lazy("在哪一级"),
        gettext_lazy("地址"),
        gettext_lazy("开放时间"),
        gettext_lazy("公开电话"),
        gettext_lazy("谁运营"),
        gettext_lazy("几间房"),
        gettext_lazy("面积"),
        gettext_lazy("状态"),
        gettext_lazy("启用日期"),
        gettext_lazy("挂牌检查日期"),
        gettext_lazy("牌子"),
        gettext_lazy("志愿服务站设立日期"),
    ],
    allowed=_may,
)
def facilities(job: ExportJob) -> Rows:
    found = Facility.objects.visible_to(viewer_of(job))

    def lines(rows: list[Facility]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.name,
                str(row.get_kind_display()),
                row.area.name,
                row.address,
                row.opening,
                row.telephone,
                row.operator.name if row.operator else "",
                row.rooms or "",
                row.square_metres or "",
                str(row.get_status_display()),
                row.opened_on or "",
                row.sign_on or "",
                "" if row.sign_is_right is None else _sign(row.sign_is_right),
                row.volunteers_since or "",
            ]

    return Rows(found.count(), in_chunks(found.select_related("area", "operator"), lines))


def _sign(is_right: bool) -> str:
    return _("规范") if is_right else _("不规范")


@exporter(
    "organizations.incubations",
    title=gettext_lazy("入驻孵化"),
    columns=[
        gettext_lazy("哪个组织"),
        gettext_lazy("孵化基地"),
        gettext_lazy("打算做什么"),
        gettext_lazy("需要什么"),
        gettext_lazy("申请日期"),
        gettext_lazy("状态"),
        gettext_lazy("状态日期"),
        gettext_lazy("入驻日期"),
        gettext_lazy("协议到哪天（含）"),
        gettext_lazy("零租金"),
        gettext_lazy("零运行费用"),
        gettext_lazy("原因"),
    ],
    allowed=_may,
)
def incubations(job: ExportJob) -> Rows:
    found = Incubation.objects.visible_to(viewer_of(job))

    def lines(rows: list[Incubation]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.organization.name,
                row.base.name,
                row.plan,
                row.needs,
                row.applied_on,
                str(row.get_status_display()),
                row.status_on,
                row.starts_on or "",
                row.ends_on or "",
                _yes(row.rent_free) if row.starts_on else "",
                _yes(row.fees_free) if row.starts_on else "",
                row.reason,
            ]

    return Rows(found.count(), in_chunks(found.select_related("organization", "base"), lines))


def _yes(said: bool) -> str:
    return _("是") if said else _("否")
