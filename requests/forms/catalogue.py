"""One line of the catalogue, and its limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from requests.actions.catalogue import RuleFacts
from requests.models import DispatchCatalogue, DispatchRule, MenuCategory, MenuItem
from requests.models.catalogue import BESIDE, MAIN
from requests.workflow import Kind, Matter, OrderType

ANY = ("", _("都行"))


def _may(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[ANY, *choices], required=False)


class RuleForm(DeskForm):
    """Conditions first, then what follows; what is left open fits everything."""

    order_type = _may(_("哪一种单"), OrderType.choices)
    matter = _may(_("哪一种事"), Matter.choices)
    kind = _may(_("诉求类型"), Kind.choices)
    category = forms.ModelChoiceField(
        MenuCategory.objects.none(), label=_("类目"), required=False, empty_label=_("都行")
    )
    item = forms.ModelChoiceField(
        MenuItem.objects.none(), label=_("只是这一项服务"), required=False, empty_label=_("都行")
    )
    lead_lane = forms.ChoiceField(
        label=_("谁牵头"),
        choices=[(lane.value, lane.label) for lane in MAIN],
        widget=forms.RadioSelect,
    )
    support_lanes = forms.MultipleChoiceField(
        label=_("谁协助"),
        required=False,
        choices=[(lane.value, lane.label) for lane in BESIDE],
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        label=_("怎么派"),
        required=False,
        choices=[("", _("照服务菜单")), *MenuItem.Dispatch.choices],
        widget=forms.RadioSelect,
    )
    wave = forms.IntegerField(
        label=_("一次邀请几位"), min_value=1, max_value=5, initial=3, help_text=_("邀请时才用得上")
    )
    wait_minutes = forms.IntegerField(
        label=_("等多少分钟再请下一批"), min_value=10, max_value=4320, initial=240
    )
    by_itself = forms.BooleanField(label=_("受理以后自动派，不用人点"), required=False)

    def prepare(self) -> None:
        items: Any = self.fields["item"]
        categories: Any = self.fields["category"]
        categories.queryset = MenuCategory.objects.filter(is_active=True)
        items.queryset = MenuItem.objects.filter(is_active=True).exclude(
            answer=MenuItem.Answer.ELSEWHERE
        )
        if isinstance(self.about, DispatchRule):
            own = {name: getattr(self.about, name) for name in self.fields}
            self.initial = {**own, **self.initial}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return cleaned if self.errors else {"facts": RuleFacts(**cleaned)}


class LimitsForm(DeskForm):
    note = forms.CharField(label=_("这一版改了什么"), max_length=200, required=False)
    volunteer_cap = forms.IntegerField(label=_("志愿者手上最多几件"), min_value=1, max_value=20)
    staff_cap = forms.IntegerField(label=_("工作人员手上最多几件"), min_value=1, max_value=500)
    cash_cap = forms.IntegerField(
        label=_("代办的钱手上最多多少元"),
        min_value=0,
        max_value=2000,
        help_text=_("替人代买代缴时，预收的、垫付的都不超过"),
    )
    dead_after_days = forms.IntegerField(label=_("多少天没用上就提醒"), min_value=7, max_value=400)
    batch_sends = forms.BooleanField(
        label=_("成批匹配直接发邀请"),
        required=False,
        help_text=_("不勾的，匹配结果先由人看过、确认了再发"),
    )

    def prepare(self) -> None:
        draft: DispatchCatalogue = self.about
        self.initial = {**{name: getattr(draft, name) for name in self.fields}, **self.initial}
