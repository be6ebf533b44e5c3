"""Input for recruiting social workers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.models import Organization, RecruitmentReply, SocialWorker
from organizations.queries import recruitments as queries
from organizations.queries.recruitments import Filters
from organizations.recruitment_workflow import MOST_WANTED, RecruitmentStatus

ROWS = {"rows": 3}


class RecruitmentForm(DeskForm):
    where = forms.ChoiceField(label=_("谁来招"))
    title = forms.CharField(label=_("招什么人"), max_length=60, help_text=_("如：驻站的儿童社工"))
    need = forms.CharField(
        label=_("做什么，为什么要人"), max_length=400, widget=forms.Textarea(attrs=ROWS)
    )
    requirement = forms.CharField(
        label=_("对人的要求"), max_length=200, required=False,
        help_text=_("如：做过个案，听得懂方言"),
    )  # fmt: skip
    level = forms.ChoiceField(label=_("至少要什么证书"))
    risk_notice = forms.CharField(
        label=_("风险提示"), max_length=300, required=False, widget=forms.Textarea(attrs=ROWS),
        help_text=_("有什么要当心的；写了，报名的人要先看过"),
    )  # fmt: skip
    quota = forms.IntegerField(label=_("要几个人"), min_value=1, max_value=MOST_WANTED)
    apply_until = date_field(label=_("报名到哪天（含）"))
    starts_on = date_field(label=_("哪天上岗"), required=False, help_text=_("还没定就不填"))

    def prepare(self) -> None:
        self.seekers = {_key(one): one for one in queries.seekers(self.viewer)}
        choices = [(key, one.title) for key, one in self.seekers.items()]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]
        labels = dict(SocialWorker.Level.choices) | {SocialWorker.Level.NONE: _("没有证也可以")}
        self.fields["level"].choices = list(labels.items())  # type: ignore[attr-defined]

    def clean_where(self) -> Area | Organization:
        return self.seekers[self.cleaned_data["where"]]


def _key(one: Area | Organization) -> str:
    return f"{one._meta.model_name}-{one.pk}"


class ReplyForm(DeskForm):
    worker = forms.ModelChoiceField(
        SocialWorker.objects.none(), label=_("谁报名"), empty_label=_("请选")
    )
    words = forms.CharField(
        label=_("说一句"), max_length=200, required=False,
        help_text=_("为什么想来，做过什么；招人的一方看得到"),
    )  # fmt: skip
    told = forms.BooleanField(label=_("风险提示我看过了，知道了"), required=False)

    def prepare(self) -> None:
        field: Any = self.fields["worker"]
        field.queryset = rows = queries.to_reply(self.viewer, self.about)
        field.label_from_instance = queries.worker_label
        if len(only := rows[:2]) == 1:
            field.initial = only[0].pk
        if not self.about.risk_notice:
            del self.fields["told"]


class TakeBackForm(DeskForm):
    reply = forms.ModelChoiceField(
        RecruitmentReply.objects.none(), label=_("谁不去了"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field: Any = self.fields["reply"]
        field.queryset = rows = queries.to_withdraw(self.viewer, self.about)
        field.label_from_instance = queries.reply_label
        if len(only := rows[:2]) == 1:
            field.initial = only[0].pk


class ChooseForm(DeskForm):
    chosen = forms.TypedMultipleChoiceField(
        label=_("选谁"), widget=forms.CheckboxSelectMultiple, coerce=int,
        help_text=_("没有勾的会收到一句谢谢，知道这次没选上"),
    )  # fmt: skip

    def prepare(self) -> None:
        choices = queries.list_to_choose(self.viewer, self.about)
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


class RecruitmentFilterForm(forms.Form):
    q = forms.CharField(label=_("招什么人、做什么"), required=False)
    status = forms.ChoiceField(label=_("状态"), required=False, choices=RecruitmentStatus.choices)

    def filters(self) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Filters(q=said.get("q", ""), status=said.get("status") or RecruitmentStatus.OPEN)
