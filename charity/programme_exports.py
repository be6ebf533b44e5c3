"""Who eats with the programmes and what each month cost, to take home."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from charity.models import Diner, ProgrammeBudget, ProgrammeMonth
from charity.models.programme_budgets import budgeted
from charity.queries.programmes import keeps_programmes
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_programmes(viewer)


@exporter(
    "charity.diners",
    title=gettext_lazy("用餐人名单"),
    columns=[
        gettext_lazy("项目"),
        gettext_lazy("姓名"),
        gettext_lazy("凭哪一条"),
        gettext_lazy("来吃还是送"),
        gettext_lazy("每周固定哪几天"),
        gettext_lazy("从哪天起"),
        gettext_lazy("到哪天"),
    ],
    allowed=_may,
)
def diners(job: ExportJob) -> Rows:
    """Masked, as every list that leaves the house. What somebody must not eat, and even that there
    is something, does not leave it: the sheet of the day is the kitchen's."""
    found = Diner.objects.manageable_by(viewer_of(job))

    def lines(rows: list[Diner]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.programme.name,
                str(row.resident.name),
                row.group.name,
                str(row.get_way_display()),
                row.days_in_words if row.weekdays else _("每次另外订"),
                row.joined_on,
                row.left_on,
            ]

    rows = found.select_related("programme", "resident", "group")
    return Rows(found.count(), in_chunks(rows, lines))


@exporter(
    "charity.programme_months",
    title=gettext_lazy("服务项目月账"),
    columns=[
        gettext_lazy("项目"),
        gettext_lazy("月份"),
        gettext_lazy("人次"),
        gettext_lazy("一共花了（元）"),
        gettext_lazy("餐费（元）"),
        gettext_lazy("捐赠（元）"),
        gettext_lazy("社区基金（元）"),
        gettext_lazy("社区收入（元）"),
        gettext_lazy("补贴（元）"),
        gettext_lazy("谁给的补贴"),
        gettext_lazy("预算（元）"),
        gettext_lazy("付给哪个单位"),
        gettext_lazy("凭证号"),
        gettext_lazy("为什么作废"),
    ],
    allowed=_may,
)
def programme_months(job: ExportJob) -> Rows:
    """What was wrong stands beside what took its place, with its reason."""
    found = ProgrammeMonth.objects.visible_to(viewer_of(job))

    def lines(rows: list[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.programme.name,
                f"{row.month:%Y-%m}",
                row.meals,
                row.cost,
                row.from_fee,
                row.from_gift,
                row.from_fund,
                row.from_earned,
                row.from_subsidy,
                row.subsidy,
                row.budget if row.budget is not None else "",
                row.paid_to.name,
                row.voucher,
                row.void,
            ]

    named = found.select_related("programme", "paid_to").annotate(budget=budgeted())
    return Rows(found.count(), in_chunks(named, lines))


@exporter(
    "charity.programme_budgets",
    title=gettext_lazy("服务项目预算"),
    columns=[
        gettext_lazy("项目"),
        gettext_lazy("月份"),
        gettext_lazy("预计人次"),
        gettext_lazy("预算（元）"),
        gettext_lazy("餐费（元）"),
        gettext_lazy("捐赠（元）"),
        gettext_lazy("社区基金（元）"),
        gettext_lazy("社区收入（元）"),
        gettext_lazy("补贴（元）"),
        gettext_lazy("谁同意的"),
    ],
    allowed=_may,
)
def programme_budgets(job: ExportJob) -> Rows:
    """Also of months that are still to come."""
    found = ProgrammeBudget.objects.visible_to(viewer_of(job))

    def lines(rows: list[ProgrammeBudget]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.programme.name,
                f"{row.month:%Y-%m}",
                row.meals,
                row.cost,
                row.from_fee,
                row.from_gift,
                row.from_fund,
                row.from_earned,
                row.from_subsidy,
                row.resolution,
            ]

    return Rows(found.count(), in_chunks(found.select_related("programme"), lines))
