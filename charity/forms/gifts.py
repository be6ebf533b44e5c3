"""Input for gifts and for those who may accept them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charity.actions.bringing import Bringer
from charity.actions.facts import FACT_NAMES, DonorFacts, GiftFacts, facts_of
from charity.grounds import Ground
from charity.models import Campaign, Purpose, Recipient, Resource
from charity.models.bringing import BroughtBy
from charity.queries import campaigns as campaign_queries
from charity.queries import gifts as queries
from charity.queries import recipients as recipient_queries
from charity.queries.gifts import Filters
from charity.workflow import GiftStatus
from communities.forms.base import DeskForm, date_field
from communities.models import Area
from core.fields import PersonalFormField
from organizations.models import Organization


def _decimal(label: Any, digits: int, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=digits,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        **kwargs,
    )


class GiftFactsForm(DeskForm):
    resource = forms.ChoiceField(label=_("类别"), choices=Resource.choices)
    what = forms.CharField(
        label=_("捐了什么"), max_length=120, help_text=_("如：大米 25 公斤装；冬季取暖补助")
    )
    amount = _decimal(_("金额或估值（元）"), 12, help_text=_("资金写金额；别的有票据价格才写"))
    quantity = _decimal(_("数量"), 10, help_text=_("物资必填"))
    unit = forms.CharField(
        label=_("计量单位"), max_length=8, required=False, help_text=_("袋、件、小时、天")
    )
    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices)
    restriction = forms.CharField(
        label=_("捐赠人的要求"),
        max_length=200,
        required=False,
        help_text=_("照他的话写。不能指定给他的亲友或有利害关系的人"),
    )
    use_from = date_field(label=_("从哪天起用"), required=False)
    use_until = date_field(label=_("用到哪天（含）"), required=False)
    campaign: Any = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=_("哪场募捐"),
        required=False,
        help_text=_("在募捐活动上收到的才选"),
    )
    agreement_number = forms.CharField(label=_("协议编号"), max_length=40, required=False)
    is_anonymous = forms.BooleanField(label=_("公开时不具名"), required=False)
    receipt_waived = forms.BooleanField(label=_("捐赠人不要票据"), required=False)
    offered_on = date_field(label=_("提出日期"))

    def prepare(self) -> None:
        fields: Any = self.fields
        fields["offered_on"].initial = timezone.localdate()
        fields["campaign"].queryset = campaign_queries.open_to(self.viewer)
        if self.about is not None:
            self.initial.update(facts_of(self.about))


class CorrectForm(GiftFactsForm):
    """As long as nobody has confirmed it."""


class BroughtForm(DeskForm):
    brought_as = forms.ChoiceField(
        label=_("谁牵的线"),
        choices=[("", _("没有人牵线，或不知道")), *BroughtBy.choices],
        required=False,
    )
    brought_by = forms.CharField(
        label=_("牵线人姓名"),
        max_length=64,
        required=False,
        help_text=_("只有社区工作人员看得到"),
    )
    brought_unit = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("牵线人的单位"),
        required=False,
        help_text=_("组织或单位的人才选"),
    )
    brought_agreed = forms.BooleanField(
        label=_("牵线人同意告诉捐赠人"),
        required=False,
        help_text=_("他答应了才勾：捐赠人在“我的捐赠”里看得到是谁牵的线"),
    )

    def prepare(self) -> None:
        fields: Any = self.fields
        fields["brought_unit"].queryset = queries.units_that_bring(self.viewer)
        if self.about is not None:
            gift = self.about
            fields["brought_as"].initial = gift.brought_as
            fields["brought_by"].initial = gift.brought_by.open()
            fields["brought_unit"].initial = gift.brought_unit_id
            fields["brought_agreed"].initial = gift.brought_agreed


class GiftForm(GiftFactsForm, BroughtForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("受赠单位"),
        help_text=_("只有这些单位可以接受捐赠；居委会自己不接受"),
    )
    unit_name = forms.CharField(
        label=_("捐赠单位"), max_length=80, required=False, help_text=_("个人捐的不填")
    )
    donor_name = forms.CharField(
        label=_("捐赠人姓名，或单位联系人"),
        max_length=64,
        required=False,
        help_text=_("都不填，就是不留名的捐赠"),
    )
    phone = PersonalFormField(label=_("电话"), max_length=20, required=False)
    field_order = [
        "community", "organization", "unit_name", "donor_name", "phone", "resource", "what",
        "amount", "quantity", "unit", "purpose", "restriction", "use_from", "use_until",
        "offered_on", "campaign", "agreement_number", "is_anonymous", "receipt_waived",
        "brought_as", "brought_by", "brought_unit", "brought_agreed",
    ]  # fmt: skip
    headings: ClassVar[Mapping[str, Any]] = {
        "community": _("捐给谁"),
        "unit_name": _("谁捐的"),
        "resource": _("捐了什么"),
        "purpose": _("作什么用"),
        "offered_on": _("怎么捐的"),
        "brought_as": _("谁牵的线"),
    }

    def prepare(self) -> None:
        super().prepare()
        BroughtForm.prepare(self)
        places = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        units = recipient_queries.to_name(self.viewer)
        self.fields["community"].queryset = places  # type: ignore[attr-defined]
        self.fields["organization"].queryset = units  # type: ignore[attr-defined]
        if len(only := places[:2]) == 1:
            self.fields["community"].initial = only[0].pk

    def facts(self) -> GiftFacts:
        return GiftFacts(**{name: self.cleaned_data[name] for name in FACT_NAMES})

    def donor(self) -> DonorFacts:
        said = self.cleaned_data
        return DonorFacts(unit_name=said["unit_name"], name=said["donor_name"], phone=said["phone"])

    def brought(self) -> Bringer:
        said = self.cleaned_data
        return Bringer(**{name: said[name] for name in BroughtForm.base_fields})


class ReceiveForm(DeskForm):
    received_on = date_field(label=_("哪天收到的"))
    receipt_number = forms.CharField(
        label=_("票据号"), max_length=40, required=False, help_text=_("还没开的先不填")
    )

    def prepare(self) -> None:
        self.fields["received_on"].initial = timezone.localdate()


class ReceiptForm(DeskForm):
    receipt_number = forms.CharField(label=_("票据号"), max_length=40, required=False)
    receipt_waived = forms.BooleanField(label=_("捐赠人不要票据"), required=False)


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200)


class FilterForm(forms.Form):
    q = forms.CharField(label=_("捐赠人、内容、票据号或电话"), required=False)
    resource = forms.ChoiceField(
        label=_("类别"), choices=[("", _("各类")), *Resource.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("状态"),
        choices=[
            ("", _("在办和已收到")),
            (GiftStatus.OFFERED, GiftStatus.OFFERED.label),
            (GiftStatus.RECEIVED, GiftStatus.RECEIVED.label),
            (queries.NO_RECEIPT, _("还没开票据")),
            (queries.OVER, _("谢绝、撤回和退回的")),
        ],
        required=False,
    )

    def filters(self, before: int | None) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Filters(**said, before=before)


class RecipientFields(DeskForm):
    ground = forms.ChoiceField(label=_("凭什么受赠"), choices=Ground.choices)
    certificate = forms.CharField(
        label=_("证书编号"),
        max_length=40,
        required=False,
        help_text=_("慈善组织登记证书、公益性证明的编号；红十字会不用填"),
    )
    valid_until = date_field(
        label=_("有效到（含）"), required=False, help_text=_("证书写明有效期的才填")
    )
    raises_in_public = forms.BooleanField(
        label=_("有公开募捐资格"), required=False, help_text=_("看过公开募捐资格证书才勾")
    )


class AdmitForm(RecipientFields):
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("哪个组织"),
        help_text=_("您管的名册里还没列入的；没有的先在“组织和单位”里登记"),
    )
    field_order = ["organization"]

    def prepare(self) -> None:
        field = self.fields["organization"]
        field.queryset = recipient_queries.candidates(self.viewer)  # type: ignore[attr-defined]


class RenewForm(RecipientFields):
    def prepare(self) -> None:
        about: Recipient = self.about
        self.initial.update({name: getattr(about, name) for name in self.fields})
