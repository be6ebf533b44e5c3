"""Input for teams."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import DataClass
from communities.forms.base import DeskForm
from communities.models import Area
from organizations.models import Organization, ServiceDomain, SocialWorker
from volunteers.models import TeamMembership, Volunteer, VolunteerTeam
from volunteers.queries import own as own_queries
from volunteers.queries import teams as queries


class TeamForm(DeskForm):
    """`about` is the community while a team is founded, the team while it is corrected."""

    kind = forms.ChoiceField(label=_("种类"), choices=VolunteerTeam.Kind.choices)
    name = forms.CharField(label=_("名称"), max_length=48)
    name_en = forms.CharField(label=_("英文名称"), max_length=96, required=False)
    purpose = forms.CharField(
        label=_("做什么"), max_length=200, required=False, help_text=_("居民看得到，一两句话")
    )
    founder_kind = forms.ChoiceField(label=_("由谁组建"), choices=VolunteerTeam.Founder.choices)
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("哪个单位或组织"),
        required=False,
        empty_label=_("不是单位组建，或没有登记"),
    )
    squad = forms.ModelChoiceField(
        VolunteerTeam.objects.none(),
        label=_("社区队伍（1+2+N 的“1”）"),
        required=False,
        empty_label=_("不是先锋服务队"),
    )
    domains = forms.ModelMultipleChoiceField(
        ServiceDomain.objects.none(),
        label=_("服务领域"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grids = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label=_("包联哪些网格"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        community = self.about if isinstance(self.about, Area) else self.about.community
        choices: dict[str, Any] = {
            "organization": queries.founders_of(community),
            "squad": queries.squads_of(community),
            "domains": own_queries.domains_in_use(),
            "grids": queries.grids_of(community),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class CorrectTeamForm(TeamForm):
    def prepare(self) -> None:
        super().prepare()
        team: VolunteerTeam = self.about
        del self.fields["kind"]
        if not team.is_pioneer:
            del self.fields["squad"]
        for name in ("name", "name_en", "purpose", "founder_kind", "organization", "squad"):
            if name in self.fields:
                self.initial[name] = getattr(team, name)
        self.initial.update(
            domains=list(team.domains.all()),
            grids=list(team.grids.all()),
        )


class AddMemberForm(DeskForm):
    volunteer = forms.ModelChoiceField(Volunteer.objects.none(), label=_("哪位志愿者"))
    how = forms.CharField(
        label=_("他是怎么同意的"), max_length=120, help_text=_("如：当面、电话；没问过的不要加")
    )

    def prepare(self) -> None:
        field: Any = self.fields["volunteer"]
        field.queryset = queries.candidates(self.viewer, self.about)
        field.label_from_instance = self._called

    def _called(self, volunteer: Volunteer) -> str:
        if self.viewer.sees(DataClass.PERSONAL):
            volunteer.name.disclose()
        return str(volunteer.name)


class AddSocialWorkerForm(DeskForm):
    social_worker = forms.ModelChoiceField(
        SocialWorker.objects.none(),
        label=_("哪位社工"),
        help_text=_("今天驻在本社区的驻点社工"),
    )

    def prepare(self) -> None:
        field: Any = self.fields["social_worker"]
        field.queryset = queries.social_workers_here(self.about)
        field.label_from_instance = lambda worker: worker.name.open()


class MemberForm(DeskForm):
    membership = forms.ModelChoiceField(TeamMembership.objects.none(), label=_("哪位队员"))

    def rows(self) -> Any:
        return queries.members_to_lead(self.about)

    def prepare(self) -> None:
        field: Any = self.fields["membership"]
        field.queryset = self.rows()
        field.label_from_instance = self._called

    def _called(self, membership: TeamMembership) -> str:
        person: Any = membership.volunteer or membership.social_worker
        if self.viewer.sees(DataClass.PERSONAL):
            person.name.disclose()
        return f"{person.name} · {membership.get_role_display()}"


class AnyMemberForm(MemberForm):
    def rows(self) -> Any:
        return queries.open_memberships(self.about)


class DeputyForm(MemberForm):
    is_deputy = forms.BooleanField(label=_("当副队长"), required=False, initial=True)


class DissolveForm(DeskForm):
    reason = forms.CharField(label=_("解散原因"), max_length=200)
