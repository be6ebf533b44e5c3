"""Lists of agreements (one line a row) and the board of demands, what grows, to take home."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from core.words import listed
from organizations.models import Cultivation, CultivationSupport, Demand, Pairing, PairingLine
from organizations.queries.organizations import has_register
from organizations.queries.pairings import sees_partners


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_partners(viewer)


@exporter(
    "organizations.pairings",
    title=gettext_lazy("结对共建清单"),
    columns=[
        gettext_lazy("共建单位"),
        gettext_lazy("社区"),
        gettext_lazy("协议"),
        gettext_lazy("哪一种"),
        gettext_lazy("第三方"),
        gettext_lazy("共建目标"),
        gettext_lazy("从哪天起"),
        gettext_lazy("到哪天"),
        gettext_lazy("签订日期"),
        gettext_lazy("清单"),
        gettext_lazy("内容"),
        gettext_lazy("哪天前办成"),
        gettext_lazy("进展"),
        gettext_lazy("办得怎样"),
    ],
    allowed=_may,
)
def pairings(job: ExportJob) -> Rows:
    seen = Pairing.objects.visible_to(viewer_of(job))
    found = PairingLine.objects.filter(pairing__in=seen.values("pk"))

    def lines(rows: list[PairingLine]) -> Iterator[list[Any]]:
        for row in rows:
            pairing = row.pairing
            yield [
                pairing.organization.name,
                pairing.community.name,
                pairing.title,
                str(pairing.get_kind_display()),
                pairing.third.name if pairing.third else "",
                pairing.goal,
                pairing.starts_on,
                pairing.ends_on,
                pairing.signed_on or "",
                str(row.get_kind_display()),
                row.text,
                row.due_on or "",
                str(row.get_status_display()),
                row.note,
            ]

    whole = found.select_related("pairing__organization", "pairing__community", "pairing__third")
    return Rows(found.count(), in_chunks(whole, lines))


def _reads_board(viewer: Viewer) -> bool:
    return viewer.role.exports and has_register(viewer)


@exporter(
    "organizations.demands",
    title=gettext_lazy("供需对接需求"),
    columns=[
        gettext_lazy("需要什么"),
        gettext_lazy("服务领域"),
        gettext_lazy("哪里"),
        gettext_lazy("发布日期"),
        gettext_lazy("应答的组织"),
        gettext_lazy("状态"),
        gettext_lazy("结果"),
        gettext_lazy("结果说明"),
    ],
    allowed=_reads_board,
)
def demands(job: ExportJob) -> Rows:
    found = Demand.objects.visible_to(viewer_of(job))

    def lines(rows: list[Demand]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.title,
                str(row.domain),
                row.area.name,
                row.published_on,
                listed(one.organization.name for one in row.interests.all()),
                str(row.get_status_display()),
                str(row.get_result_display()),
                row.result_note,
            ]

    whole = found.select_related("domain", "area").prefetch_related("interests__organization")
    return Rows(found.count(), in_chunks(whole, lines))


@exporter(
    "organizations.cultivations",
    title=gettext_lazy("组织培育"),
    columns=[
        gettext_lazy("名称"),
        gettext_lazy("社区"),
        gettext_lazy("种类"),
        gettext_lazy("想做什么"),
        gettext_lazy("来源"),
        gettext_lazy("枢纽型组织"),
        gettext_lazy("开始日期"),
        gettext_lazy("走到哪一步"),
        gettext_lazy("哪天走到的"),
        gettext_lazy("看过的材料"),
        gettext_lazy("原因"),
    ],
    allowed=_reads_board,
)
def cultivations(job: ExportJob) -> Rows:
    found = Cultivation.objects.visible_to(viewer_of(job))

    def lines(rows: list[Cultivation]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.name,
                row.community.name,
                str(row.get_kind_display()),
                row.purpose,
                str(row.get_source_display()),
                row.hub.name if row.hub else "",
                row.started_on,
                str(row.get_stage_display()),
                row.moved_on,
                listed(str(one.get_kind_display()) for one in row.papers.all()),
                row.reason,
            ]

    whole = found.select_related("community", "hub").prefetch_related("papers")
    return Rows(found.count(), in_chunks(whole, lines))


@exporter(
    "organizations.cultivation_supports",
    title=gettext_lazy("培育支持"),
    columns=[
        gettext_lazy("社区"),
        gettext_lazy("名称"),
        gettext_lazy("哪一种"),
        gettext_lazy("给了什么"),
        gettext_lazy("值多少元"),
        gettext_lazy("谁给的"),
        gettext_lazy("哪天"),
    ],
    allowed=_reads_board,
)
def cultivation_supports(job: ExportJob) -> Rows:
    """Those that stand."""
    seen = Cultivation.objects.visible_to(viewer_of(job))
    found = CultivationSupport.objects.standing().filter(cultivation__in=seen.values("pk"))

    def lines(rows: list[CultivationSupport]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.cultivation.community.name,
                row.cultivation.name,
                str(row.get_kind_display()),
                row.what,
                "" if row.worth is None else row.worth,
                row.given_by.name if row.given_by else "",
                row.given_on,
            ]

    whole = found.select_related("cultivation__community", "given_by")
    return Rows(found.count(), in_chunks(whole, lines))
