"""Input for part-time commissioners."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.actions.committee_meetings import years_of
from organizations.forms.partners import ChoosesBoth
from organizations.models import CommissionerYear
from organizations.queries import commissioners as seat_queries
from organizations.queries import pairings as queries


class SeatForm(ChoosesBoth):
    name = forms.CharField(label=_("姓名"), max_length=32, help_text=_("不公开"))
    office = forms.CharField(
        label=_("在单位的职务"), max_length=40, help_text=_("如：副院长；和单位一起公开")
    )
    promises = forms.CharField(
        label=_("答应带来什么"), max_length=200, required=False,
        help_text=_("如：每月一次义诊、两间会议室"),
    )  # fmt: skip
    starts_on = date_field(label=_("从哪天起"))
    ends_on = date_field(label=_("任期到哪天（含）"), help_text=_("到期前 30 天提醒两边"))

    def prepare(self) -> None:
        self.choose(queries.units_to_choose(self.viewer))
        today = timezone.localdate()
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].initial = today + timedelta(days=3 * 365)


class TermForm(DeskForm):
    ends_on = date_field(label=_("续到哪天（含）"))


class YearForm(DeskForm):
    """about: the commissioner."""

    year = forms.TypedChoiceField(label=_("哪一年"), coerce=int)
    grade = forms.ChoiceField(label=_("评定"), choices=CommissionerYear.Grade.choices)
    note = forms.CharField(
        label=_("说明"), max_length=80, required=False,
        help_text=_("要改进的写明差在哪里；单位看得到"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, _("{year} 年").format(year=year)) for year in reversed(years_of(self.about))
        ]


class CallForm(DeskForm):
    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("哪个社区"), empty_label=_("请选")
    )
    title = forms.CharField(
        label=_("商量什么"), max_length=60, help_text=_("如：研究暑期托管；单位看得到")
    )
    held_on = date_field(label=_("哪天"))
    seats = forms.TypedMultipleChoiceField(
        label=_("请哪几位"), widget=forms.CheckboxSelectMultiple, coerce=int
    )

    def prepare(self) -> None:
        place: Any = self.fields["community"]
        place.queryset = places = queries.communities_to_choose(self.viewer)
        if len(only := places[:2]) == 1:
            place.initial = only[0].pk
        self.fields["seats"].choices = seat_queries.to_call(self.viewer)  # type: ignore[attr-defined]
        self.fields["held_on"].initial = timezone.localdate()


class AttendanceForm(DeskForm):
    """about: the meeting."""

    came = forms.TypedMultipleChoiceField(
        label=_("谁到了"), widget=forms.CheckboxSelectMultiple, coerce=int, required=False,
        empty_value=[],
    )  # fmt: skip
    excused = forms.TypedMultipleChoiceField(
        label=_("谁请了假"), widget=forms.CheckboxSelectMultiple, coerce=int, required=False,
        empty_value=[], help_text=_("都没有勾的，记为没有到"),
    )  # fmt: skip

    def prepare(self) -> None:
        called = seat_queries.called_to(self.about)
        for name in ("came", "excused"):
            self.fields[name].choices = called  # type: ignore[attr-defined]
