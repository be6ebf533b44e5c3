"""A promise changed: how much, and for whom."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from requests.clocks import Unit


class RuleForm(DeskForm):
    amount = forms.IntegerField(label=_("多少"), min_value=1, max_value=999)
    unit = forms.ChoiceField(label=_("单位"), choices=Unit.choices, widget=forms.RadioSelect)
    for_open = forms.BooleanField(
        label=_("已经在办的也按新的算"),
        required=False,
        help_text=_("不勾，已经答应的日子不变，只有新来的按新的算。"),
    )

    def prepare(self) -> None:
        self.initial = {"amount": self.about.amount, "unit": self.about.unit, **self.initial}
