"""Input for a day's meals."""

from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from charity.models import Diner
from charity.programme_workflow import WhyFailed
from charity.queries.eligible import carriers_of, not_yet_at
from communities.forms.base import DeskForm, date_field, time_field


class MenuForm(DeskForm):
    day = date_field(label=_("哪天"))
    dishes = forms.CharField(
        label=_("吃什么"), max_length=90, help_text=_("写明有没有花生、鸡蛋、海鲜，过敏的人看得到")
    )
    places = forms.IntegerField(label=_("做多少份"), min_value=1, max_value=999)
    cut_off = time_field(label=_("当天几点以前可以改"))

    def prepare(self) -> None:
        self.fields["day"].initial = timezone.localdate() + timedelta(days=1)
        self.fields["cut_off"].initial = time(9)
        if (last := self.about.days.order_by("-day").first()) is not None:
            self.fields["places"].initial = last.places
            self.fields["cut_off"].initial = timezone.localtime(last.cut_off).time()


class AddForm(DeskForm):
    diner = forms.ModelChoiceField(Diner.objects.none(), label=_("谁"))

    def prepare(self) -> None:
        field: Any = self.fields["diner"]
        field.queryset = not_yet_at(self.about)
        field.label_from_instance = lambda diner: diner.resident.name.open()


class GiveOutForm(DeskForm):
    carrier = forms.ModelChoiceField(
        User.objects.none(), label=_("谁来送"), help_text=_("还没派人的饭都给他；名单在项目页上")
    )

    def prepare(self) -> None:
        field: Any = self.fields["carrier"]
        field.queryset = carriers_of(self.about.programme)
        field.label_from_instance = lambda user: user.name.open()


class CallOffForm(DeskForm):
    why = forms.CharField(label=_("为什么停一天"), max_length=60, help_text=_("订了的人会看到"))


class FailForm(DeskForm):
    why = forms.ChoiceField(
        label=_("怎么回事"), choices=WhyFailed.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("还要说的"),
        max_length=120,
        required=False,
        help_text=_("如：敲了两次没人应"),
    )
    is_worrying = forms.BooleanField(
        label=_("放心不下，请社区马上去看"),
        required=False,
        help_text=_("独居老人没接到饭，不勾也会有人去看；别人家，您觉得不对劲就勾上"),
    )
