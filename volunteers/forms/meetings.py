"""Input for meetings of volunteers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from volunteers.models import Volunteer, VolunteerTeam
from volunteers.queries import meetings as queries


class MeetingForm(DeskForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    title = forms.CharField(label=_("什么会"), max_length=60, help_text=_("如：志愿者月会"))
    held_on = date_field(label=_("哪天开的"))
    place = forms.CharField(label=_("在哪里"), max_length=60)
    team = forms.ModelChoiceField(
        VolunteerTeam.objects.none(),
        label=_("哪支队伍"),
        required=False,
        empty_label=_("不是哪一支队的会"),
    )
    present = forms.CharField(
        label=_("到会的志愿者"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写志愿者编号，一行一个或用空格隔开"),
    )
    others = forms.IntegerField(
        label=_("到会的其他人"), min_value=0, max_value=500, initial=0, help_text=_("几个人")
    )

    def prepare(self) -> None:
        places: Any = self.fields["community"]
        places.queryset = queries.communities(self.viewer)
        places.initial = places.queryset.first()
        self.fields["team"].queryset = queries.teams(self.viewer)  # type: ignore[attr-defined]
        self.fields["held_on"].initial = timezone.localdate()

    def clean_present(self) -> list[Volunteer]:
        numbers = set(self.cleaned_data["present"].split())
        found = list(queries.serving(self.viewer).filter(number__in=numbers))
        missing = numbers - {one.number for one in found}
        if missing:
            said = _("没有这些编号的志愿者：{numbers}")
            raise forms.ValidationError(said.format(numbers=" ".join(sorted(missing))))
        return found


class SayForm(DeskForm):
    words = forms.CharField(label=_("说了什么"), max_length=90, help_text=_("写事情，不写电话"))
    said_by = forms.ModelChoiceField(
        Volunteer.objects.none(), label=_("谁说的"), required=False, empty_label=_("大家说的")
    )

    def prepare(self) -> None:
        there = self.about.present.order_by("name_key", "pk")
        field: Any = self.fields["said_by"]
        field.queryset = there
        field.label_from_instance = lambda one: one.name.open()


class AnswerForm(DeskForm):
    answer = forms.CharField(label=_("怎么答复的"), max_length=90)
