"""Input for a campaign on the spot."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charity.actions.campaigns import Papers
from charity.forms.funds import yuan
from charity.models import Purpose
from charity.models.campaigns import Way
from charity.queries import campaigns as queries
from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.models import Organization

NOTHING = Decimal(0)
IN_PUBLIC = _("会公开：写事情，不写姓名和电话")


class CampaignForm(DeskForm):
    community: Any = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    organization: Any = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("哪家慈善组织办的"),
        help_text=_("只有这些有公开募捐资格；居委会和别的单位不能自己募捐"),
    )
    certificate = forms.CharField(label=_("公开募捐资格证书编号"), max_length=40)
    filing_number = forms.CharField(
        label=_("募捐方案备案编号"), max_length=40, help_text=_("在“慈善中国”上查得到")
    )
    filed_on = date_field(label=_("备案日期"), help_text=_("要比开始早十天"))
    title = forms.CharField(label=_("叫什么"), max_length=60, help_text=IN_PUBLIC)
    way = forms.ChoiceField(label=_("怎么募"), choices=Way.choices)
    place = forms.CharField(label=_("在哪里"), max_length=60)
    starts_on = date_field(label=_("从哪天"))
    ends_on = date_field(label=_("到哪天（含）"))
    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices)
    plan = forms.CharField(
        label=_("募来的用在哪里"), max_length=200, help_text=_("照备案的方案写；会公开")
    )

    def prepare(self) -> None:
        fields: Any = self.fields
        places = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        fields["community"].queryset = places
        fields["organization"].queryset = queries.organisers(self.viewer)
        if len(only := places[:2]) == 1:
            fields["community"].initial = only[0].pk

    def papers(self) -> Papers:
        said = {name: self.cleaned_data[name] for name in Papers.__dataclass_fields__}
        return Papers(**said)


class CountForm(DeskForm):
    raised = yuan(
        _("募得的钱（元）"), min_value=NOTHING, help_text=_("慈善组织账上的数，要和登记的捐赠一样")
    )
    cost = yuan(_("募捐成本（元）"), min_value=NOTHING, help_text=_("场地、印刷、运输；没有写 0"))
    text = forms.CharField(
        label=_("说明"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("来了多少人、卖了什么、钱打算怎么用。会公开：不写姓名和电话"),
    )

    def prepare(self) -> None:
        for name in ("raised", "cost", "text"):
            if (known := getattr(self.about, name)) is not None:
                self.initial[name] = known


class PublishForm(DeskForm):
    checked = forms.BooleanField(label=_("我逐字看过了，没有不该公开的"))


class CorrectForm(DeskForm):
    explanation = forms.CharField(
        label=_("更正了什么、为什么"), max_length=200, help_text=IN_PUBLIC
    )


class CancelForm(DeskForm):
    reason = forms.CharField(label=_("为什么没有办"), max_length=200)
