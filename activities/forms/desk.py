"""Input for activities: what one plans, whom one writes down, why it is called off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activities.actions.facts import FACT_NAMES, ActivityFacts, facts_of
from activities.actions.presence import nobody_signed
from activities.models import Activity, Enrolment, Kind, Organizer, Role, ServiceBrand, Target
from activities.queries import brands, ours, reach
from activities.queries import desk as queries
from activities.queries.door import door_page
from activities.workflow import Status
from communities.forms.base import DeskForm, date_field, time_field
from communities.models import Area, Resident
from communities.queries import accounts as account_queries
from core.fields import PersonalFormField
from organizations.models import Organization


class FactsForm(DeskForm):
    """Day and hours are asked apart: no browser asks them well together."""

    title = forms.CharField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("种类"), choices=Kind.choices)
    about = forms.CharField(
        label=_("做什么"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("居民看得到：做什么、要带什么"),
    )
    place = forms.CharField(label=_("在哪里"), max_length=60)
    day = date_field(label=_("哪天"))
    from_time = time_field(label=_("几点开始"))
    to_time = time_field(label=_("几点结束"))
    expected = forms.IntegerField(label=_("预计来多少人"), min_value=1, max_value=100_000)
    capacity = forms.IntegerField(
        label=_("名额"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("不限人数的不填"),
    )
    newcomer_places = forms.IntegerField(
        label=_("其中留给第一次来的"),
        min_value=0,
        required=False,
        help_text=_("开始前一天还没用完的，大家都可以用"),
    )
    targets = forms.MultipleChoiceField(
        label=_("面向谁"),
        choices=Target.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选，就是欢迎所有人"),
    )
    safety_note = forms.CharField(
        label=_("安全预案"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("大型活动必填：谁负责、出口、医疗、天气不好怎么办"),
    )

    def prepare(self) -> None:
        if (activity := cast("Activity | None", self.about)) is not None:
            said = facts_of(activity)
            start, end = (timezone.localtime(said[name]) for name in ("starts_at", "ends_at"))
            self.initial.update(said)
            self.initial.update(day=start.date(), from_time=start.time(), to_time=end.time())

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        day, start, end = (said.pop(name, None) for name in ("day", "from_time", "to_time"))
        if None not in (day, start, end):
            said["starts_at"] = timezone.make_aware(datetime.combine(day, start))
            said["ends_at"] = timezone.make_aware(datetime.combine(day, end))
            if end <= start:
                self.add_error("to_time", _("结束要在开始之后"))
        said["newcomer_places"] = said.get("newcomer_places") or 0
        return said

    def facts(self) -> ActivityFacts:
        said = {name: self.cleaned_data[name] for name in FACT_NAMES if name in self.cleaned_data}
        return ActivityFacts(**said)


class DeskFactsForm(FactsForm):
    has_roster = forms.BooleanField(
        label=_("孩子的课堂：要登记谁来接"),
        required=False,
        help_text=_("家长给孩子报名、写明谁来接；走的时候，由负责人交到名单上的人手里"),
    )
    organizer = forms.ChoiceField(label=_("谁办"), choices=Organizer.choices)
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("主办的组织或单位"),
        required=False,
        help_text=_("由社会组织或单位办的才选"),
    )
    organizer_name = forms.CharField(
        label=_("志愿服务队的名称"),
        max_length=40,
        required=False,
        help_text=_("由志愿服务队办的才填"),
    )
    brand = forms.ModelChoiceField(ServiceBrand.objects.none(), label=_("服务品牌"), required=False)
    leader = PersonalFormField(
        label=_("现场负责人登录用的手机号"),
        max_length=20,
        required=False,
        help_text=_("他在现场给大家签到；不填，由社区的人签到"),
    )
    headings: ClassVar[Mapping[str, Any]] = {
        "title": _("什么活动"),
        "day": _("什么时候"),
        "expected": _("多少人、请谁来"),
        "safety_note": _("安全"),
        "organizer": _("谁办、谁在现场"),
    }

    def prepare(self) -> None:
        super().prepare()
        bodies = Organization.objects.visible_to(self.viewer).filter(status="active")
        self.fields["organization"].queryset = bodies.order_by("name_key", "pk")  # type: ignore[attr-defined]
        activity = cast("Activity | None", self.about)
        brand = activity.brand if activity is not None else None
        self.fields["brand"].queryset = brands.to_choose(self.viewer, brand)  # type: ignore[attr-defined]
        leader = activity.leader if activity is not None else None
        self.initial["leader"] = leader.phone if leader is not None else ""

    def clean_leader(self) -> User | None:
        said = self.cleaned_data["leader"]
        text = said.open() if hasattr(said, "open") else str(said)
        if not text:
            return None
        user: User | None = account_queries.by_phone(text)
        if user is None:
            raise forms.ValidationError(_("这个号码还没有登录过：请他先用手机登录一次"))
        return user


class UnitFactsForm(FactsForm):
    """By the manager of an organisation or unit."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个组织或单位"), empty_label=None
    )
    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("在哪个社区办"), empty_label=None
    )
    has_roster = DeskFactsForm.base_fields["has_roster"]
    field_order = ["organization", "community"]

    def prepare(self) -> None:
        super().prepare()
        self.fields["organization"].queryset = ours.units(self.viewer)  # type: ignore[attr-defined]
        self.fields["community"].queryset = ours.places(self.viewer)  # type: ignore[attr-defined]


