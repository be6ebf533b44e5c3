"""Input for what grows."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.actions.cultivation_supports import MOST
from organizations.actions.cultivations import missing
from organizations.cultivation_workflow import HAND_IN, Stage, SupportKind
from organizations.forms.organizations import PlaceField
from organizations.kinds import LEGAL_PERSONS
from organizations.models import CultivationSupport, Organization
from organizations.models.cultivations import KINDS
from organizations.queries import cultivations as queries
from organizations.queries.cultivations import UNDER_WAY, Filters


class StartForm(DeskForm):
    community = PlaceField(Area.objects.none(), label=_("社区"))
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("还没定就写现在叫什么"))
    kind = forms.ChoiceField(
        label=_("种类"), choices=[(kind.value, kind.label) for kind in KINDS]
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("想做什么"), max_length=200, help_text=_("一句话，居民看得懂；不写电话和证件号")
    )
    source = forms.ChoiceField(
        label=_("来源"), choices=Organization.Source.choices, widget=forms.RadioSelect,
        initial=Organization.Source.HOME_GROWN,
    )  # fmt: skip
    hub = forms.ModelChoiceField(
        Organization.objects.none(), label=_("由哪个枢纽型组织带"), required=False,
        empty_label=_("社区自己带"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["community"].queryset = places = queries.places(self.viewer)  # type: ignore[attr-defined]
        self.fields["hub"].queryset = queries.hubs(self.viewer)  # type: ignore[attr-defined]
        if len(only := places[:2]) == 1:
            self.fields["community"].initial = only[0].pk


class PapersForm(DeskForm):
    papers = forms.MultipleChoiceField(
        label=_("看过哪些原件"), widget=forms.CheckboxSelectMultiple,
        help_text=_("看过就还给他们，平台不存复印件"),
    )  # fmt: skip
    seen_on = date_field(label=_("看过的日期"))

    def prepare(self) -> None:
        lacking = [(paper.value, paper.label) for paper in missing(self.about)]
        self.fields["papers"].choices = lacking  # type: ignore[attr-defined]
        self.fields["seen_on"].initial = timezone.localdate()


class SendBackForm(DeskForm):
    reason = forms.CharField(label=_("差在哪里"), max_length=200)
    papers = forms.MultipleChoiceField(
        label=_("哪些材料要重新看"), widget=forms.CheckboxSelectMultiple, required=False,
        choices=[(paper.value, paper.label) for paper in HAND_IN.papers],
    )  # fmt: skip


class FileForm(DeskForm):
    filing_number = forms.CharField(label=_("备案编号"), max_length=40)
    filing_authority = forms.CharField(label=_("备案机关"), max_length=80)
    filed_until = date_field(label=_("备案有效期至"))


class RegisterForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("登记成"), choices=[(kind.value, kind.label) for kind in LEGAL_PERSONS]
    )
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("照证书写全"))
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=24, help_text=_("18 位，会校验")
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["name"].initial = self.about.name


class CultivationFilterForm(forms.Form):
    q = forms.CharField(label=_("名称"), required=False)
    stage = forms.ChoiceField(
        label=_("走到哪一步"), required=False,
        choices=[(UNDER_WAY, _("在培育的")), *Stage.choices],
    )  # fmt: skip

    def filters(self) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Filters(q=said.get("q", ""), stage=said.get("stage") or UNDER_WAY)


class SupportForm(DeskForm):
    kind = forms.ChoiceField(label=_("哪一种"), choices=SupportKind.choices)
    what = forms.CharField(
        label=_("给了什么"), max_length=80, help_text=_("如：二楼小会议室每周三下午、五副工具")
    )
    worth = forms.IntegerField(
        label=_("值多少元"), min_value=0, max_value=MOST, required=False,
        help_text=_("资金要写；场地和物资可以估一个"),
    )  # fmt: skip
    given_by = forms.ModelChoiceField(
        Organization.objects.none(), label=_("谁给的"), required=False,
        empty_label=_("社区或街道自己"),
    )  # fmt: skip
    given_on = date_field(label=_("哪天"))

    def prepare(self) -> None:
        giver: Any = self.fields["given_by"]
        giver.queryset = queries.givers(self.viewer)
        if self.viewer.organization_ids:
            giver.required = True
            giver.empty_label = _("请选")
        self.fields["given_on"].initial = timezone.localdate()


class StrikeForm(DeskForm):
    support = forms.ModelChoiceField(CultivationSupport.objects.none(), label=_("哪一笔"))
    reason = forms.CharField(label=_("原因"), max_length=200)

    def prepare(self) -> None:
        field: Any = self.fields["support"]
        field.queryset = queries.to_strike(self.about)
