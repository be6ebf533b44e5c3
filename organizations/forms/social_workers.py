"""Input for social workers: who, with which certificate, in which station."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.forms.base import DeskForm, FindsAccount, date_field
from communities.models import Area
from communities.queries import accounts as account_queries
from core.fields import PersonalFormField
from organizations.actions.social_workers import WorkerFacts
from organizations.models import Facility, Organization, SocialWorker
from organizations.queries import social_workers as queries


class CertificateFields(DeskForm):
    level = forms.ChoiceField(label=_("证书等级"), choices=SocialWorker.Level.choices)
    certificate_number = PersonalFormField(
        label=_("证书编号"), required=False, max_length=40, help_text=_("加密保存，用来查重")
    )
    issued_on = date_field(label=_("发证日期"), required=False)
    registered_on = date_field(
        label=_("登记日期"), required=False, help_text=_("最近一次登记，看登记证")
    )
    valid_until = date_field(
        label=_("有效到（含）"), required=False, help_text=_("证书或登记证写明有效期的才填")
    )


class CertifyForm(CertificateFields):
    def prepare(self) -> None:
        worker: SocialWorker = self.about
        for name in self.fields:
            self.initial[name] = getattr(worker, name)


class WorkerForm(CertificateFields):
    """A new one: his own community writes him down, or his organisation proposes him."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("所属机构"),
        required=False,
        empty_label=_("社区自己的社工"),
        help_text=_("驻站社工选派他来的机构"),
    )
    community = forms.ModelChoiceField(Area.objects.none(), label=_("在哪个社区"))
    name = forms.CharField(label=_("姓名"), max_length=64)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    account = forms.CharField(
        label=_("他登录用的手机号"),
        required=False,
        help_text=_("登录过的填上，就能用社工的工作台；没有可以以后再关联"),
    )
    specialities = forms.CharField(
        label=_("擅长"), max_length=120, required=False, help_text=_("如：儿童、老年人、个案、小组")
    )
    facility = forms.ModelChoiceField(
        Facility.objects.none(), label=_("哪个社工站"), required=False,
        empty_label=_("不在设施名册里"),
    )  # fmt: skip
    station = forms.CharField(
        label=_("社工站、社工室"), max_length=64, required=False,
        help_text=_("不在名册里的才写，如：梧桐里社工站"),
    )  # fmt: skip
    starts_on = date_field(label=_("从哪天起"))
    field_order = [
        "organization", "community", "name", "phone", "account", "specialities", "facility",
        "station", "starts_on", "level",
    ]  # fmt: skip
    headings: ClassVar[Mapping[str, Any]] = {
        "organization": _("谁，哪个单位"),
        "facility": _("在哪里上岗"),
        "level": _("证书"),
    }

    def prepare(self) -> None:
        self.fields["starts_on"].initial = timezone.localdate()
        organization, community = self.fields["organization"], self.fields["community"]
        units = queries.employers(self.viewer)
        places = queries.communities_to_choose(self.viewer)
        organization.queryset = units  # type: ignore[attr-defined]
        community.queryset = places  # type: ignore[attr-defined]
        self.fields["facility"].queryset = queries.stations_to_choose(self.viewer)  # type: ignore[attr-defined]
        if self.viewer.organization_ids:
            organization.required = True
            organization.empty_label = None  # type: ignore[attr-defined]
        if len(only := places[:2]) == 1:
            community.initial = only[0].pk

    def clean_account(self) -> User | None:
        text = self.cleaned_data["account"]
        if not text:
            return None
        user = account_queries.by_phone(text)
        if user is None:
            raise forms.ValidationError(_("这个号码还没有登录过：请他先用手机登录一次"))
        return user

    def facts(self) -> WorkerFacts:
        said = self.cleaned_data
        return WorkerFacts(**{name: said[name] for name in WorkerFacts.__dataclass_fields__})

    def where(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "station": said["station"],
            "facility": said["facility"],
            "starts_on": said["starts_on"],
            "user": said["account"],
        }


class CorrectWorkerForm(DeskForm):
    name = PersonalFormField(label=_("姓名"), max_length=64)
    phone = PersonalFormField(label=_("电话"), max_length=20, required=False)
    specialities = forms.CharField(label=_("擅长"), max_length=120, required=False)

    def prepare(self) -> None:
        for name in self.fields:
            self.initial[name] = getattr(self.about, name)


class SeatForm(DeskForm):
    facility = forms.ModelChoiceField(
        Facility.objects.none(), label=_("哪个社工站"), required=False,
        empty_label=_("不在设施名册里"),
    )  # fmt: skip
    station = forms.CharField(
        label=_("社工站、社工室"), max_length=64, required=False, help_text=_("不在名册里的才写")
    )

    def prepare(self) -> None:
        self.fields["facility"].queryset = queries.stations_to_choose(self.viewer)  # type: ignore[attr-defined]


class MoveForm(SeatForm):
    """about: the stationing."""

    def prepare(self) -> None:
        super().prepare()
        self.initial["facility"] = self.about.facility_id
        self.initial["station"] = "" if self.about.facility_id else self.about.station


class StationForm(SeatForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("去哪个社区"))
    starts_on = date_field(label=_("从哪天起"))
    field_order = ["community", "facility", "station", "starts_on"]

    def prepare(self) -> None:
        super().prepare()
        places = queries.communities_to_choose(self.viewer)
        self.fields["community"].queryset = places  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = timezone.localdate()


class LinkForm(FindsAccount):
    """He has signed in with his telephone by now."""


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200)


class LeaveForm(ReasonForm):
    last_day = date_field(label=_("最后一天"))

    def prepare(self) -> None:
        self.fields["last_day"].initial = timezone.localdate()
