"""Input for a service: days, hours, how many a week, for whom, at what price."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from organizations.actions.services import SAID
from organizations.models import Audience, OfferedService, ServiceDomain, Weekday


def _time(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(
        widget=forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M"), **kwargs
    )


class ServiceForm(DeskForm):
    domain = forms.ModelChoiceField(
        ServiceDomain.objects.filter(is_active=True), label=_("服务领域")
    )
    name = forms.CharField(label=_("服务名称"), max_length=60, help_text=_("如：上门理发"))
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    description = forms.CharField(
        label=_("做什么"), max_length=200, required=False, help_text=_("居民看得懂的一句话")
    )
    description_en = forms.CharField(label=_("做什么（英文）"), max_length=300, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("哪几天"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_at = _time(label=_("几点开始"))
    ends_at = _time(label=_("几点结束"))
    weekly_capacity = forms.IntegerField(
        label=_("每周能接几单"), min_value=1, max_value=2000, help_text=_("派单时按这个数留余地")
    )
    audiences = forms.MultipleChoiceField(
        label=_("为谁服务"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    is_volunteer = forms.BooleanField(label=_("这是志愿服务（不收费）"), required=False)
    price = forms.ChoiceField(label=_("收费"), choices=OfferedService.Price.choices)
    price_note = forms.CharField(
        label=_("收费标准"),
        max_length=120,
        required=False,
        help_text=_("低偿的写明多少钱、谁免费；会公开"),
    )
    price_note_en = forms.CharField(label=_("收费标准（英文）"), max_length=200, required=False)

    def prepare(self) -> None:
        if isinstance(self.about, OfferedService):
            self.initial.update({name: getattr(self.about, name) for name in SAID})
