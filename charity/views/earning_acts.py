"""What can be done about what a community earns."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.actions import earning_books, earnings
from charity.forms import earnings as forms
from charity.models import IdleAsset, Income, OperatingProject, PotLine
from charity.workflow import ASSET_STEPS, AssetStatus
from communities.forms.base import NothingForm
from communities.views.acts import Act, table


def _always(_viewer: Viewer, _subject: Any) -> bool:
    return True


PLACE_ACTS = table(
    Act(
        "project", _("登记经营项目"), forms.ProjectForm, earnings.start,
        _("已登记"), _always, "plus",
    ),
    Act(
        "rule", _("登记分配办法"), forms.RuleForm, earnings.resolve,
        _("已登记，从那天起按它分"), _always, "scales",
        _("居民会议定的：每一百元收入，多少维护公共设施，多少帮人，多少留着。"),
    ),
    Act(
        "asset", _("列一处闲置"), forms.AssetForm, earnings.list_asset,
        _("已列入"), _always, "building",
    ),
    Act(
        "disclose", _("公示一年"), forms.DiscloseForm, earnings.disclose,
        _("已公示，署您的名"), _always, "check",
        _("照账目算出来就公开，不能改；有错只能再公示一份更正。"), True,
    ),
)  # fmt: skip


def _goes_on(_viewer: Viewer, project: OperatingProject) -> bool:
    return project.ended_on is None


PROJECT_ACTS = table(
    Act(
        "earn", _("记收入"), forms.EarnForm, earning_books.earn,
        _("已记，并按办法分好"), _goes_on, "in",
    ),
    Act(
        "end", _("提前结束"), NothingForm, earnings.end,
        _("已结束"), _goes_on, "close", _("从今天起它不再记收入；以前的账不变。"), True,
    ),
)  # fmt: skip


def _to(target: AssetStatus) -> Any:
    def offered(_viewer: Viewer, row: IdleAsset) -> bool:
        return target in ASSET_STEPS[AssetStatus(row.status)]

    return offered


ASSET_ACTS = table(
    Act(
        "plan", _("写打算"), forms.PlanForm, earnings.plan_asset,
        _("已写好"), _to(AssetStatus.PLANNED), "edit",
    ),
    Act(
        "drop", _("不用了"), forms.PlanForm, earnings.drop_asset,
        _("已记下"), _to(AssetStatus.DROPPED), "close", "", True,
    ),
)  # fmt: skip

POT_ACTS = table(
    Act(
        "spend", _("记支出"), forms.SpendForm, earning_books.spend,
        _("已记"), _always, "out", _("不会超过这一类里有的。"),
    ),
)  # fmt: skip


def _stands(_viewer: Viewer, row: Income) -> bool:
    return row.corrects_id is None and not hasattr(row, "corrected")


INCOME_ACTS = table(
    Act(
        "correct", _("更正这一笔"), forms.TakeBackForm, earning_books.take_back,
        _("已更正，两笔都留着"), _stands, "undo", "", True,
    ),
)  # fmt: skip


def _spent(_viewer: Viewer, row: PotLine) -> bool:
    return row.kind == PotLine.Kind.SPEND and not hasattr(row, "corrected")


MOVE_ACTS = table(
    Act(
        "correct", _("更正这一笔"), forms.PutBackForm, earning_books.put_back,
        _("已更正，两笔都留着"), _spent, "undo", "", True,
    ),
)  # fmt: skip
