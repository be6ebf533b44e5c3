"""Input for the plots of a garden and what is gathered there."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charity.queries.eligible import residents_named
from charity.queries.gardens import receivers
from communities.forms.base import DeskForm, date_field
from organizations.models import Organization


class PlotForm(DeskForm):
    name = forms.CharField(label=_("哪块地"), max_length=20, help_text=_("如：3 号地"))
    size = forms.DecimalField(
        label=_("多少平方米"), max_digits=6, decimal_places=1, min_value=Decimal("0.1")
    )


class TendForm(DeskForm):
    who = forms.CharField(
        label=_("居民姓名"), max_length=64, required=False,
        help_text=_("在册的居民；同名的再写手机号后四位"),
    )  # fmt: skip
    party = forms.CharField(
        label=_("或者哪个组、哪家单位"), max_length=40, required=False,
        help_text=_("居民和组只写一样"),
    )  # fmt: skip
    since = date_field(label=_("从哪天起"))

    def prepare(self) -> None:
        self.fields["since"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = cleaned.pop("who", "")
        if said:
            found = residents_named(self.viewer, self.about.programme, said)
            if len(found) == 1:
                cleaned["resident"] = found[0]
            elif found:
                self.add_error("who", _("有几位同名的：姓名后面空一格，写手机号后四位"))
            else:
                self.add_error("who", _("您的范围里没有这个在册居民"))
        return cleaned


class GatherForm(DeskForm):
    what = forms.CharField(label=_("收了什么"), max_length=60, help_text=_("如：小白菜"))
    quantity = forms.DecimalField(
        label=_("多少"), max_digits=10, decimal_places=2, min_value=Decimal("0.01")
    )
    unit = forms.CharField(label=_("计量单位"), max_length=8, initial=_("斤"))
    gathered_on = date_field(label=_("哪天收的"))
    organization: Any = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪家受赠单位接受"), help_text=_("食堂从它那里领")
    )

    def prepare(self) -> None:
        fields: Any = self.fields
        fields["gathered_on"].initial = timezone.localdate()
        fields["organization"].queryset = found = receivers(self.viewer)
        if len(only := found[:2]) == 1:
            fields["organization"].initial = only[0].pk


class StoreForm(DeskForm):
    place = forms.CharField(label=_("放在哪里"), max_length=40, required=False)
    expires_on = date_field(label=_("保质期到（含）"), required=False)
