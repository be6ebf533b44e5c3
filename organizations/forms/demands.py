"""Input for the board of supply and demand."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.demand_workflow import BY_HAND, SILENT_FOR, DemandStatus
from organizations.forms.organizations import PlaceField
from organizations.models import Demand, Interest, MatchTalk, Organization, ServiceDomain
from organizations.queries import demands as queries
from organizations.queries.demands import Filters


class DemandForm(DeskForm):
    area = PlaceField(Area.objects.none(), label=_("哪里"))
    domain = forms.ModelChoiceField(ServiceDomain.objects.none(), label=_("服务领域"))
    title = forms.CharField(
        label=_("需要什么"), max_length=60, help_text=_("如：每周六下午给孩子上一节书法课")
    )
    details = forms.CharField(
        label=_("具体要求"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    budget = forms.CharField(
        label=_("经费"), max_length=60, required=False,
        help_text=_("如：每次 300 元；没有就不填"),
    )  # fmt: skip
    answer_by = date_field(label=_("哪天前应答"))

    def prepare(self) -> None:
        self.fields["area"].queryset = places = queries.places(self.viewer)  # type: ignore[attr-defined]
        self.fields["domain"].queryset = queries.domains()  # type: ignore[attr-defined]
        self.fields["answer_by"].initial = timezone.localdate() + 2 * SILENT_FOR
        if len(only := places[:2]) == 1:
            self.fields["area"].initial = only[0].pk


class OfferForm(DeskForm):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个组织"), empty_label=None
    )
    message = forms.CharField(
        label=_("打算怎么做"), max_length=200, help_text=_("谁来、什么时候、要什么条件")
    )

    def prepare(self) -> None:
        self.fields["organization"].queryset = queries.still_silent(self.viewer, self.about)  # type: ignore[attr-defined]


class TakeBackForm(DeskForm):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个组织"), empty_label=None
    )

    def prepare(self) -> None:
        self.fields["organization"].queryset = queries.answered_by(self.viewer, self.about)  # type: ignore[attr-defined]


class TalkForm(DeskForm):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("和哪个组织谈"), empty_label=_("请选")
    )
    held_on = date_field(label=_("对接会日期"))
    outcome = forms.ChoiceField(label=_("谈得怎样"), choices=MatchTalk.Outcome.choices)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def prepare(self) -> None:
        demand: Demand = self.about
        answered = Organization.objects.filter(interests__demand=demand)
        serving = Organization.objects.active().serving(demand.area)
        self.fields["organization"].queryset = (answered | serving).distinct()  # type: ignore[attr-defined]
        self.fields["held_on"].initial = timezone.localdate()


class ChooseForm(DeskForm):
    interest = forms.ModelChoiceField(
        Interest.objects.none(), label=_("和谁对接"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field = self.fields["interest"]
        field.queryset = self.about.interests.select_related("organization")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.organization.title  # type: ignore[attr-defined]


class CloseForm(DeskForm):
    result = forms.ChoiceField(
        label=_("结果"), choices=[(each.value, each.label) for each in BY_HAND]
    )
    note = forms.CharField(label=_("结果说明"), max_length=200, help_text=_("大家都看得到"))


class DemandFilterForm(forms.Form):
    q = forms.CharField(label=_("需要什么"), required=False)
    domain = forms.ModelChoiceField(
        ServiceDomain.objects.none(), label=_("服务领域"), required=False, empty_label=_("各领域")
    )
    status = forms.ChoiceField(label=_("状态"), choices=DemandStatus.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].queryset = queries.domains()  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said = self.cleaned_data
        domain = said.get("domain")
        return Filters(
            q=said.get("q", ""),
            domain=domain.pk if domain else None,
            status=said.get("status") or DemandStatus.OPEN,
        )
