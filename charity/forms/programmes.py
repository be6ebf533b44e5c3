"""Input for programmes and for those who eat there."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charity.models import BookLine, EligibleGroup, Gift, Pot
from charity.models.gifts import money
from charity.programme_workflow import Part, Price, ProgrammeKind, Way
from charity.queries.eligible import (
    groups,
    lines_of,
    money_of,
    pots_of,
    residents_named,
    who_may_run,
)
from communities.forms.base import DeskForm, FindsAccount, date_field
from communities.models import Area
from core.fields import PersonalFormField
from organizations.models import Organization

DAYS = [
    ("0", _("周一")), ("1", _("周二")), ("2", _("周三")), ("3", _("周四")), ("4", _("周五")),
    ("5", _("周六")), ("6", _("周日")),
]  # fmt: skip


class TermsForm(DeskForm):
    """What is public of a programme."""

    groups = forms.ModelMultipleChoiceField(
        EligibleGroup.objects.none(), label=_("为哪些人"), widget=forms.CheckboxSelectMultiple
    )
    price = forms.ChoiceField(
        label=_("收费"),
        choices=[(each.value, each.label) for each in (Price.FREE, Price.LOW_FEE)],
        help_text=_("收费的要另一位同事批准，批准了才收、才公开"),
    )
    fee = forms.DecimalField(
        label=_("每次收多少元"), max_digits=6, decimal_places=2, min_value=0, required=False,
        help_text=_("免费的不填；志愿者不收钱，收来的只进伙食账"),
    )  # fmt: skip
    free_groups = forms.ModelMultipleChoiceField(
        EligibleGroup.objects.none(),
        label=_("其中哪些人免费"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("低偿的才选：特殊困难的人免费，别的人收低费"),
    )
    place = forms.CharField(label=_("在哪里"), max_length=60)
    opening = forms.CharField(
        label=_("什么时候"), max_length=60, help_text=_("如：工作日 11:00–12:30")
    )
    telephone = forms.CharField(label=_("公开电话"), max_length=20, required=False)

    def prepare(self) -> None:
        field: Any = self.fields["groups"]
        field.queryset = groups()
        free: Any = self.fields["free_groups"]
        free.queryset = groups()
        if self.about is not None:
            for name in ("place", "opening", "telephone"):
                self.fields[name].initial = getattr(self.about, name)
            field.initial = list(self.about.groups.all())
            self._price_of(self.about)

    def _price_of(self, programme: Any) -> None:
        """What waits to be approved, or else what stands."""
        waits = programme.prices.waiting().first()
        said = waits or programme
        self.fields["price"].initial = Price.LOW_FEE if waits else programme.price
        self.fields["fee"].initial = said.fee
        self.fields["free_groups"].initial = list(said.free_groups.all())

    def clean_fee(self) -> Decimal:
        return self.cleaned_data["fee"] or Decimal()


class BeginForm(TermsForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    kind = forms.ChoiceField(label=_("种类"), choices=ProgrammeKind.choices)
    name = forms.CharField(label=_("名称"), max_length=40)
    operator = forms.ModelChoiceField(
        Organization.objects.none(), label=_("谁来办"), required=False,
        help_text=_("登记过的组织或单位；不选就是社区自己办"),
    )  # fmt: skip
    started_on = date_field(label=_("从哪天起"), required=False, help_text=_("不填就是今天"))
    field_order = ["community", "kind", "name", "operator"]

    def prepare(self) -> None:
        super().prepare()
        places = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        community: Any = self.fields["community"]
        community.queryset = places
        if len(only := places[:2]) == 1:
            community.initial = only[0].pk
        operator: Any = self.fields["operator"]
        operator.queryset = who_may_run(self.viewer)


class EndForm(DeskForm):
    why = forms.CharField(label=_("原因"), max_length=80, help_text=_("居民看得到这句话"))


class HandForm(FindsAccount):
    part = forms.ChoiceField(label=_("做什么"), choices=Part.choices)


class WayForm(DeskForm):
    way = forms.ChoiceField(label=_("来吃还是送"), choices=Way.choices)
    where = PersonalFormField(
        label=_("送到哪里"), max_length=80, required=False, help_text=_("不填，就送到档案里的住址")
    )
    phone = PersonalFormField(
        label=_("到门口打哪个电话"), max_length=20, required=False,
        help_text=_("不填，就用档案里的电话"),
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("每周固定哪几天"), choices=DAYS, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("都不选：每次另外订"),
    )  # fmt: skip

    def prepare(self) -> None:
        if getattr(self.about, "weekdays", None) is not None:
            for name in ("way", "where", "phone"):
                self.fields[name].initial = getattr(self.about, name)
            self.fields["weekdays"].initial = list(self.about.weekdays)

    def clean_weekdays(self) -> str:
        return "".join(self.cleaned_data["weekdays"])


class JoinForm(WayForm):
    who = forms.CharField(
        label=_("居民姓名"), max_length=64, help_text=_("在册的居民；同名的再写手机号后四位")
    )
    group = forms.ModelChoiceField(EligibleGroup.objects.none(), label=_("凭哪一条"))
    ground = forms.CharField(
        label=_("看了什么证明"), max_length=80, required=False, help_text=_("如：低保证、残疾人证")
    )
    agreed = forms.CharField(
        label=_("本人怎样同意的"), max_length=120, help_text=_("如：当面问过；女儿代答的写清楚")
    )
    field_order = ["who", "group", "ground", "agreed"]

    def prepare(self) -> None:
        field: Any = self.fields["group"]
        field.queryset = self.about.groups.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "who" in cleaned:
            found = residents_named(self.viewer, self.about, cleaned.pop("who"))
            if len(found) != 1:
                said = (
                    _("您的范围里没有这个在册居民") if not found
                    else _("有几位同名的：姓名后面空一格，写手机号后四位")
                )  # fmt: skip
                self.add_error("who", said)
            else:
                cleaned["resident"] = found[0]
        return cleaned


class DietForm(DeskForm):
    diet = PersonalFormField(
        label=_("忌口"), max_length=120, required=False, help_text=_("如：少盐、不吃猪肉")
    )
    allergy = PersonalFormField(label=_("过敏"), max_length=120, required=False)

    def prepare(self) -> None:
        for name in ("diet", "allergy"):
            self.fields[name].initial = getattr(self.about, name)


def _yuan(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=10, decimal_places=2, min_value=0, required=False, **kwargs
    )


class BudgetForm(DeskForm):
    """Before the month begins; said again it takes the place of what was said."""

    month = date_field(label=_("哪个月"), help_text=_("还没开始的月份，选那个月里的随便哪一天"))
    meals = forms.IntegerField(label=_("预计多少人次"), min_value=0, max_value=99999)
    cost = forms.DecimalField(
        label=_("预计一共花多少元"), max_digits=10, decimal_places=2, min_value=Decimal("0.01")
    )
    from_fee = _yuan(_("其中餐费"))
    from_gift = _yuan(_("其中捐赠"))
    from_fund = _yuan(_("其中社区基金"))
    from_earned = _yuan(_("其中社区收入"))
    from_subsidy = _yuan(_("其中补贴"))
    resolution = forms.CharField(
        label=_("谁同意的"), max_length=80, help_text=_("哪次会议，或谁批的")
    )

    def prepare(self) -> None:
        past = timezone.localdate().replace(day=28) + timedelta(days=4)
        self.fields["month"].initial = past.replace(day=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("from_fee", "from_gift", "from_fund", "from_earned", "from_subsidy"):
            cleaned[name] = cleaned.get(name) or Decimal()
        return cleaned


class PotField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return _("{pot}，还有 {left} 元").format(pot=obj, left=money(obj.held))


class MonthForm(DeskForm):
    """Fees are counted by themselves; the sources must be what it cost."""

    month = date_field(label=_("哪个月"), help_text=_("选那个月里的随便哪一天"))
    cost = forms.DecimalField(
        label=_("一共花了多少元"), max_digits=10, decimal_places=2, min_value=Decimal("0.01")
    )
    paid_to = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("付给哪个单位"),
        help_text=_("只付给单位"),
    )
    voucher = forms.CharField(label=_("凭证号"), max_length=30)
    gift = forms.ModelChoiceField(Gift.objects.none(), label=_("哪笔捐赠"), required=False)
    from_gift = _yuan(_("其中捐赠"))
    fund_line = forms.ModelChoiceField(
        BookLine.objects.none(), label=_("基金哪一笔"), required=False,
        help_text=_("整笔算在这个月"),
    )  # fmt: skip
    pot = PotField(Pot.objects.none(), label=_("社区收入的哪一类"), required=False)
    from_earned = _yuan(
        _("其中社区收入"), help_text=_("同时从那一类里支出；作废这个月的账就退回去")
    )
    resolution = forms.CharField(
        label=_("谁同意动用社区收入"),
        max_length=200,
        required=False,
        help_text=_("用了社区收入才填：哪次会议，或谁批的"),
    )
    from_subsidy = _yuan(_("其中补贴"))
    subsidy = forms.CharField(label=_("谁给的补贴"), max_length=80, required=False)

    def prepare(self) -> None:
        fields: Any = self.fields
        last = timezone.localdate().replace(day=1) - timedelta(days=1)
        fields["month"].initial = last.replace(day=1)
        fields["paid_to"].queryset = who_may_run(self.viewer)
        fields["paid_to"].initial = self.about.operator_id
        fields["gift"].queryset = money_of(self.viewer, self.about)
        fields["fund_line"].queryset = lines_of(self.viewer, self.about)
        fields["pot"].queryset = pots_of(self.viewer, self.about)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("from_gift", "from_earned", "from_subsidy"):
            cleaned[name] = cleaned.get(name) or Decimal()
        return cleaned


class PriceRefusedForm(DeskForm):
    why = forms.CharField(label=_("为什么不批"), max_length=80)


class VoidForm(DeskForm):
    why = forms.CharField(label=_("为什么作废"), max_length=120)
