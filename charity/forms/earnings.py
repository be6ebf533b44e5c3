"""Input for what a community earns."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charity.forms.funds import LEAST, yuan
from charity.queries import earnings as queries
from communities.forms.base import DeskForm, date_field

PUBLIC_LINE = _("会公开：不写姓名和电话")


class AssetForm(DeskForm):
    name = forms.CharField(label=_("什么闲置"), max_length=60)
    where = forms.CharField(label=_("在哪里"), max_length=60, required=False)


class PlanForm(DeskForm):
    plan = forms.CharField(label=_("打算怎么用，或为什么不用"), max_length=200)


class ProjectForm(DeskForm):
    name = forms.CharField(label=_("项目"), max_length=60)
    partner = forms.CharField(label=_("合作方"), max_length=80, help_text=_("单位全称"))
    agreement_number = forms.CharField(label=_("合同编号"), max_length=40)
    starts_on = date_field(label=_("从哪天"))
    ends_on = date_field(label=_("到哪天（含）"))
    asset: Any = forms.ModelChoiceField(queryset=None, label=_("盘活了哪处闲置"), required=False)

    def prepare(self) -> None:
        field: Any = self.fields["asset"]
        field.queryset = queries.planned(self.about)


class RuleForm(DeskForm):
    upkeep = forms.IntegerField(label=_("公共维护（%）"), min_value=0, max_value=100)
    care = forms.IntegerField(label=_("帮扶关爱（%）"), min_value=0, max_value=100)
    reserve = forms.IntegerField(label=_("留存备用（%）"), min_value=0, max_value=100)
    since = date_field(label=_("从哪天起"))
    resolution = forms.CharField(label=_("哪次会议定的"), max_length=200, help_text=PUBLIC_LINE)

    def prepare(self) -> None:
        self.fields["since"].initial = timezone.localdate()


class EarnForm(DeskForm):
    voucher = forms.CharField(label=_("凭证号"), max_length=30)
    amount = yuan(_("收入（元）"), min_value=LEAST)
    booked_on = date_field(label=_("记账日期"))

    def prepare(self) -> None:
        self.fields["booked_on"].initial = timezone.localdate()


class TakeBackForm(DeskForm):
    voucher = forms.CharField(label=_("更正的凭证号"), max_length=30)
    why = forms.CharField(label=_("更正说明"), max_length=200, help_text=PUBLIC_LINE)


class SpendForm(DeskForm):
    amount = yuan(_("金额（元）"), min_value=LEAST)
    what = forms.CharField(label=_("用在哪里"), max_length=200, help_text=PUBLIC_LINE)
    resolution = forms.CharField(label=_("哪次会议或谁同意的"), max_length=200)
    booked_on = date_field(label=_("记账日期"))

    def prepare(self) -> None:
        self.fields["booked_on"].initial = timezone.localdate()


class PutBackForm(DeskForm):
    what = forms.CharField(label=_("更正说明"), max_length=200, help_text=PUBLIC_LINE)


class DiscloseForm(DeskForm):
    year = forms.IntegerField(label=_("哪一年"), min_value=2000, max_value=2100)
    explanation = forms.CharField(
        label=_("更正说明"),
        max_length=200,
        required=False,
        help_text=_("公示过的一年再公示，写错在哪里；第一次留空"),
    )

    def prepare(self) -> None:
        self.fields["year"].initial = timezone.localdate().year - 1
