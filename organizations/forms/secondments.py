"""Input for secondments, for the days a stationed cadre was there, and for what his unit hears."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from organizations.forms.partners import ChoosesBoth
from organizations.models import Secondment, Weekday
from organizations.queries import pairings as queries
from organizations.secondment_workflow import TELL_WITHIN

PLAN = ("post", "weekdays", "dates", "hours")


class DatesField(forms.CharField):
    """One date a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [self._day(line) for line in text.split()]

    @staticmethod
    def _day(line: str) -> date:
        try:
            return date.fromisoformat(line)
        except ValueError:
            said = _("“{line}”不是日子，请像 2026-12-03 这样写").format(line=line)
            raise forms.ValidationError(said) from None


class PlanFields(DeskForm):
    post = forms.CharField(
        label=_("来做什么"), max_length=60, help_text=_("如：周二在便民大厅办税；会公开")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("每周哪几天在"), choices=Weekday.choices, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("节假日不算"),
    )  # fmt: skip
    dates = DatesField(
        label=_("另外哪些日子"), required=False, help_text=_("一行一个，如 2026-12-03")
    )
    hours = forms.CharField(
        label=_("几点到几点"), max_length=40, required=False, help_text=_("如：9:00–11:30")
    )


class SecondmentForm(ChoosesBoth, PlanFields):
    name = forms.CharField(label=_("姓名"), max_length=32, help_text=_("不公开"))
    phone = forms.CharField(label=_("手机"), max_length=20, help_text=_("不公开，社区和单位联系用"))
    office = forms.CharField(
        label=_("在单位的职务"), max_length=40, help_text=_("如：科员；和单位一起公开")
    )
    starts_on = date_field(label=_("从哪天起"))
    ends_on = date_field(label=_("到哪天（含）"), help_text=_("到期前 30 天提醒两边"))
    field_order = [
        "organization", "community", "name", "phone", "office", *PLAN, "starts_on", "ends_on",
    ]  # fmt: skip

    def prepare(self) -> None:
        self.choose(queries.units_to_choose(self.viewer))
        today = timezone.localdate()
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].initial = today + timedelta(days=365)


class PlanForm(PlanFields):
    """about: the secondment. What was agreed before today stays as it was."""

    def prepare(self) -> None:
        row: Secondment = self.about
        today = timezone.localdate()
        to_come = [day.isoformat() for day in row.dates if day >= today]
        self.initial.update(
            {"post": row.post, "weekdays": row.weekdays, "hours": row.hours}
            | {"dates": "\n".join(to_come)}
        )


class PaperForm(DeskForm):
    paper = forms.CharField(
        label=_("凭哪份来函"), max_length=80, help_text=_("如：区税务局 2026-11-20 派驻函")
    )


class TermForm(DeskForm):
    ends_on = date_field(label=_("延到哪天（含）"))


class WhyForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("对方看得到"))


class DayForm(DeskForm):
    """about: the secondment."""

    on_day = date_field(label=_("哪天"))
    did = forms.CharField(
        label=_("做了什么"),
        max_length=80,
        help_text=_("一句话，如：帮 6 户核了租房扣除；单位看得到"),
    )

    def prepare(self) -> None:
        row: Secondment = self.about
        today = timezone.localdate()
        self.fields["on_day"].initial = min(today, row.last_day)
        attrs = self.fields["on_day"].widget.attrs
        attrs["max"] = min(today, row.last_day).isoformat()
        attrs["min"] = max(row.starts_on, today - TELL_WITHIN).isoformat()


class RefuseDayForm(DeskForm):
    reason = forms.CharField(label=_("为什么不算"), max_length=200, help_text=_("记的人看得到"))


class ReportWordForm(DeskForm):
    word = forms.CharField(
        label=_("想对单位说的"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("如：哪件事办得好、下季度想请他做什么；不写居民的姓名和电话"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["word"].initial = self.about.word
