"""Input for match meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field, time_field
from communities.models import Area
from organizations.forms.organizations import PlaceField
from organizations.match_workflow import MOST_PEOPLE
from organizations.models import Demand, MatchGuest, MatchTalk, Organization
from organizations.queries import match_meetings as queries


class MeetingForm(DeskForm):
    area = PlaceField(Area.objects.none(), label=_("哪里"))
    title = forms.CharField(label=_("什么会"), max_length=60, help_text=_("如：为小项目对接会"))
    held_on = date_field(label=_("哪天开"))
    starts_at = time_field(label=_("几点开始"))
    place = forms.CharField(label=_("在哪里"), max_length=60)
    about = forms.CharField(
        label=_("怎么开"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    demands = forms.ModelMultipleChoiceField(
        Demand.objects.none(),
        label=_("谈哪些需求"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("应答过的组织会收到消息，其他组织在页面上看得到"),
    )

    def prepare(self) -> None:
        area: Any = self.fields["area"]
        area.queryset = places = queries.places_to_meet(self.viewer)
        if len(only := places[:2]) == 1:
            area.initial = only[0].pk
        field: Any = self.fields["demands"]
        field.queryset = queries.open_demands(self.viewer)
        field.label_from_instance = lambda row: f"{row.title} · {row.area.title}"


class ComeForm(DeskForm):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个组织"), empty_label=_("请选")
    )
    people = forms.IntegerField(label=_("来几个人"), min_value=1, max_value=MOST_PEOPLE, initial=1)

    def prepare(self) -> None:
        field: Any = self.fields["organization"]
        field.queryset = rows = queries.to_come(self.viewer, self.about)
        if len(only := rows[:2]) == 1:
            field.initial = only[0].pk


class StayAwayForm(DeskForm):
    guest = forms.ModelChoiceField(
        MatchGuest.objects.none(), label=_("哪个组织不来了"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field: Any = self.fields["guest"]
        field.queryset = rows = queries.to_stay_away(self.viewer, self.about)
        field.label_from_instance = lambda row: row.organization.title
        if len(only := rows[:2]) == 1:
            field.initial = only[0].pk


class WidenForm(DeskForm):
    demand = forms.ModelChoiceField(
        Demand.objects.none(), label=_("需要什么"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field: Any = self.fields["demand"]
        field.queryset = queries.to_talk_over(self.viewer, self.about)


class HoldForm(DeskForm):
    came = forms.TypedMultipleChoiceField(
        label=_("谁到了"), widget=forms.CheckboxSelectMultiple, coerce=int,
        help_text=_("没报名就来了的，先替它报名；没有勾的记为没来"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["came"].choices = queries.list_to_hold(self.about)  # type: ignore[attr-defined]


class OutcomeForm(DeskForm):
    demand = forms.ModelChoiceField(
        Demand.objects.none(), label=_("谈的哪条需求"), empty_label=_("请选")
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("和哪个组织谈"), empty_label=_("请选")
    )
    outcome = forms.ChoiceField(label=_("谈得怎样"), choices=MatchTalk.Outcome.choices)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["demand"].queryset = queries.still_open(self.about)  # type: ignore[attr-defined]
        self.fields["organization"].queryset = queries.who_came(self.about)  # type: ignore[attr-defined]
