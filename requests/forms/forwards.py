"""Handing a part of the work on by a link, and the two things its bearer can say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from requests.models import Forward


class ForwardForm(DeskForm):
    """about: the request."""

    name = forms.CharField(
        label=_("转给谁"), max_length=40, help_text=_("写得出是谁就行，如：物业李师傅、二院门诊")
    )
    ask = forms.CharField(
        label=_("请他做什么"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("他只看到这几句和大概在哪里；不写别人的姓名和病情"),
    )
    days = forms.TypedChoiceField(
        label=_("链接几天内有效"),
        choices=[(n, str(n)) for n in (1, 3, 7, 14)],
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("他的手机"),
        required=False,
        max_length=20,
        help_text=_("填了，他一直没点“收到”时会发一条短信提醒"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    shows_door = forms.BooleanField(
        label=_("他要上门：点了“收到”以后，让他看地址和电话"),
        required=False,
        help_text=_("每看一次都有记录"),
    )


class RevokeForwardForm(DeskForm):
    """about: the request."""

    forward = forms.ModelChoiceField(
        Forward.objects.none(), label=_("收回哪一个"), empty_label=None, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        field: Any = self.fields["forward"]
        field.queryset = self.about.forwards.standing()
        field.label_from_instance = lambda one: one.to_name.open()
        first = field.queryset.first()
        field.initial = first.pk if first else None


class OutcomeForm(DeskForm):
    outcome = forms.ChoiceField(
        label=_("办得怎样"), choices=Forward.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("写一句"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("什么时候、怎么办的；没办成的写差在哪里"),
    )
