"""Input for what becomes of a gift."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charity.models import Gift, Lot, Purpose
from charity.queries import aid
from charity.queries import uses as queries
from communities.forms.base import DeskForm, date_field


class AsWished(DeskForm):
    """As the donor wished it, or how he agreed to something else. About a gift, or a lot of one."""

    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices, required=False)
    used_on = date_field(label=_("哪天用的"), required=False)
    consent = forms.CharField(
        label=_("捐赠人怎么同意的"),
        max_length=200,
        required=False,
        help_text=_("和捐赠人要求的用途、期限不一样才填：哪天、谁、怎么问的"),
    )

    @property
    def gift(self) -> Gift:
        return self.about.gift if isinstance(self.about, Lot) else self.about

    def prepare(self) -> None:
        self.initial.update(purpose=self.gift.purpose, used_on=timezone.localdate())


class UseForm(AsWished):
    quantity = forms.DecimalField(
        label=_("用了多少"), max_digits=12, decimal_places=2, min_value=Decimal("0.01")
    )
    what = forms.CharField(
        label=_("用在哪里"),
        max_length=200,
        help_text=_("捐赠人看得到这句话：写清楚做了什么，不写受助人的姓名"),
    )
    recipient = forms.CharField(
        label=_("谁受益"),
        max_length=40,
        required=False,
        help_text=_("一个人受益才填；存下来只剩姓，如“王*”"),
    )
    field_order = ["quantity", "what", "recipient"]

    def prepare(self) -> None:
        super().prepare()
        self.initial["quantity"] = self.about.measure - self.about.used
        unit = _("元") if self.gift.unit == "" and self.gift.amount else self.gift.unit
        self.fields["quantity"].help_text = unit


class UndoForm(DeskForm):
    what = forms.CharField(label=_("为什么撤销"), max_length=200)


class DeedForm(DeskForm):
    """For something of another room: which gift, how much, in words the donor reads."""

    source = forms.ChoiceField(
        label=_("从哪里出"), help_text=_("还有剩的捐赠，库里的或没入库的物资；用途要对得上")
    )
    quantity = forms.DecimalField(
        label=_("用了多少"),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
        help_text=_("资金写元；物资按它的单位"),
    )
    what = forms.CharField(
        label=_("用在哪里"),
        max_length=200,
        help_text=_("捐赠人看得到这句话：写清楚做了什么，不写受助人的姓名"),
    )
    consent = forms.CharField(
        label=_("捐赠人怎么同意的"),
        max_length=200,
        required=False,
        help_text=_("和捐赠人要求的用途、期限不一样才填：哪天、谁、怎么问的"),
    )

    def prepare(self) -> None:
        field: Any = self.fields["source"]
        field.choices = queries.sources(self.viewer)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "source" in cleaned:
            cleaned["gift"], cleaned["lot"] = aid.source(self.viewer, cleaned.pop("source"))
        return cleaned
