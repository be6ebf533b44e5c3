"""Rules, households' points, the shelf, redemptions and incentives, to take home."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from core.words import listed
from points.columns import ITEMS, RULES
from points.models import Account, IncentiveGrant, IncentivePolicy, Item, Redemption, Rule
from points.models.rules import Per
from points.queries.accounts import keeps_points


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_points(viewer)


@exporter(
    "points.rules",
    title=gettext_lazy("积分规则"),
    columns=[gettext_lazy(column.heading) for column in RULES],
    allowed=_may,
)
def rules(job: ExportJob) -> Rows:
    """In the words the import reads back; those that have ended, too."""
    found = Rule.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Rule]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.name,
                str(row.get_sign_display()),
                str(row.get_source_display()),
                row.points,
                row.unit,
                row.cap,
                str(row.get_cap_per_display()) if row.cap_per != Per.NEVER else "",
                row.veto_days,
                row.meeting,
                row.adopted_on,
                row.starts_on,
                row.ends_on,
            ]

    return Rows(found.count(), in_chunks(found, lines))


@exporter(
    "points.accounts",
    title=gettext_lazy("积分户"),
    columns=[
        gettext_lazy("户编号"),
        gettext_lazy("参加日期"),
        gettext_lazy("退出日期"),
        gettext_lazy("可用"),
        gettext_lazy("已冻结"),
        gettext_lazy("同意公示"),
    ],
    allowed=_may,
)
def accounts(job: ExportJob) -> Rows:
    """By the number of the household, without a name; in no order of who has most."""
    found = Account.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.household.number,
                row.opened_on,
                row.left_on,
                row.own,
                row.held,
                _("是") if row.agreed_on else _("否"),
            ]

    named = found.select_related("household").with_balance()
    return Rows(found.count(), in_chunks(named, lines))


@exporter(
    "points.items",
    title=gettext_lazy("积分超市商品"),
    columns=[
        *(gettext_lazy(column.heading) for column in ITEMS[:3]),
        gettext_lazy("架上还有"),
        gettext_lazy("下架日期"),
    ],
    allowed=_may,
)
def items(job: ExportJob) -> Rows:
    found = Item.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [row.name, row.unit, row.points, row.left, row.withdrawn_on]

    return Rows(found.count(), in_chunks(found.with_left(), lines))


@exporter(
    "points.redemptions",
    title=gettext_lazy("积分兑换"),
    columns=[
        gettext_lazy("户编号"),
        gettext_lazy("商品"),
        gettext_lazy("几份"),
        gettext_lazy("多少分"),
        gettext_lazy("状态"),
        gettext_lazy("兑换日期"),
        gettext_lazy("领到哪天（含）"),
        gettext_lazy("领取或取消日期"),
    ],
    allowed=_may,
)
def redemptions(job: ExportJob) -> Rows:
    """Without the code: whoever has it may take the thing."""
    found = Redemption.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Redemption]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.account.household.number,
                row.item.name,
                row.quantity,
                row.points,
                str(row.get_status_display()),
                timezone.localdate(row.asked_at),
                row.collect_until,
                timezone.localdate(row.ended_at) if row.ended_at else "",
            ]

    named = found.select_related("account__household", "item")
    return Rows(found.count(), in_chunks(named, lines))


@exporter(
    "points.policies",
    title=gettext_lazy("激励办法"),
    columns=[
        gettext_lazy("哪一有"),
        gettext_lazy("办法名称"),
        gettext_lazy("给什么，怎么领"),
        gettext_lazy("给谁"),
        gettext_lazy("每人最多（元）"),
        gettext_lazy("预算（元）"),
        gettext_lazy("还能批（元）"),
        gettext_lazy("钱从哪里来"),
        gettext_lazy("哪次会议通过"),
        gettext_lazy("从哪天起"),
        gettext_lazy("到哪天（含）"),
        gettext_lazy("提前结束"),
    ],
    allowed=_may,
)
def policies(job: ExportJob) -> Rows:
    found = IncentivePolicy.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                str(row.kind),
                row.name,
                row.what,
                listed(row.roles.all()),
                row.most,
                row.budget,
                row.left,
                row.source,
                row.meeting,
                row.starts_on,
                row.ends_on,
                row.ended_on,
            ]

    named = found.select_related("kind").prefetch_related("roles").with_left()
    return Rows(found.count(), in_chunks(named, lines))


@exporter(
    "points.incentives",
    title=gettext_lazy("激励申请"),
    columns=[
        gettext_lazy("编号"),
        gettext_lazy("激励办法"),
        gettext_lazy("凭什么身份"),
        gettext_lazy("姓名"),
        gettext_lazy("做了什么"),
        gettext_lazy("状态"),
        gettext_lazy("批准多少元"),
        gettext_lazy("原因"),
        gettext_lazy("送到日期"),
        gettext_lazy("给了什么、凭证"),
    ],
    allowed=_may,
)
def incentives(job: ExportJob) -> Rows:
    """Masked, as every list that leaves the house."""
    found = IncentiveGrant.objects.manageable_by(viewer_of(job))

    def lines(rows: list[IncentiveGrant]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.number,
                row.policy.name,
                str(row.role),
                str(row.name),
                row.why,
                str(row.get_status_display()),
                row.yuan,
                row.decision,
                row.delivered_on,
                row.delivery,
            ]

    return Rows(found.count(), in_chunks(found.select_related("policy", "role"), lines))
