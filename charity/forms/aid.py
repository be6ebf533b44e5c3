"""Input for aid."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charity.models.aid import AidKind
from charity.queries import aid as queries
from charity.workflow import AidStatus
from communities.forms.base import DeskForm, date_field


class ProposeForm(DeskForm):
    kind = forms.ChoiceField(label=_("哪一种帮扶"), choices=AidKind.choices)
    name = forms.CharField(label=_("受助人的姓名"), max_length=64)
    where = forms.CharField(label=_("住址"), max_length=80, required=False)
    source = forms.ChoiceField(
        label=_("从哪里出"), help_text=_("还有剩的捐赠，或库里的物资；用途要对得上")
    )
    quantity = forms.DecimalField(
        label=_("多少"),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
        help_text=_("资金写元；物资按那一批的单位"),
    )
    ground = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("如：低保证明、住院单据、居民会议提名")
    )

    def prepare(self) -> None:
        field: Any = self.fields["source"]
        field.choices = queries.sources(self.viewer)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "source" in cleaned:
            cleaned["gift"], cleaned["lot"] = queries.source(self.viewer, cleaned.pop("source"))
        return cleaned


class ApproveForm(DeskForm):
    decision = forms.CharField(
        label=_("怎么决定的"), max_length=200, help_text=_("哪次会议、几票，或谁批的")
    )
    consent = forms.CharField(
        label=_("捐赠人怎么同意的"),
        max_length=200,
        required=False,
        help_text=_("和捐赠人要求的用途、期限不一样才填：哪天、谁、怎么问的"),
    )


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200)


class HandOverForm(DeskForm):
    signed = forms.CharField(
        label=_("怎么签收的"), max_length=120, help_text=_("本人、代领人，或转账的凭证号")
    )
    given_on = date_field(label=_("哪天送到的"))

    def prepare(self) -> None:
        self.fields["given_on"].initial = timezone.localdate()


class AidFilter(forms.Form):
    status = forms.ChoiceField(
        label=_("状态"), choices=[("", _("等批准和已批准")), *AidStatus.choices], required=False
    )
