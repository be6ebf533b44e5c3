"""Input for appointments, absences and the duty officer."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from grids.forms.people import ColleagueField, FindsColleague, NamesPerson, work_number_field


def reason_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200)


class AppointForm(NamesPerson):
    becomes = "worker"

    starts_on = date_field(label=_("从哪天起"))
    office_phone = work_number_field(
        label=_("工作电话"), help_text=_("会写在公示牌上；不要填私人号码")
    )
    publishes = forms.BooleanField(label=_("本人同意公示姓名和工作电话"), required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["starts_on"].initial = timezone.localdate()


class EndForm(NamesPerson):
    becomes = "successor"
    is_required = False

    last_day = date_field(label=_("最后一天"))
    reason = reason_field(_("卸任原因"))
    without_successor = forms.BooleanField(
        label=_("暂无继任，由值班负责人接手"),
        help_text=_("会记录在案，网格标为“空缺”，直到有人上任"),
        required=False,
    )
    field_order = ["last_day", "reason", "colleague", "phone", "without_successor"]

    def prepare(self) -> None:
        super().prepare()
        self.fields["last_day"].initial = timezone.localdate()
        self.fields["colleague"].label = _("继任：从同事里选")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("successor") and cleaned.get("without_successor"):
            self.add_error("without_successor", _("已经选了继任，就不要勾这一项"))
        return cleaned


class CallOffForm(DeskForm):
    reason = reason_field(_("取消原因"))


class PrepareForm(NamesPerson):
    becomes = "incoming"


class ContactForm(DeskForm):
    office_phone = work_number_field(
        label=_("工作电话"), help_text=_("会写在公示牌上；不要填私人号码")
    )
    publishes = forms.BooleanField(
        label=_("本人同意公示姓名和工作电话"),
        help_text=_("不同意时，公示牌上只写姓氏和社区服务电话"),
        required=False,
    )

    def prepare(self) -> None:
        self.fields["office_phone"].initial = self.about.office_phone
        self.fields["publishes"].initial = self.about.is_published


class AbsenceForm(FindsColleague):
    first = date_field(label=_("哪天开始"))
    last = date_field(label=_("哪天结束（含）"))
    substitute = ColleagueField(
        label=_("谁替班"),
        help_text=_("替班人只在这几天里看得到这个网格"),
        empty=_("没有替班人，由值班负责人接"),
        required=False,
    )


class DutyForm(FindsColleague):
    user = ColleagueField(label=_("值班负责人"), staff_only=True)
    office_phone = work_number_field(label=_("值班电话"), help_text=_("会写在公示牌上"))
