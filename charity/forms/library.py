"""Input for what is lent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from core.fields import PersonalFormField


class ThingForm(DeskForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    name = forms.CharField(label=_("什么东西"), max_length=60, help_text=_("如：折叠轮椅、电钻"))
    place = forms.CharField(label=_("放在哪里"), max_length=40, required=False)
    days = forms.IntegerField(label=_("一次借几天"), min_value=1, max_value=90, initial=7)

    def prepare(self) -> None:
        places = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        field: Any = self.fields["community"]
        field.queryset = places
        if len(only := places[:2]) == 1:
            field.initial = only[0].pk


class LendForm(DeskForm):
    name = forms.CharField(label=_("借用人"), max_length=64)
    phone = PersonalFormField(label=_("电话"), max_length=20, help_text=_("到期没还，打这个号码"))
    due_on = date_field(
        label=_("哪天前还"), required=False, help_text=_("不填，就按这件东西一次借的天数")
    )


class BackForm(DeskForm):
    condition = forms.CharField(
        label=_("还回来时怎么样"), max_length=120, required=False, help_text=_("完好的不填")
    )
