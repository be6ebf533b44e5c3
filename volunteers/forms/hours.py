"""Input about hours: at the desk, and by whose hours they are."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from volunteers.actions.hours import most
from volunteers.models import ServiceRecord, Source, VolunteerTeam
from volunteers.queries import hours as queries
from volunteers.queries import volunteers as volunteer_queries
from volunteers.queries.hours import QUESTIONED, Filters
from volunteers.workflow import RecordStatus


def minutes_field(**kwargs: Any) -> forms.IntegerField:
    kwargs.setdefault("min_value", 1)
    kwargs.setdefault("help_text", _("只算做事的时间，路上不算"))
    return forms.IntegerField(max_value=24 * 60, **kwargs)


def reason_field(**kwargs: Any) -> forms.CharField:
    kwargs.setdefault("label", _("原因"))
    kwargs.setdefault("help_text", _("本人看得到"))
    return forms.CharField(max_length=200, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class FilterForm(DeskForm):
    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("计入的和等核对的")),
            *RecordStatus.choices,
            (QUESTIONED, _("申请更正的")),
        ],
    )
    source = forms.ChoiceField(
        label=_("从哪里来"), required=False, choices=[("", _("各种来源")), *Source.choices]
    )
    team = forms.ModelChoiceField(
        VolunteerTeam.objects.none(), label=_("队伍"), required=False, empty_label=_("各支队伍")
    )

    def prepare(self) -> None:
        teams: Any = self.fields["team"]
        teams.queryset = volunteer_queries.teams_in(self.viewer)

    def filters(self) -> Filters:
        """What was asked for; what makes no sense is left out."""
        if not self.is_bound:
            return Filters()
        self.is_valid()
        values = self.cleaned_data
        return Filters(
            status=values.get("status") or "",
            source=values.get("source") or "",
            team=values["team"].pk if values.get("team") else None,
            volunteer=number(self.data.get("volunteer", "")),
            before=number(self.data.get("before", "")),
        )

    def url_before(self, pk: int) -> str:
        query = QueryDict(mutable=True)
        query.update(self.data if self.is_bound else {})
        query["before"] = str(pk)
        return f"?{query.urlencode()}"


def number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


class EnterForm(DeskForm):
    """For the hours of one volunteer, whose page it is."""

    what = forms.CharField(
        label=_("做了什么"), max_length=80, help_text=_("写事情，不写人：如“清理楼道”")
    )
    begun_at = forms.DateTimeField(
        label=_("什么时候开始"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = minutes_field(label=_("做了多少分钟"))
    team = forms.ModelChoiceField(
        VolunteerTeam.objects.none(),
        label=_("跟哪支队伍"),
        required=False,
        empty_label=_("自己去的"),
        help_text=_("单位组的队伍，由那个单位出证明"),
    )

    def prepare(self) -> None:
        teams: Any = self.fields["team"]
        teams.queryset = queries.teams_of(self.about)


class ApproveForm(DeskForm):
    minutes = minutes_field(label=_("计多少分钟"))

    def prepare(self) -> None:
        record: ServiceRecord = self.about
        self.fields["minutes"].initial = min(record.minutes, most())


class ReasonForm(DeskForm):
    reason = reason_field()


class AskForm(DeskForm):
    words = forms.CharField(
        label=_("哪里不对"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    minutes = minutes_field(label=_("应该是多少分钟"), min_value=0)

    def prepare(self) -> None:
        self.fields["minutes"].initial = self.about.minutes


class CorrectForm(DeskForm):
    minutes = minutes_field(
        label=_("改成多少分钟"), min_value=0, help_text=_("0 就是没有这一次；路上的时间不算")
    )
    answer = reason_field(label=_("答复"))

    def prepare(self) -> None:
        self.fields["minutes"].initial = self.about.minutes


class KeepForm(DeskForm):
    answer = reason_field(label=_("为什么不改"))
