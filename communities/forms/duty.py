"""Input for the duty roster."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.duty_guests import guests_of
from communities.forms.base import DeskForm, date_field
from communities.forms.staff import ColleagueField
from communities.models import DutyPost, DutyShift
from communities.queries import duty

MONTH = ["%Y-%m", "%Y-%m-%d"]


def _time(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(
        widget=forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M"), **kwargs
    )


class ColleaguesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return obj.name.open() or str(obj.phone)


class SpokenShift(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: DutyShift) -> str:
        return duty.spoken(obj)


class PlanForm(DeskForm):
    """about: the community."""

    month = forms.DateField(
        label=_("哪个月"),
        input_formats=MONTH,
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    posts = forms.ModelMultipleChoiceField(
        DutyPost.objects.none(), label=_("排哪些岗位"), widget=forms.CheckboxSelectMultiple
    )
    people = ColleaguesField(
        User.objects.none(),
        label=_("由谁轮"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("夜班和休息日先轮给值得少的人；请了假的自动跳过"),
    )

    def prepare(self) -> None:
        following = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)
        self.fields["month"].initial = following
        self.fields["posts"].queryset = duty.posts_of(self.about)  # type: ignore[attr-defined]
        self.fields["people"].queryset = duty.colleagues(self.about)  # type: ignore[attr-defined]


class SeatForm(DeskForm):
    """about: the shift."""

    person = ColleagueField(
        User.objects.none(), label=_("同事"), required=False, empty_label=_("外来的人")
    )
    guest = forms.ChoiceField(label=_("驻点干部"), required=False)
    helper = forms.CharField(
        label=_("外来的人叫什么"),
        max_length=32,
        required=False,
        help_text=_("志愿者等；上面选了人就不用填"),
    )
    helper_unit = forms.CharField(label=_("哪个单位"), max_length=64, required=False)

    def prepare(self) -> None:
        self.fields["person"].queryset = duty.colleagues(self.about.community)  # type: ignore[attr-defined]
        self.guests = guests_of(self.about.community, timezone.localdate())
        self.fields["guest"].choices = [  # type: ignore[attr-defined]
            ("", _("不选")),
            *((str(at), f"{name} · {unit}") for at, (name, unit) in enumerate(self.guests)),
        ]
        if not self.guests:
            del self.fields["guest"]

    def clean(self) -> dict[str, Any]:
        """Who is chosen is written down by name and unit, as somebody from outside."""
        cleaned = super().clean()
        if chosen := cleaned.pop("guest", ""):
            cleaned["helper"], cleaned["helper_unit"] = self.guests[int(chosen)]
        return cleaned


class AddShiftForm(SeatForm):
    """about: the plan."""

    post = forms.ModelChoiceField(DutyPost.objects.none(), label=_("岗位"))
    day = date_field(label=_("哪天"))
    starts = _time(label=_("几点开始"))
    ends = _time(label=_("几点结束"), help_text=_("早于开始，就是到第二天"))
    field_order = ["post", "day", "starts", "ends", "person", "guest", "helper", "helper_unit"]

    def prepare(self) -> None:
        super().prepare()
        self.fields["post"].queryset = duty.posts_of(self.about.community)  # type: ignore[attr-defined]
        self.fields["person"].empty_label = _("先空着，或外来的人")  # type: ignore[attr-defined]
        self.fields["day"].initial = max(self.about.month, timezone.localdate())

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day.replace(day=1) != self.about.month:
            raise forms.ValidationError(_("请选这个月里的一天"))
        return day


class TakeOffForm(DeskForm):
    """about: the shift."""

    reason = forms.CharField(label=_("原因"), max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["reason"].required = self.about.plan.is_published


class AskSwapForm(DeskForm):
    """about: one's own shift. Whoever serves the wanted shift is asked."""

    wanted = SpokenShift(
        DutyShift.objects.none(), label=_("换谁的哪个班"), required=False,
        empty_label=_("不换回，只请人代"),
    )  # fmt: skip
    asked_of = ColleagueField(
        User.objects.none(),
        label=_("请谁代"),
        required=False,
        empty_label=_("就是上面那个班的人"),
    )
    note = forms.CharField(
        label=_("为什么换"), max_length=200, required=False, help_text=_("对方和书记看得到")
    )

    def prepare(self) -> None:
        own = self.about
        self.fields["wanted"].queryset = duty.swappable_for(self.viewer, own)  # type: ignore[attr-defined]
        people = duty.colleagues(own.community).exclude(pk=own.person_id)
        self.fields["asked_of"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wanted: DutyShift | None = cleaned.get("wanted")
        if wanted is not None:
            cleaned["asked_of"] = wanted.person
        if not self.errors and cleaned.get("asked_of") is None:
            self.add_error("wanted", _("请选一个班，或选请谁代"))
        return cleaned


class AskForm(forms.Form):
    """Who is on duty at …?"""

    community = forms.IntegerField(required=False)
    day = forms.DateField(label=_("哪天"), required=False)
    time = forms.TimeField(label=_("几点"), required=False)
    month = forms.DateField(required=False, input_formats=MONTH)

    def moment(self) -> datetime:
        """What is nonsense in an address counts as not said: then it is now."""
        now = timezone.localtime()
        if not self.is_bound:
            return now
        self.is_valid()
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if day is None and at is None:
            return now
        return datetime.combine(day or now.date(), at or now.time(), tzinfo=now.tzinfo)
