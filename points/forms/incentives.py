"""Input for what a community gives back, at the desk and at home."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.queries import accounts as account_queries
from points.forms.points import InCommunity
from points.models import IncentiveKind, IncentiveRole
from points.queries import incentives as queries


def _yuan(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_digits=9, decimal_places=2, initial=0, **kwargs
    )


class PolicyForm(InCommunity):
    kind = forms.ModelChoiceField(IncentiveKind.objects.none(), label=_("哪一有"))
    name = forms.CharField(label=_("办法名称"), max_length=60)
    what = forms.CharField(label=_("给什么，怎么领"), max_length=90)
    roles = forms.ModelMultipleChoiceField(
        IncentiveRole.objects.none(), label=_("给谁"), widget=forms.CheckboxSelectMultiple
    )
    most = _yuan(_("每人最多（元）"), help_text=_("不花钱的写 0"))
    budget = _yuan(_("预算（元）"), help_text=_("不花钱的写 0；批准的加起来不会超过它"))
    source = forms.CharField(label=_("钱从哪里来"), max_length=60, required=False)
    meeting = forms.CharField(label=_("哪次会议通过"), max_length=80)
    starts_on = date_field(label=_("从哪天起"))
    ends_on = date_field(label=_("到哪天（含）"))

    def prepare(self) -> None:
        super().prepare()
        self.fields["kind"].queryset = queries.kinds()  # type: ignore[attr-defined]
        self.fields["roles"].queryset = queries.all_roles()  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = timezone.localdate()

    def clean_roles(self) -> list[IncentiveRole]:
        return list(self.cleaned_data["roles"])


class ApplyForm(DeskForm):
    """Somebody for himself: as what he is known here."""

    role = forms.ModelChoiceField(IncentiveRole.objects.none(), label=_("凭什么身份"))
    why = forms.CharField(label=_("做了什么"), max_length=90, help_text=_("写事情，不写电话"))

    def prepare(self) -> None:
        rows = queries.my_roles(self.viewer, self.about)
        self.fields["role"].queryset = rows  # type: ignore[attr-defined]
        self.fields["role"].initial = rows.first()


class TellForm(DeskForm):
    """Told at the desk, by whoever has no telephone or is known to no room here."""

    name = forms.CharField(label=_("姓名"), max_length=32)
    phone = forms.CharField(
        label=_("他登录用的手机号"), required=False, help_text=_("没有账号就不填")
    )
    role = forms.ModelChoiceField(IncentiveRole.objects.none(), label=_("凭什么身份"))
    why = forms.CharField(label=_("做了什么"), max_length=90, help_text=_("写事情，不写电话"))

    def prepare(self) -> None:
        self.fields["role"].queryset = self.about.roles.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        phone = cleaned.pop("phone", "")
        if phone:
            user = account_queries.by_phone(phone)
            if user is None:
                self.add_error("phone", _("这个号码还没有登录过；没有账号就不填"))
            cleaned["user"] = user
        return cleaned


class ApproveForm(DeskForm):
    yuan = forms.DecimalField(label=_("批准多少元"), min_value=0, max_digits=9, decimal_places=2)

    def prepare(self) -> None:
        policy = self.about.policy
        self.fields["yuan"].initial = policy.most
        if policy.costs_nothing:
            self.fields["yuan"].widget = forms.HiddenInput()


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=90)


class DeliverForm(DeskForm):
    delivery = forms.CharField(
        label=_("给了什么，签收或凭证"), max_length=90, help_text=_("如：慰问品一份，本人签收")
    )
