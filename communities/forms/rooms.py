"""Input for rooms of the service centre."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field, time_field


class BookForm(DeskForm):
    day = date_field(label=_("哪天"))
    starts = time_field(label=_("几点开始"))
    ends = time_field(label=_("几点结束"))
    purpose = forms.CharField(label=_("做什么用"), max_length=120)
    for_whom = forms.CharField(
        label=_("谁来用"),
        max_length=120,
        required=False,
        help_text=_("如：3 号楼楼栋长和住户；不用写号码"),
    )

    def prepare(self) -> None:
        self.fields["day"].initial = timezone.localdate()


class AskForm(BookForm):
    def prepare(self) -> None:
        super().prepare()
        self.fields["for_whom"].help_text = _("自己用就不用填")


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("约的人看得到这一句"))


class AttendanceForm(DeskForm):
    attendance = forms.IntegerField(label=_("来了几个人"), min_value=0, max_value=2000)


class MonthForm(forms.Form):
    community = forms.IntegerField(required=False)
    day = forms.DateField(required=False)
    month = forms.DateField(required=False, input_formats=["%Y-%m", "%Y-%m-%d"])
