"""Input for what is lent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charity.queries import aid
from charity.queries import library as queries
from communities.forms.base import DeskForm, date_field
from communities.models import Area
from core.fields import PersonalFormField


class ThingForm(DeskForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    name = forms.CharField(label=_("什么东西"), max_length=60, help_text=_("如：折叠轮椅、电钻"))
    place = forms.CharField(label=_("放在哪里"), max_length=40, required=False)
    days = forms.IntegerField(label=_("一次借几天"), min_value=1, max_value=90, initial=7)

    source = forms.ChoiceField(
        label=_("从哪笔捐赠来"),
        required=False,
        help_text=_("捐来的选一笔，算用了一件，捐赠人看得到"),
    )
    consent = forms.CharField(
        label=_("捐赠人怎么同意的"),
        max_length=200,
        required=False,
        help_text=_("过了捐赠人要求的期限才填：哪天、谁、怎么问的"),
    )

    def prepare(self) -> None:
        source: Any = self.fields["source"]
        source.choices = [("", _("不是捐来的")), *queries.sources(self.viewer)]
        places = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        field: Any = self.fields["community"]
        field.queryset = places
        if len(only := places[:2]) == 1:
            field.initial = only[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if said := cleaned.pop("source", ""):
            cleaned["gift"], cleaned["lot"] = aid.source(self.viewer, said)
        return cleaned


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
