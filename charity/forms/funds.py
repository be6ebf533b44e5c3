"""Input for a community fund."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charity.actions.fund_books import OF_THEIR_OWN
from charity.models import BookLine, CommunityFund, FundEnding, FundMember, Purpose
from charity.queries import funds as queries
from communities.forms.base import DeskForm, date_field


def yuan(label: Any, **said: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=12, decimal_places=2, **said)


LEAST = Decimal("0.01")


class FoundForm(DeskForm):
    community: Any = forms.ModelChoiceField(queryset=None, label=_("社区"))
    host: Any = forms.ModelChoiceField(
        queryset=None, label=_("托管的慈善组织"), help_text=_("钱在它的账上，它开票、它审计")
    )
    founded_on = date_field(label=_("设立日期"), help_text=_("托管协议上的日期"))

    def prepare(self) -> None:
        fields: Any = self.fields
        fields["community"].queryset = queries.places(self.viewer)
        fields["host"].queryset = queries.hosts(self.viewer)
        fields["community"].initial = fields["community"].queryset.first()


class SeatForm(DeskForm):
    seat = forms.ChoiceField(label=_("席位"), choices=FundMember.Seat.choices)
    side = forms.ChoiceField(label=_("哪一方"), choices=FundMember.Side.choices)
    name = forms.CharField(label=_("姓名"), max_length=64, help_text=_("不拿报酬；公开时只写姓"))
    since = date_field(label=_("从哪天起"))

    def prepare(self) -> None:
        self.fields["since"].initial = timezone.localdate()


class ProposalForm(DeskForm):
    what = forms.CharField(
        label=_("做什么"), max_length=120, help_text=_("会公开：写事情，不写姓名和电话")
    )
    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices)
    amount = yuan(_("金额（元）"), min_value=LEAST)


class ResolveForm(DeskForm):
    held_on = date_field(label=_("哪天开的会"))
    present = forms.IntegerField(label=_("到会几人"), min_value=0, max_value=99)
    in_favour = forms.IntegerField(
        label=_("赞成几人"), min_value=0, max_value=99, help_text=_("超过管委会人数的一半才算通过")
    )
    supervisor: Any = forms.ModelChoiceField(queryset=None, label=_("到会的监督人"))
    resolution = forms.CharField(
        label=_("决议要点"), max_length=200, help_text=_("会公开：不写姓名和电话")
    )

    def prepare(self) -> None:
        fields: Any = self.fields
        fields["held_on"].initial = timezone.localdate()
        fields["supervisor"].queryset = queries.supervisors(self.supervised())

    def supervised(self) -> CommunityFund:
        fund: CommunityFund = self.about.fund
        return fund


class EndForm(ResolveForm):
    """A vote as any other, with its reason."""

    why = forms.CharField(
        label=_("为什么终止"), max_length=200, help_text=_("会公开：不写姓名和电话")
    )
    field_order = ("why",)

    def supervised(self) -> CommunityFund:
        fund: CommunityFund = self.about
        return fund


class SettleForm(DeskForm):
    ended_on = date_field(label=_("终止日期"), help_text=_("托管单位结清的那天"))
    rest = yuan(_("托管单位说还剩多少（元）"), min_value=Decimal())
    goes = forms.ChoiceField(
        label=_("剩下的怎么办"),
        choices=[("", _("没有剩下")), *FundEnding.Goes.choices],
        required=False,
    )
    goes_to = forms.CharField(
        label=_("转到哪里"),
        max_length=120,
        required=False,
        help_text=_("会公开：写单位或基金的全名、做什么用"),
    )
    paper = forms.CharField(label=_("托管单位的文号"), max_length=60, required=False)
    voucher = forms.CharField(
        label=_("划转的凭证号"), max_length=30, required=False, help_text=_("托管单位账上的号")
    )

    def prepare(self) -> None:
        self.fields["ended_on"].initial = timezone.localdate()


class BookForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("科目"),
        choices=[each for each in BookLine.Kind.choices if each[0] not in OF_THEIR_OWN],
    )
    voucher = forms.CharField(label=_("凭证号"), max_length=30, help_text=_("托管单位账上的号"))
    booked_on = date_field(label=_("记账日期"))
    amount = yuan(_("金额（元）"), min_value=LEAST, help_text=_("不写正负，科目决定收支"))
    what = forms.CharField(label=_("摘要"), max_length=200)
    proposal: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("哪个议案"),
        required=False,
        help_text=_("项目支出必填；只列管委会通过的"),
    )
    gift: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("哪笔捐赠"),
        required=False,
        help_text=_("写了，捐赠人就看得到这笔钱用在哪里"),
    )

    def prepare(self) -> None:
        fields: Any = self.fields
        fields["booked_on"].initial = timezone.localdate()
        fields["proposal"].queryset = queries.open_proposals(self.about)
        fields["gift"].queryset = queries.gifts_of(self.about)


class CorrectLineForm(DeskForm):
    voucher = forms.CharField(label=_("更正的凭证号"), max_length=30)
    what = forms.CharField(
        label=_("更正说明"), max_length=200, help_text=_("会公开：错在哪里；不写姓名和电话")
    )


class ReconcileForm(DeskForm):
    since = date_field(label=_("从哪天"))
    until = date_field(label=_("到哪天（含）"))
    theirs = yuan(_("托管单位账上的结余（元）"))
    listed = forms.CharField(
        label=_("托管单位的明细"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一笔：凭证号、空格、金额；支出写负数。可以从表格里整列贴过来"),
    )

    def prepare(self) -> None:
        self.fields["until"].initial = timezone.localdate()


class RewriteForm(DeskForm):
    text = forms.CharField(
        label=_("说明"), max_length=4000, widget=forms.Textarea(attrs={"rows": 10})
    )

    def prepare(self) -> None:
        self.fields["text"].initial = self.about.text


class ReleaseForm(DeskForm):
    checked = forms.BooleanField(
        label=_("我逐字看过，没有受助人的姓名、住址和电话"), required=False
    )
    named = forms.BooleanField(
        label=_("文中写到的姓名，本人同意公开"), required=False, help_text=_("没有写到谁，就不勾")
    )


class ExplainForm(DeskForm):
    explanation = forms.CharField(
        label=_("更正了什么、为什么"),
        max_length=200,
        help_text=_("和新的一份一起公布，连着原来那份"),
    )