class PlanForm(DeskFactsForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    field_order = ["community", "title", "kind", "organizer", "organization", "organizer_name"]
    headings: ClassVar[Mapping[str, Any]] = {
        "community": _("什么活动、谁办"),
        "about": _("内容和地点"),
        "day": _("什么时候"),
        "expected": _("多少人、请谁来"),
        "safety_note": _("安全、谁在现场"),
    }

    def prepare(self) -> None:
        super().prepare()
        places = Area.objects.filter(pk__in=self.viewer.community_ids).order_by("path")
        self.fields["community"].queryset = places  # type: ignore[attr-defined]
        if len(only := places[:2]) == 1:
            self.fields["community"].initial = only[0].pk


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("报名的人会看到这句话"))


class RepeatForm(DeskForm):
    times = forms.IntegerField(label=_("再排几场"), min_value=1, max_value=60, initial=4)
    every_days = forms.IntegerField(
        label=_("每隔几天"), min_value=1, max_value=366, initial=7, help_text=_("每周一次填 7")
    )


class GuestForm(DeskForm):
    """A guest, or an elder without a telephone, by the name he gives."""

    name = forms.CharField(label=_("姓名"), max_length=64)
    phone = PersonalFormField(
        label=_("电话"), max_length=20, required=False, help_text=_("没有手机的可以不填")
    )


class PersonForm(GuestForm):
    """Of a shared activity also where he belongs: he counts there."""

    home = forms.ModelChoiceField(
        Area.objects.none(), label=_("他是哪个社区的"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        activity = cast("Activity", self.about)
        if activity.host_id is None:
            del self.fields["home"]
            return
        sides = Area.objects.filter(pk__in=[activity.community_id, activity.host_id])
        self.fields["home"].queryset = sides.order_by("path")  # type: ignore[attr-defined]


class MemberForm(DeskForm):
    """`about` is a household at the door (queries.door.Visit)."""

    who = forms.ChoiceField(label=_("今天来的是"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        members: list[Resident] = self.about.members
        self.by_pk = {str(row.pk): row for row in members}
        named = [(pk, str(row.name)) for pk, row in self.by_pk.items()]
        self.fields["who"].choices = named  # type: ignore[attr-defined]

    def clean_who(self) -> Resident:
        return self.by_pk[self.cleaned_data["who"]]


class HoldForm(DeskForm):
    """Only where nobody was signed in there is something to say."""

    nobody = forms.BooleanField(
        label=_("真的一个人都没有来"),
        required=False,
        help_text=_("有纸质名单的别勾：先在“现场签到”里照名单补记，再来登记"),
    )

    def prepare(self) -> None:
        if not nobody_signed(cast("Activity", self.about)):
            del self.fields["nobody"]


class PaperForm(DeskForm):
    """`about` is an activity whose door the viewer holds: the names are his to read."""

    came = forms.MultipleChoiceField(
        label=_("纸质名单上签了名的"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=_("没报名也来了的"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个名字；名额还有空的才记得下"),
    )

    def prepare(self) -> None:
        self.rows = {str(row.pk): row for row in door_page(self.viewer, self.about).expected}
        named = [(pk, str(row.name)) for pk, row in self.rows.items()]
        self.fields["came"].choices = named  # type: ignore[attr-defined]
        if self.about.helpers_only or self.about.host_id is not None:
            del self.fields["others"]

    def clean_came(self) -> list[Enrolment]:
        return [self.rows[pk] for pk in self.cleaned_data["came"]]

    def clean_others(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]


class RoleForm(DeskForm):
    role = forms.ChoiceField(label=_("他在这场活动里"), choices=Role.choices)

    def prepare(self) -> None:
        self.initial["role"] = self.about.role


class FilterForm(forms.Form):
    q = forms.CharField(label=_("名称或地点"), required=False)
    kind = forms.ChoiceField(
        label=_("种类"), choices=[("", _("各类")), *Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("状态"),
        choices=[
            ("", _("全部")),
            (queries.AHEAD, _("还没办的")),
            (queries.OVERDUE, _("办完没登记的")),
            (queries.PAST, _("办过的")),
            (Status.PROPOSED, Status.PROPOSED.label),
            (Status.DRAFT, Status.DRAFT.label),
            (Status.CANCELLED, Status.CANCELLED.label),
        ],
        required=False,
    )

    def filters(self, before: int | None) -> queries.Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return queries.Filters(**said, before=before)


class PeriodForm(forms.Form):
    period = forms.ChoiceField(
        label=_("哪段时间"),
        choices=[
            (reach.YEAR, _("今年")),
            (reach.QUARTER, _("这个季度")),
            (reach.MONTH, _("这个月")),
            (reach.LAST_YEAR, _("去年")),
        ],
        required=False,
        widget=forms.Select(attrs={"class": "filter"}),
    )

    def chosen(self) -> str:
        """What cannot be read is this year."""
        return str(self.cleaned_data["period"]) if self.is_valid() else reach.YEAR
