"""Input for units that check in."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from core.fields import PersonalFormField
from organizations.actions.unit_checkins import UnitFacts
from organizations.models import Organization, PostClass, UnitCheckin
from organizations.queries import checkins as member_queries
from organizations.queries import unit_checkins as queries


class UnitFields(DeskForm):
    brings = forms.CharField(
        label=_("能带来什么"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("人、场地、设备、技术、资金；如“每月一次义诊，两名医生”"),
    )
    posts = forms.ModelMultipleChoiceField(
        PostClass.objects.none(), label=_("认领哪些岗位"), widget=forms.CheckboxSelectMultiple
    )
    contact_name = PersonalFormField(label=_("联系人"), max_length=64)
    contact_phone = PersonalFormField(label=_("联系电话"), help_text=_("只有社区看得到"))
    starts_on = date_field(label=_("从哪天起"))
    ends_on = date_field(label=_("到哪天（含）"), required=False, help_text=_("长期的不填"))

    def prepare(self) -> None:
        self.fields["posts"].queryset = member_queries.post_classes()  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = timezone.localdate()

    def facts(self) -> UnitFacts:
        said = self.cleaned_data
        return UnitFacts(**{name: said[name] for name in UnitFacts.__dataclass_fields__})


class UnitForm(UnitFields):
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("哪个单位"),
        help_text=_("先在“组织和单位”里入册"),
        empty_label=_("请选"),
    )
    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("到哪个社区报到"), empty_label=_("请选")
    )
    field_order = ["organization", "community"]

    def prepare(self) -> None:
        super().prepare()
        for name, choices in (
            ("organization", queries.units_to_choose(self.viewer)),
            ("community", queries.communities_to_choose(self.viewer)),
        ):
            field = self.fields[name]
            field.queryset = choices  # type: ignore[attr-defined]
            if len(only := choices[:2]) == 1:
                field.initial = only[0].pk


class CorrectUnitForm(UnitFields):
    def prepare(self) -> None:
        super().prepare()
        checkin: UnitCheckin = self.about
        checkin.contact_name.disclose()
        for name in UnitFacts.__dataclass_fields__:
            self.initial[name] = getattr(checkin, name)
        self.initial["posts"] = [post.pk for post in checkin.posts.all()]

    def clean(self) -> dict[str, object]:
        self.cleaned_data = super().clean()
        return self.cleaned_data if self.errors else {"facts": self.facts()}
