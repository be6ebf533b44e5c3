"""Input for shifts: at the desk, and by whoever takes one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.actions.activities import MOST_REPEATS
from activities.actions.facts import ActivityFacts
from activities.forms.desk import FactsForm
from activities.models import Kind
from communities.forms.base import DeskForm
from communities.models import Area
from volunteers.models import Shift, Skill, Volunteer
from volunteers.queries import shifts as queries

FROM_ACTIVITY = ("title", "about", "place", "day", "from_time", "to_time", "capacity")


class OfferForm(FactsForm):
    """When and where as of any activity; and what makes it a shift."""

    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    risk = forms.ChoiceField(label=_("风险"), choices=Shift.Risk.choices)
    risk_notice = forms.CharField(
        label=_("风险提示"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("有什么要当心的；写了，报名的人要先看过"),
    )
    insurance_number = forms.CharField(
        label=_("保险单号"), max_length=40, required=False, help_text=_("风险较高的必填")
    )
    licence = forms.ModelChoiceField(
        Skill.objects.none(), label=_("要持证的技能"), required=False, empty_label=_("不用证件")
    )
    field_order = ["community", *FROM_ACTIVITY, "risk", "risk_notice", "insurance_number"]

    def prepare(self) -> None:
        for name in set(FactsForm.base_fields) - set(FROM_ACTIVITY):
            del self.fields[name]
        super().prepare()
        self.fields["capacity"].required = True
        self.fields["capacity"].label, self.fields["capacity"].help_text = _("要几个人"), ""
        places: Any = self.fields["community"]
        places.queryset = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        places.initial = places.queryset.first()
        skills: Any = self.fields["licence"]
        skills.queryset = Skill.objects.filter(pk__in=[one.pk for one in queries.licences()])

    def facts(self) -> ActivityFacts:
        said = self.cleaned_data
        return ActivityFacts(
            kind=Kind.OTHER,
            expected=said["capacity"],
            leader=self.viewer.user,
            **{name: said[name] for name in ("title", "about", "place", "capacity")},
            **{name: said[name] for name in ("starts_at", "ends_at")},
        )

    def terms(self) -> dict[str, Any]:
        names = ("risk", "risk_notice", "insurance_number", "licence")
        return {name: self.cleaned_data[name] for name in names}


class TakeForm(DeskForm):
    told = forms.BooleanField(label=_("风险提示我看过了，知道了"), required=False)

    def prepare(self) -> None:
        if not self.about.risk_notice:
            del self.fields["told"]


class RepeatForm(DeskForm):
    times = forms.IntegerField(label=_("再排几周"), min_value=1, max_value=MOST_REPEATS, initial=4)


class TakeForOtherForm(DeskForm):
    """For who has no telephone: the desk reads the notice out to him."""

    volunteer = forms.CharField(label=_("志愿者编号"), max_length=20)
    told = forms.BooleanField(label=_("风险提示念给他听过了"), required=False)

    def prepare(self) -> None:
        if not self.about.risk_notice:
            del self.fields["told"]

    def clean_volunteer(self) -> Volunteer:
        rows = Volunteer.objects.manageable_by(self.viewer).filter(
            community=self.about.community_id
        )
        found = rows.filter(number=self.cleaned_data["volunteer"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("这个社区没有这个编号的志愿者，请核对"))
        return found
