"""Input for shifts: at the desk, and by whoever takes one."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from activities.actions.activities import MOST_REPEATS
from activities.actions.facts import ActivityFacts
from activities.forms.desk import FactsForm
from activities.models import Kind
from communities.forms.base import DeskForm
from communities.models import Area
from volunteers.actions.recruiting import free_places
from volunteers.actions.shifts import Calling
from volunteers.models import (
    Shift,
    ShiftApplication,
    ShiftPlace,
    Skill,
    Volunteer,
    VolunteerTeam,
)
from volunteers.queries import recruiting
from volunteers.queries import shifts as queries

FROM_ACTIVITY = ("title", "about", "place", "day", "from_time", "to_time", "capacity")


class OfferForm(FactsForm):
    """When and where as of any activity; and what makes it a shift."""

    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    what_for = forms.ChoiceField(
        label=_("哪一种"),
        choices=Shift.Kind.choices,
        help_text=_("开会和培训也这样通知、报名、签到；只有服务算服务时长"),
    )
    requirement = forms.CharField(
        label=_("对人的要求"),
        max_length=120,
        required=False,
        help_text=_("如：会用血压计，能说方言"),
    )
    apply_until = forms.DateTimeField(
        label=_("报名截止"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("不写就到开始为止"),
    )
    is_chosen = forms.BooleanField(
        label=_("截止以后由社区挑选"), required=False, help_text=_("不勾就是先到先得，满了候补")
    )
    team = forms.ModelChoiceField(
        VolunteerTeam.objects.none(),
        label=_("哪支队伍的班次"),
        required=False,
        empty_label=_("不是哪支队伍的"),
        help_text=_("要挑人的，队长也可以挑；别的志愿者一样可以报名"),
    )
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
    field_order = [
        "community",
        "what_for",
        *FROM_ACTIVITY,
        *("requirement", "apply_until", "is_chosen", "team"),
        *("risk", "risk_notice", "insurance_number"),
    ]
    headings: ClassVar[Mapping[str, Any]] = {
        "community": _("在哪里、做什么"),
        "day": _("什么时候、多少人"),
        "requirement": _("怎么报名"),
        "risk": _("当心什么、要什么证"),
    }

    def prepare(self) -> None:
        for name in set(FactsForm.base_fields) - set(FROM_ACTIVITY):
            del self.fields[name]
        super().prepare()
        self.fields["capacity"].required = True
        self.fields["capacity"].label, self.fields["capacity"].help_text = _("要几个人"), ""
        places: Any = self.fields["community"]
        places.queryset = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        places.initial = places.queryset.first()
        teams: Any = self.fields["team"]
        teams.queryset = recruiting.teams_to_offer(self.viewer)
        teams.label_from_instance = lambda team: team.title
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
        said = self.cleaned_data
        names = ("risk", "risk_notice", "insurance_number", "licence")
        how = ("requirement", "apply_until", "is_chosen", "team")
        calling = Calling(kind=said["what_for"], **{name: said[name] for name in how})
        return {name: said[name] for name in names} | {"calling": calling}


class ReachedForm(DeskForm):
    """人 and 人次; of a shift, and of an entry by hand."""

    people = forms.IntegerField(
        label=_("服务了多少人"), min_value=1, help_text=_("来了几回也是一个人")
    )
    visits = forms.IntegerField(
        label=_("多少人次"), min_value=1, help_text=_("每来一回算一人次；不会比人少")
    )

    def prepare(self) -> None:
        self.fields["people"].initial = self.about.people
        self.fields["visits"].initial = self.about.visits


class TakeForm(DeskForm):
    told = forms.BooleanField(label=_("风险提示我看过了，知道了"), required=False)

    def prepare(self) -> None:
        if not self.about.risk_notice:
            del self.fields["told"]


class RepeatForm(DeskForm):
    every = forms.ChoiceField(
        label=_("隔多久"), choices=[("weekly", _("每周")), ("monthly", _("每四周"))]
    )
    times = forms.IntegerField(label=_("再排几次"), min_value=1, max_value=MOST_REPEATS, initial=4)


class ChooseForm(DeskForm):
    applications = forms.ModelMultipleChoiceField(
        ShiftApplication.objects.none(), label=_("选谁"), widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        found = recruiting.applied_for(self.viewer, self.about)
        rows = [row for row in found if row.outcome == recruiting.Outcome.ASKED]
        field: Any = self.fields["applications"]
        mine = ShiftApplication.objects.manageable_by(self.viewer)
        field.queryset = mine.filter(pk__in=[row.pk for row in rows])
        fits = {row.pk: _choice(row) for row in rows}
        field.label_from_instance = lambda row: fits[row.pk]
        n = free_places(self.about.activity)
        field.help_text = ngettext("还有 %(n)d 个名额", "还有 %(n)d 个名额", n) % {"n": n}


def _choice(row: ShiftApplication) -> str:
    """Beside the box: the name, and why he fits."""
    fit: recruiting.Fit = row.fit  # type: ignore[attr-defined]
    hours: Any = _("服务过 {hours} 小时").format(hours=fit.hours) if fit.minutes else ""
    member: Any = _("本队队员") if fit.in_team else ""
    said = (str(row.volunteer.name), member, fit.skills, hours)
    return " · ".join(str(part) for part in said if part)


class PassedForm(DeskForm):
    places = forms.ModelMultipleChoiceField(
        ShiftPlace.objects.none(),
        label=_("谁合格"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        rows = queries.who_came(self.about)
        field: Any = self.fields["places"]
        field.queryset = rows
        field.initial = [row.pk for row in rows if row.passed_on]
        field.label_from_instance = lambda row: row.volunteer.name.open()


class SittingForm(DeskForm):
    others = forms.IntegerField(
        label=_("到会的其他人"), min_value=0, max_value=500, initial=0, help_text=_("几个人")
    )


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
