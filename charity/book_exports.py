"""The storeroom, hand-out lists, the fund's mirror and what the community earned, to take home."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from charity.models import BookLine, Campaign, CampaignReport, HandOutLine, Income, Lot, PotLine
from charity.queries.stock import keeps_store
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_store(viewer)


@exporter(
    "charity.stock",
    title=gettext_lazy("物资库"),
    columns=[
        gettext_lazy("批次"),
        gettext_lazy("捐赠编号"),
        gettext_lazy("品名"),
        gettext_lazy("数量"),
        gettext_lazy("库里还有"),
        gettext_lazy("计量单位"),
        gettext_lazy("放在哪里"),
        gettext_lazy("保质期到"),
        gettext_lazy("用途"),
    ],
    allowed=_may,
)
def stock(job: ExportJob) -> Rows:
    """Each lot with what came in and what is left: the columns of the import, and more."""
    found = Lot.objects.visible_to(viewer_of(job)).with_balance().with_came()

    def lines(rows: list[Lot]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.number,
                row.gift.number,
                row.name,
                row.came,  # type: ignore[attr-defined]
                row.balance,
                row.unit,
                row.place,
                row.expires_on,
                str(row.gift.get_purpose_display()),
            ]

    return Rows(found.count(), in_chunks(found.select_related("gift"), lines))


@exporter(
    "charity.handout_lists",
    title=gettext_lazy("发放名单"),
    columns=[
        gettext_lazy("发放"),
        gettext_lazy("哪天"),
        gettext_lazy("领取人"),
        gettext_lazy("住址"),
        gettext_lazy("数量"),
        gettext_lazy("领取时间"),
        gettext_lazy("代领人"),
    ],
    allowed=_may,
)
def handout_lists(job: ExportJob) -> Rows:
    """Masked, as every list that leaves the house: the sheet to sign is printed at the desk."""
    found = HandOutLine.objects.visible_to(viewer_of(job))

    def lines(rows: list[HandOutLine]) -> Iterator[list[Any]]:
        for row in rows:
            taken = timezone.localtime(row.taken_at) if row.taken_at else None
            yield [
                row.handout.title,
                row.handout.held_on,
                str(row.name),
                str(row.where) if row.where else "",
                row.handout.share,
                f"{taken:%Y-%m-%d %H:%M}" if taken else "",
                str(row.proxy) if row.proxy else "",
            ]

    return Rows(found.count(), in_chunks(found.select_related("handout__lot"), lines))


@exporter(
    "charity.campaigns",
    title=gettext_lazy("募捐活动"),
    columns=[
        gettext_lazy("编号"),
        gettext_lazy("叫什么"),
        gettext_lazy("怎么募"),
        gettext_lazy("哪家慈善组织办的"),
        gettext_lazy("公开募捐资格证书编号"),
        gettext_lazy("备案编号"),
        gettext_lazy("备案日期"),
        gettext_lazy("从哪天"),
        gettext_lazy("到哪天（含）"),
        gettext_lazy("在哪里"),
        gettext_lazy("用途"),
        gettext_lazy("状态"),
        gettext_lazy("公布的募得（元）"),
        gettext_lazy("募捐成本（元）"),
        gettext_lazy("公布日期"),
    ],
    allowed=_may,
)
def campaigns(job: ExportJob) -> Rows:
    """With the figures of the report that stands; empty where none is out."""
    found = Campaign.objects.visible_to(viewer_of(job))
    last = CampaignReport.objects.order_by("-pk")
    told = found.select_related("organization").prefetch_related(
        Prefetch("reports", queryset=last, to_attr="out")
    )

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            report = row.out[0] if row.out else None
            yield [
                row.number,
                row.title,
                str(row.get_way_display()),
                row.organization.name,
                row.certificate,
                row.filing_number,
                row.filed_on,
                row.starts_on,
                row.ends_on,
                row.place,
                str(row.get_purpose_display()),
                row.stands,
                report.raised if report else "",
                report.cost if report else "",
                timezone.localdate(report.at) if report else "",
            ]

    return Rows(found.count(), in_chunks(told, lines))


@exporter(
    "charity.fund_book",
    title=gettext_lazy("社区基金账目"),
    columns=[
        gettext_lazy("基金"),
        gettext_lazy("序号"),
        gettext_lazy("记账日期"),
        gettext_lazy("凭证号"),
        gettext_lazy("科目"),
        gettext_lazy("摘要"),
        gettext_lazy("收入或支出"),
        gettext_lazy("结余"),
        gettext_lazy("更正哪一笔"),
    ],
    allowed=_may,
)
def fund_book(job: ExportJob) -> Rows:
    found = BookLine.objects.visible_to(viewer_of(job))

    def lines(rows: list[BookLine]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.fund.name,
                row.seq,
                row.booked_on,
                row.voucher,
                str(row.get_kind_display()),
                row.what,
                row.amount,
                row.after,
                row.corrects.voucher if row.corrects else "",
            ]

    return Rows(found.count(), in_chunks(found.select_related("fund", "corrects"), lines))


@exporter(
    "charity.incomes",
    title=gettext_lazy("经营收入"),
    columns=[
        gettext_lazy("项目"),
        gettext_lazy("记账日期"),
        gettext_lazy("凭证号"),
        gettext_lazy("收入（元）"),
        gettext_lazy("公共维护"),
        gettext_lazy("帮扶关爱"),
        gettext_lazy("留存备用"),
        gettext_lazy("更正哪一笔"),
    ],
    allowed=_may,
)
def incomes(job: ExportJob) -> Rows:
    found = Income.objects.visible_to(viewer_of(job))

    def lines(rows: list[Income]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.project.name,
                row.booked_on,
                row.voucher,
                row.amount,
                row.upkeep,
                row.care,
                row.reserve,
                row.corrects.voucher if row.corrects else "",
            ]

    return Rows(found.count(), in_chunks(found.select_related("project", "corrects"), lines))


@exporter(
    "charity.pot_lines",
    title=gettext_lazy("社区收入的支出"),
    columns=[
        gettext_lazy("哪一类"),
        gettext_lazy("序号"),
        gettext_lazy("记账日期"),
        gettext_lazy("收还是支"),
        gettext_lazy("用在哪里"),
        gettext_lazy("收入或支出"),
        gettext_lazy("结余"),
    ],
    allowed=_may,
)
def pot_lines(job: ExportJob) -> Rows:
    found = PotLine.objects.visible_to(viewer_of(job))

    def lines(rows: list[PotLine]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                str(row.pot.get_head_display()),
                row.seq,
                row.booked_on,
                str(row.get_kind_display()),
                row.what or _("收入分入"),
                row.amount,
                row.after,
            ]

    return Rows(found.count(), in_chunks(found.select_related("pot"), lines))
