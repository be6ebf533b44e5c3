"""Input at the desk: filters, and what staff do for a volunteer."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.forms.residents import RevealForm as ResidentRevealForm
from communities.models import Area, Authority
from core.fields import PersonalFormField
from volunteers.actions.registering import Facts, Offer
from volunteers.forms.fields import DAYS, SkillsField, TimesField
from volunteers.models import Skill, VolunteerSkill, VolunteerTeam, WeeklyTime
from volunteers.queries import volunteers as queries
from volunteers.queries.finding import EXPIRED, EXPIRING, RESTING, Filters
from volunteers.workflow import VolunteerStatus


class FilterForm(DeskForm):
    q = forms.CharField(label=_("姓名、拼音、技能、电话或编号"), required=False, max_length=60)
    skill = forms.ModelChoiceField(
        Skill.objects.none(), label=_("技能"), required=False, empty_label=_("各种技能")
    )
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("全部网格")
    )
    team = forms.ModelChoiceField(
        VolunteerTeam.objects.none(), label=_("队伍"), required=False, empty_label=_("各支队伍")
    )
    weekday = forms.TypedChoiceField(
        label=_("星期"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("哪天都行")), *enumerate(DAYS, start=1)],
    )
    part = forms.ChoiceField(
        label=_("时段"), required=False, choices=[("", _("各时段")), *WeeklyTime.Part.choices]
    )
    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("没退出的")),
            *VolunteerStatus.choices,
            (RESTING, _("歇着的")),
            (EXPIRING, _("证件快到期的")),
            (EXPIRED, _("证件过期的")),
        ],
    )

    def prepare(self) -> None:
        self.fields["skill"].queryset = queries.skills_in_use()  # type: ignore[attr-defined]
        self.fields["grid"].queryset = queries.grids_of(self.viewer)  # type: ignore[attr-defined]
        self.fields["team"].queryset = queries.teams_in(self.viewer)  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What was asked for; what makes no sense is left out."""
        if not self.is_bound:
            return Filters()
        self.is_valid()
        values = self.cleaned_data
        after = self.data.get("after", "")
        return Filters(
            q=values.get("q") or "",
            skill=values["skill"].pk if values.get("skill") else None,
            grid=values["grid"].pk if values.get("grid") else None,
            team=values["team"].pk if values.get("team") else None,
            weekday=values.get("weekday"),
            part=values.get("part") or "",
            status=values.get("status") or "",
            after=int(after) if after.isdecimal() and len(after) < 18 else None,
        )

    def url_after(self, pk: int) -> str:
        query = QueryDict(mutable=True)
        query.update(self.data if self.is_bound else {})
        query["after"] = str(pk)
        return f"?{query.urlencode()}"


class EnterForm(DeskForm):
    """For somebody who stands at the desk. What his ID number says is not typed twice."""

    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"), empty_label=None)
    name = forms.CharField(label=_("姓名"), max_length=64)
    id_number = forms.CharField(
        label=_("身份证号"),
        required=False,
        help_text=_("填了它，就和居民名册对一对；没带证件的先填出生日期"),
    )
    born_on = date_field(label=_("出生日期"), required=False)
    phone = forms.CharField(
        label=_("电话"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    skills = SkillsField(Skill.objects.none(), label=_("能帮什么"), required=False)
    times = TimesField(broad=True, label=_("一般什么时候有空"))
    evidence = forms.CharField(
        label=_("本人怎么同意的"), max_length=120, help_text=_("如：当面口头、电话、书面")
    )

    def prepare(self) -> None:
        places: Any = self.fields["community"]
        skills: Any = self.fields["skills"]
        places.queryset = queries.my_communities(self.viewer)
        skills.queryset = queries.skills_in_use()
        if len(self.viewer.community_ids) == 1:
            places.initial = self.viewer.community_ids[0]
            places.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        return {
            "community": cleaned["community"],
            "facts": Facts(
                name=cleaned["name"],
                born_on=cleaned["born_on"],
                id_number=cleaned["id_number"],
                phone=cleaned["phone"],
            ),
            "offer": Offer(cleaned["skills"], cleaned["times"]),
            "evidence": cleaned["evidence"],
        }


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("本人看得到"))


class VerifyForm(DeskForm):
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=18,
        help_text=_("照着证件填；名册里有这个号码的，就和那份档案对上"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CorrectForm(DeskForm):
    name = PersonalFormField(label=_("姓名"), max_length=64)
    born_on = date_field(label=_("出生日期"))
    reason = forms.CharField(label=_("更正依据"), max_length=200)

    def prepare(self) -> None:
        self.about.name.disclose()
        self.initial.update(name=self.about.name, born_on=self.about.born_on)


class LicenceForm(DeskForm):
    skill = forms.ModelChoiceField(VolunteerSkill.objects.none(), label=_("哪一项"))
    licence_number = forms.CharField(label=_("证件号"), max_length=64)
    valid_until = date_field(label=_("有效期至"), required=False, help_text=_("长期有效的不填"))

    def prepare(self) -> None:
        field: Any = self.fields["skill"]
        field.queryset = queries.held_licences(self.about)
        field.label_from_instance = lambda held: f"{held.skill} · {held.skill.paper}"


class InsuranceForm(DeskForm):
    insured_until = date_field(label=_("保到哪天（含）"))
    policy = forms.CharField(
        label=_("保单号或投保通知"), max_length=64, help_text=_("社区统一投保的，写那份通知")
    )


class GuardianForm(DeskForm):
    guardian = forms.CharField(label=_("监护人姓名"), max_length=64)
    relation = forms.ChoiceField(
        label=_("与孩子的关系"),
        choices=[
            (label, label)
            for value, label in Authority.Relation.choices
            if value in {Authority.Relation.PARENT, Authority.Relation.GUARDIAN}
        ],
    )
    evidence = forms.CharField(
        label=_("怎么同意的"), max_length=200, help_text=_("如：当面签字、电话核实的时间")
    )


class RevealForm(ResidentRevealForm):
    field = forms.ChoiceField(
        choices=[(name, name) for name in queries.REVEALABLE], widget=forms.HiddenInput
    )
