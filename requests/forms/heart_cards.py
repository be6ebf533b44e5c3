from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PhoneField
from communities.forms.base import DeskForm
from requests.models import HeartCard, MenuItem


class IssueForm(DeskForm):
    helper_name = forms.CharField(
        label=_("印在卡上的联系人"),
        max_length=32,
        required=False,
        help_text=_("结对志愿者或替他办事的人，要他本人同意印上去"),
    )
    helper_phone = PhoneField(label=_("联系人电话"), required=False)


class EndForm(DeskForm):
    why = forms.ChoiceField(
        label=_("为什么停用"), choices=HeartCard.Why.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("说明"), max_length=120, required=False)


class CardOrderForm(DeskForm):
    """Three lines: what he wants, which kind, how he agreed."""

    words = forms.CharField(
        label=_("他说什么"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    item = forms.ModelChoiceField(
        MenuItem.objects.none(), label=_("类别"), required=False, empty_label=_("还说不准")
    )
    consent_note = forms.CharField(
        label=_("他怎样同意的"), max_length=120, initial=_("扫连心卡时本人当面同意代为登记")
    )

    def prepare(self) -> None:
        items = MenuItem.objects.for_community(self.about.community_id)
        self.fields["item"].queryset = items.exclude(  # type: ignore[attr-defined]
            answer=MenuItem.Answer.ELSEWHERE
        )
