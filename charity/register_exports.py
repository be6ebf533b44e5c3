"""Aid, what is lent, who may accept gifts, what lies idle and what earns, to take home."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from charity.models import AidRecord, IdleAsset, Loan, OperatingProject, Recipient, SharedThing
from charity.queries.aid import keeps_aid
from charity.queries.earnings import keeps_earnings
from charity.register_columns import ASSETS, THINGS
from communities.access import keeps_lists
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from organizations.queries.organizations import has_register


def _may_aid(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_aid(viewer)


def _may_lists(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_lists(viewer)


def _may_recipients(viewer: Viewer) -> bool:
    awake = viewer.is_staff and not viewer.sleeping
    return awake and viewer.role.exports and has_register(viewer)


def _may_earnings(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_earnings(viewer)


@exporter(
    "charity.aid",
    title=gettext_lazy("帮扶记录"),
    columns=[
        gettext_lazy("编号"),
        gettext_lazy("哪一种帮扶"),
        gettext_lazy("受助人"),
        gettext_lazy("住址"),
        gettext_lazy("多少"),
        gettext_lazy("捐赠编号"),
        gettext_lazy("依据"),
        gettext_lazy("状态"),
        gettext_lazy("提出日期"),
        gettext_lazy("怎么决定的"),
        gettext_lazy("决定日期"),
        gettext_lazy("送到日期"),
        gettext_lazy("怎么签收的"),
        gettext_lazy("原因"),
    ],
    allowed=_may_aid,
)
def aid(job: ExportJob) -> Rows:
    """Masked, as every list that leaves the house: whom to visit is read on the page of one."""
    found = AidRecord.objects.manageable_by(viewer_of(job))

    def lines(rows: list[AidRecord]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.number,
                str(row.get_kind_display()),
                str(row.name),
                str(row.where) if row.where else "",
                row.share,
                row.gift.number,
                row.ground,
                str(row.get_status_display()),
                row.proposed_on,
                row.decision,
                row.decided_on,
                row.given_on,
                row.signed,
                row.reason,
            ]

    return Rows(found.count(), in_chunks(found.select_related("gift"), lines))


@exporter(
    "charity.shared_things",
    title=gettext_lazy("共享物品"),
    columns=[
        gettext_lazy("编号"),
        *(gettext_lazy(column.heading) for column in THINGS),
        gettext_lazy("借到哪天"),
    ],
    allowed=_may_lists,
)
def shared_things(job: ExportJob) -> Rows:
    """Until when it is out, not with whom: who borrowed it is nobody's business at home."""
    found = SharedThing.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.number,
                row.name,
                row.place,
                row.days,
                row.gift.number if row.gift else "",
                row.ended_on,
                row.out[0].due_on if row.out else "",
            ]

    named = found.select_related("gift").prefetch_related(
        Prefetch("loans", Loan.objects.out(), to_attr="out")
    )
    return Rows(found.count(), in_chunks(named, lines))


@exporter(
    "charity.recipients",
    title=gettext_lazy("受赠单位"),
    columns=[
        gettext_lazy("受赠单位"),
        gettext_lazy("在哪里"),
        gettext_lazy("凭什么受赠"),
        gettext_lazy("证书编号"),
        gettext_lazy("有效到（含）"),
        gettext_lazy("有公开募捐资格"),
        gettext_lazy("停用日期"),
    ],
    allowed=_may_recipients,
)
def recipients(job: ExportJob) -> Rows:
    found = Recipient.objects.visible_to(viewer_of(job))

    def lines(rows: list[Recipient]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.organization.name,
                row.organization.area.title,
                str(row.get_ground_display()),
                row.certificate,
                row.valid_until,
                _("是") if row.raises_in_public else _("否"),
                row.ended_on,
            ]

    return Rows(found.count(), in_chunks(found.select_related("organization__area"), lines))


@exporter(
    "charity.idle_assets",
    title=gettext_lazy("闲置资源"),
    columns=[
        *(gettext_lazy(column.heading) for column in ASSETS),
        gettext_lazy("状态"),
        gettext_lazy("哪个项目"),
    ],
    allowed=_may_earnings,
)
def idle_assets(job: ExportJob) -> Rows:
    found = IdleAsset.objects.manageable_by(viewer_of(job))

    def lines(rows: list[IdleAsset]) -> Iterator[list[Any]]:
        for row in rows:
            project = getattr(row, "project", None)
            yield [
                row.name,
                row.where,
                row.found_on,
                row.plan,
                str(row.get_status_display()),
                project.name if project else "",
            ]

    return Rows(found.count(), in_chunks(found.select_related("project"), lines))


@exporter(
    "charity.operating_projects",
    title=gettext_lazy("经营项目"),
    columns=[
        gettext_lazy("项目"),
        gettext_lazy("盘活了哪处闲置"),
        gettext_lazy("合作方"),
        gettext_lazy("合同编号"),
        gettext_lazy("从哪天"),
        gettext_lazy("到哪天（含）"),
        gettext_lazy("提前结束"),
        gettext_lazy("一共收入（元）"),
    ],
    allowed=_may_earnings,
)
def operating_projects(job: ExportJob) -> Rows:
    """With all each earned, corrections taken off."""
    found = OperatingProject.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.name,
                row.asset.name if row.asset else "",
                row.partner,
                row.agreement_number,
                row.starts_on,
                row.ends_on,
                row.ended_on,
                row.earned,
            ]

    earned = Coalesce(Sum("incomes__amount"), Value(Decimal()))
    named = found.select_related("asset").annotate(earned=earned)
    return Rows(found.count(), in_chunks(named, lines))
