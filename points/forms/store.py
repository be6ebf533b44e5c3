"""Input for the store, at the desk and at home."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charity.models import Lot
from communities.forms.base import DeskForm
from points.actions.store import MOST
from points.forms.points import InCommunity
from points.queries import store as queries
from points.queries.store import States


class ItemForm(InCommunity):
    name = forms.CharField(label=_("品名"), max_length=60)
    unit = forms.CharField(label=_("计量单位"), max_length=8, help_text=_("条、袋、瓶"))
    points = forms.IntegerField(label=_("换一份要多少分"), min_value=1, max_value=99999)


class FillForm(DeskForm):
    quantity = forms.IntegerField(label=_("上架几份"), min_value=1, max_value=9999)
    lot = forms.ModelChoiceField(
        Lot.objects.none(),
        label=_("从哪一批物资来"),
        required=False,
        help_text=_("只列品名和单位一样、不限定用途、没过期的"),
    )
    bought = forms.CharField(
        label=_("买来的：票据号和哪里买的"),
        max_length=200,
        required=False,
        help_text=_("从物资库来的不填"),
    )

    def prepare(self) -> None:
        self.fields["lot"].queryset = queries.lots_for(self.about)  # type: ignore[attr-defined]


class CollectForm(DeskForm):
    code = forms.CharField(label=_("领取码"), max_length=12, help_text=_("来领的人说的六位数"))


class CallOffForm(DeskForm):
    reason = forms.CharField(
        label=_("为什么取消"), max_length=100, help_text=_("会告诉这一户，如“这一批受潮了”")
    )


class RedeemForm(DeskForm):
    quantity = forms.IntegerField(label=_("换几份"), min_value=1, max_value=MOST, initial=1)
    brought_home = forms.BooleanField(
        label=_("请送上门"),
        required=False,
        help_text=_("走不动、家里也没人能来的，社区送到家门口，送到时报领取码"),
    )


class ShelfFilter(forms.Form):
    q = forms.CharField(label=_("领取码或户编号"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=States.choices, required=False)
