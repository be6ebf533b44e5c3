"""Input for what social workers learn, sit for and earn."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from organizations.models import ExamReward, SocialWorker
from organizations.queries.schooling import rewards_at
from organizations.schooling_workflow import MOST_HOURS, may_sit

LEVELS = [choice for choice in SocialWorker.Level.choices if choice[0] != "none"]


class HoursForm(DeskForm):
    held_on = date_field(label=_("哪天"))
    hours = forms.IntegerField(label=_("学时"), min_value=1, max_value=MOST_HOURS)
    what = forms.CharField(label=_("学了什么"), max_length=80, help_text=_("如：个案管理工作坊"))
    evidence = forms.CharField(
        label=_("凭什么证明"),
        max_length=80,
        help_text=_("如：省民政厅结业证 2026-118；原件给建档的人看"),
    )

    def prepare(self) -> None:
        self.fields["held_on"].initial = timezone.localdate()


def _brings(rules: list[ExamReward]) -> str:
    """Said where one enters, so that nobody has to ask afterwards."""
    if not rules:
        return gettext("这里没有考试奖励的规定。")
    each = [
        gettext("{level} {amount} 元").format(level=one.get_level_display(), amount=one.amount)
        for one in rules
    ]
    return gettext("通过有奖励：{each}（{document}）").format(
        each=gettext("，").join(each), document=rules[-1].document
    )


class ExamForm(DeskForm):
    year = forms.IntegerField(label=_("哪一年"))
    level = forms.ChoiceField(label=_("考哪一级"), choices=LEVELS)

    def prepare(self) -> None:
        year = timezone.localdate().year
        self.fields["year"].initial = year
        self.fields["year"].widget.attrs |= {"min": year - 1, "max": year + 1}
        held = self.about.level
        sits = [one for one in LEVELS if may_sit(one[0], held)]
        self.fields["level"].choices = sits  # type: ignore[attr-defined]
        self.fields["level"].help_text = _brings(rewards_at(self.about.community))


class RewardForm(DeskForm):
    voucher = forms.CharField(label=_("发放凭证"), max_length=40)
    paid_on = date_field(label=_("发放日期"))

    def prepare(self) -> None:
        self.fields["paid_on"].initial = timezone.localdate()


class PayForm(DeskForm):
    post = forms.CharField(label=_("岗位"), max_length=32, help_text=_("如：站长、一线社工"))
    amount = forms.DecimalField(
        label=_("岗位津贴（元/月）"), min_value=Decimal(0), max_digits=7, decimal_places=2
    )
    starts_on = date_field(label=_("从哪天起"))

    def prepare(self) -> None:
        self.fields["starts_on"].initial = timezone.localdate()
