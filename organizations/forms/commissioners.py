"""Input for part-time commissioners."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from organizations.forms.partners import ChoosesBoth
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
