"""Input for what is agreed with a neighbour."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.queries import enclaves as queries
from activities.workflow import Sharing
from communities.forms.base import DeskForm
from communities.models import Area
from organizations.models import Organization


class AskForm(DeskForm):
    sharing = forms.ChoiceField(label=_("怎么办"), choices=Sharing.choices)
    host = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("约哪个社区"),
        required=False,
        empty_label=_("不约社区，约单位"),
    )
    host_unit = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("约哪个单位"),
        required=False,
        empty_label=_("不约单位，约社区"),
        help_text=_("单位只借场地，如少年宫、学校的礼堂"),
    )
    wanted = forms.CharField(
        label=_("要对方什么"),
        max_length=200,
        help_text=_("哪间、几点开门；请多少人来。对方看着这句话答复"),
    )
    way = forms.CharField(
        label=_("老人怎么过去"),
        max_length=200,
        help_text=_("走哪条路、谁陪着、几点集合；两边的居民都看得到"),
    )

    def prepare(self) -> None:
        self.fields["host"].queryset = queries.neighbours(self.about)  # type: ignore[attr-defined]
        self.fields["host_unit"].queryset = queries.units(self.about)  # type: ignore[attr-defined]


class AgreeForm(DeskForm):
    """Which wording of it one has read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.initial["revision"] = self.about.activity.revision


class AnswerForm(DeskForm):
    reason = forms.CharField(
        label=_("原因"), max_length=200, help_text=_("对方看得到：那天没有空、改哪天可以")
    )
