"""Input for the storeroom."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charity.actions.allocations import still_to_come
from charity.forms.uses import AsWished
from charity.queries.stock import States
from communities.forms.base import DeskForm, date_field


def _quantity(label: Any, least: str = "0.01") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=10, decimal_places=2, min_value=Decimal(least)
    )


class TakeInForm(DeskForm):
    quantity = _quantity(_("这一批多少"))
    name = forms.CharField(label=_("品名"), max_length=60)
    place = forms.CharField(
        label=_("放在哪里"), max_length=40, required=False, help_text=_("如：储藏室 2 号架")
    )
    expires_on = date_field(
        label=_("保质期到（含）"), required=False, help_text=_("不会过期的不填；不同日期分批入库")
    )

    def prepare(self) -> None:
        self.initial["quantity"] = still_to_come(self.about)
        self.initial["name"] = self.about.what[:60]


class IssueForm(AsWished):
    quantity = _quantity(_("领多少"))
    reason = forms.CharField(label=_("用在哪里"), max_length=200)
    field_order = ["quantity", "reason"]


class BackForm(DeskForm):
    quantity = _quantity(_("退回多少"))
    reason = forms.CharField(label=_("为什么退回"), max_length=200)


class CountForm(DeskForm):
    counted = _quantity(_("实际数到"), "0")
    reason = forms.CharField(label=_("差在哪里"), max_length=200, required=False)

    def prepare(self) -> None:
        self.initial["counted"] = self.about.balance


class DiscardForm(DeskForm):
    quantity = _quantity(_("报损多少"))
    reason = forms.CharField(label=_("原因"), max_length=200)


class HandOutForm(DeskForm):
    title = forms.CharField(
        label=_("发放名称"), max_length=60, help_text=_("印在签领表上，如：冬季慰问")
    )
    held_on = date_field(label=_("哪天发"))
    place = forms.CharField(label=_("在哪里发"), max_length=40, required=False)
    each = _quantity(_("每人多少"))


class PeopleForm(DeskForm):
    people = forms.CharField(
        label=_("谁来领"),
        max_length=12000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一个：先写姓名，空一格再写住址"),
    )


class TakeForm(DeskForm):
    proxy = forms.CharField(
        label=_("代领人"), max_length=64, required=False, help_text=_("本人来领的不填")
    )


class StockFilter(forms.Form):
    q = forms.CharField(label=_("品名或批次号"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=States.choices, required=False)
