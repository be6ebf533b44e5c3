"""Input for what a volunteer says about himself. Short: a phone, one thumb, two minutes."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.models import ServiceDomain
from volunteers.actions.registering import Facts, Offer
from volunteers.forms.fields import DAYS, SkillsField, TimesField, as_chosen
from volunteers.models import Skill, Volunteer, WeeklyTime
from volunteers.queries import own as own_queries
from volunteers.queries import volunteers as volunteer_queries


def time_field(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class JoinForm(DeskForm):
    """`about` is his record in the register, or None: what it knows is not asked."""

    name = forms.CharField(
        label=_("姓名"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    born_on = date_field(label=_("出生日期"))
    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("在哪个社区服务"), empty_label=None
    )
    skills = SkillsField(
        Skill.objects.none(),
        label=_("能帮什么"),
        required=False,
        help_text=_("都可以不选，以后再添；带 * 的，社区会先看看证件"),
    )
    times = TimesField(broad=True, label=_("一般什么时候有空"))
    agreed = forms.BooleanField(label=_("我愿意做志愿者，同意社区为安排服务使用以上信息"))

    def prepare(self) -> None:
        skills: Any = self.fields["skills"]
        skills.queryset = volunteer_queries.skills_in_use().filter(is_common=True)
        if self.about is not None:
            for name in ("name", "born_on", "community"):
                del self.fields[name]
            if self.about.born_on is None:
                self.fields["born_on"] = date_field(label=_("出生日期"))
                self.order_fields(["born_on"])
            return
        community: Any = self.fields["community"]
        community.queryset = own_queries.communities_to_join()
        community.initial = self.viewer.place_id
        if not self.viewer.place_id:
            community.empty_label = _("请选")
        self.fields["name"].initial = self.viewer.actor.name.open()

    def clean(self) -> dict[str, Any]:
        """As the action wants it: where, what he offers, who he is."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        return {
            "community": self.about.community if self.about else cleaned["community"],
            "offer": Offer(cleaned["skills"], cleaned["times"]),
            "facts": Facts(name=cleaned.get("name", ""), born_on=cleaned.get("born_on")),
            "agreed": cleaned["agreed"],
        }


class TimesForm(DeskForm):
    times = TimesField(label=_("每周什么时候有空"))

    def prepare(self) -> None:
        self.fields["times"].initial = as_chosen(self.about.times.all())

    def rows(self) -> list[tuple[Any, list[tuple[Any, Any]]]]:
        """The week as a table: a day, and its three chips."""
        chips = list(self["times"])
        parts = WeeklyTime.Part.labels
        return [
            (day, list(zip(parts, chips[3 * at : 3 * at + 3], strict=True)))
            for at, day in enumerate(DAYS)
        ]


class SkillsForm(DeskForm):
    skills = SkillsField(
        Skill.objects.none(),
        label=_("会什么"),
        required=False,
        help_text=_("带 * 的要有证件：带到社区服务台看一眼，看过才会请您做这一项"),
    )
    domains = forms.ModelMultipleChoiceField(
        ServiceDomain.objects.none(),
        label=_("愿意做哪些事"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        skills: Any = self.fields["skills"]
        domains: Any = self.fields["domains"]
        skills.queryset = volunteer_queries.skills_in_use()
        domains.queryset = own_queries.domains_in_use()
        skills.initial = [held.skill_id for held in self.about.skills.all()]
        domains.initial = [domain.pk for domain in self.about.domains.all()]


class LimitsForm(DeskForm):
    offers_a_week = forms.TypedChoiceField(
        label=_("一周最多邀请几次"),
        choices=[(n, str(n)) for n in (1, 2, 3, 5, 7, 14)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    reach = forms.ChoiceField(
        label=_("愿意走多远"), choices=Volunteer.Reach.choices, widget=forms.RadioSelect
    )
    quiet_from = time_field(label=_("晚上几点起不打扰"))
    quiet_until = time_field(label=_("到早上几点"))
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("家在哪个网格"), required=False, empty_label=_("不清楚")
    )

    def prepare(self) -> None:
        volunteer: Volunteer = self.about
        grid: Any = self.fields["grid"]
        if volunteer.resident_id is None:
            grid.queryset = own_queries.grids_to_live_in(volunteer)
        else:  # the register says where he lives
            del self.fields["grid"]
        steps = dict(self.fields["offers_a_week"].choices)  # type: ignore[attr-defined]
        if volunteer.offers_a_week not in steps:
            steps[volunteer.offers_a_week] = str(volunteer.offers_a_week)
            self.fields["offers_a_week"].choices = sorted(steps.items())  # type: ignore[attr-defined]
        for name in self.fields:
            value = getattr(volunteer, name)
            if name == "grid":
                value = volunteer.grid_id
            self.fields[name].initial = (
                value.replace(second=0) if isinstance(value, time) else value
            )


class PoliticalForm(DeskForm):
    political = forms.ChoiceField(
        label=_("政治面貌"),
        choices=Volunteer.Political.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("可以不填；只用来编党员、青年服务队，社区工作人员看得到"),
    )
    agreed = forms.BooleanField(
        label=_("我单独同意社区记录我的政治面貌；随时可以改回“不填”"), required=False
    )

    def prepare(self) -> None:
        self.fields["political"].initial = self.about.political
        self.fields["agreed"].initial = False


class GuardianForm(DeskForm):
    agreed = forms.BooleanField(
        label=_("我是他的监护人，同意他参加适合他年龄、有人带着的志愿服务；随时可以撤回")
    )
