"""Input for points, at the desk and at home."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, HouseholdNumberField, date_field
from communities.models import Area
from communities.queries import households
from points.models import Rule
from points.models.rules import Per, Source
from points.queries import records as queries
from points.queries.records import States


def _text(label: Any, **kwargs: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=500, widget=area, **kwargs)


class InCommunity(DeskForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))

    def prepare(self) -> None:
        rows = queries.communities_of(self.viewer)
        self.fields["community"].queryset = rows  # type: ignore[attr-defined]
        first = rows.first()
        self.fields["community"].initial = first.pk if first else None


class OpenForm(InCommunity):
    household = HouseholdNumberField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        place, number = cleaned.pop("community", None), cleaned.get("household", "")
        if place is not None and number:
            found = households.find_by_number(self.viewer, number, community_id=place.pk)
            if found is None:
                self.add_error("household", _("您的范围里没有这个编号的在住户，请核对"))
            cleaned["household"] = found
        return cleaned


class RecordForm(DeskForm):
    rule = forms.ModelChoiceField(Rule.objects.none(), label=_("按哪条规则"))
    happened_on = date_field(label=_("哪天的事"))
    times = forms.IntegerField(label=_("数量"), min_value=1, max_value=100, initial=1)
    evidence = _text(_("做了什么，凭什么记"), help_text=_("写事情，不写别人的姓名和电话"))

    def prepare(self) -> None:
        rules = Rule.objects.in_force().filter(community=self.about.community_id, source="desk")
        self.fields["rule"].queryset = rules.order_by("-sign", "name")  # type: ignore[attr-defined]
        self.fields["happened_on"].initial = timezone.localdate()


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200)


class AppealForm(DeskForm):
    appeal = _text(_("为什么不对"))


class AnswerForm(DeskForm):
    upheld = forms.TypedChoiceField(
        label=_("申诉成立吗"),
        choices=[("", _("请选")), ("yes", _("成立：不扣，或冲回")), ("no", _("不成立：照记"))],
        coerce=lambda said: said == "yes",
    )
    body = forms.CharField(label=_("由谁评议"), max_length=60, help_text=_("如：居民议事会"))
    heard_on = date_field(label=_("哪天评议的"), help_text=_("申诉以后的那一次"))
    words = _text(_("怎么答复这一户"))


class RuleForm(InCommunity):
    name = forms.CharField(label=_("为什么事"), max_length=60)
    sign = forms.ChoiceField(label=_("加分还是扣分"), choices=Rule.Sign.choices)
    source = forms.ChoiceField(label=_("从哪里来"), choices=Source.choices)
    points = forms.IntegerField(label=_("每次多少分"), min_value=1, max_value=1000)
    unit = forms.CharField(label=_("按什么算"), max_length=8, help_text=_("次、小时、月"))
    cap = forms.IntegerField(
        label=_("每户最多多少分"), min_value=1, max_value=99999, required=False
    )
    cap_per = forms.ChoiceField(label=_("多久封顶"), choices=Per.choices, required=False)
    veto_days = forms.IntegerField(
        label=_("扣分后停止加分的天数"),
        min_value=1,
        max_value=365,
        required=False,
        help_text=_("一票否决的规则才填"),
    )
    meeting = forms.CharField(
        label=_("哪次会议通过"), max_length=80, help_text=_("如：第三次居民代表会议，决议第 2 号")
    )
    adopted_on = date_field(label=_("通过日期"))
    starts_on = date_field(label=_("从哪天起"))


class ExpiryForm(InCommunity):
    earned_before = date_field(label=_("哪天以前得的分"))
    expires_on = date_field(label=_("哪天作废"), help_text=_("至少提前 30 天公告"))
    meeting = forms.CharField(label=_("哪次会议通过"), max_length=80)


class BoardFilter(forms.Form):
    q = forms.CharField(label=_("户编号"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=States.choices, required=False)


class AccountFilter(forms.Form):
    q = forms.CharField(label=_("户编号或室号"), required=False)
