"""Input for Party check-ins: the member's few fields, and what the desk answers."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.forms.base import DeskForm, date_field
from communities.models import Area, Resident
from communities.queries import accounts as account_queries
from core.identifiers import read_id_number
from organizations.actions.checkin_facts import MemberFacts, facts_of
from organizations.models import MemberCheckin, PostClass, TimeSlot
from organizations.queries import checkins as queries

CONSENT = _("我同意社区为双报到登记我的党员身份")
CONSENT_HELP = _("只有社区的工作人员看得到，别的居民看不到；结束报到一年后删除，随时可以撤回。")


class MemberFields(DeskForm):
    """What one writes about oneself; shared by the phone, the counter, and correcting."""

    name = forms.CharField(label=_("姓名"), max_length=64)
    home_unit = forms.CharField(
        label=_("所在单位或党支部"),
        max_length=80,
        required=False,
        help_text=_("如“澄湖区第一小学”；退休的写党支部"),
    )
    posts = forms.ModelMultipleChoiceField(
        PostClass.objects.none(), label=_("愿意做哪些事"), widget=forms.CheckboxSelectMultiple
    )
    times = forms.MultipleChoiceField(
        label=_("一般什么时候有空"), choices=TimeSlot.choices, widget=forms.CheckboxSelectMultiple
    )
    skills = forms.CharField(
        label=_("特长"), max_length=120, required=False, help_text=_("如：修电器、会计、急救、方言")
    )
    intent = forms.CharField(label=_("还想说的"), max_length=200, required=False)
    shares_name = forms.BooleanField(
        label=_("可以把我的报到情况告诉所在单位"),
        required=False,
        help_text=_("不勾，单位只知道有几个人报到，不知道是谁"),
    )

    def prepare(self) -> None:
        self.fields["posts"].queryset = queries.post_classes()  # type: ignore[attr-defined]

    def facts(self) -> MemberFacts:
        said = self.cleaned_data
        unit = said["home_unit"]
        return MemberFacts(
            name=said["name"],
            home_unit=unit,
            posts=said["posts"],
            times=said["times"],
            skills=said["skills"],
            intent=said["intent"],
            shares_name=said["shares_name"],
            units=queries.units_named(unit),
        )


class CheckinForm(MemberFields):
    """On the phone, signed in by the number."""

    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("您住在哪个社区"), empty_label=_("请选")
    )
    agrees = forms.BooleanField(label=CONSENT, help_text=CONSENT_HELP)
    field_order = ["community", "name", "home_unit", "posts", "times", "skills", "intent"]

    def prepare(self) -> None:
        super().prepare()
        field = self.fields["community"]
        field.queryset = queries.communities_to_choose()  # type: ignore[attr-defined]
        field.initial = queries.usual_community(self.viewer)
        if self.viewer.user is not None:
            self.fields["name"].initial = self.viewer.user.name.open()


class CounterForm(MemberFields):
    """He stands at the counter, or has called; somebody of the staff writes. An account is a help,
    never a condition."""

    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    phone = forms.CharField(
        label=_("他登录用的手机号"),
        required=False,
        help_text=_("登录过的填上，以后他自己看得到、改得了；没有手机的不填"),
    )
    contact_phone = forms.CharField(
        label=_("没有账号的，怎么联系他"),
        required=False,
        max_length=20,
        help_text=_("座机或家里人的电话；都没有可以不填，上门找他"),
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        required=False,
        help_text=_("没有账号的填了它，就和居民名册对一对；号码不留在报到单上"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    evidence = forms.CharField(
        label=_("本人怎样同意登记党员身份的"),
        max_length=120,
        help_text=_("如：窗口当面，签了报到表"),
    )
    field_order = [
        "community", "name", "phone", "contact_phone", "id_number", "home_unit", "posts", "times",
        "skills", "intent",
    ]  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        field = self.fields["community"]
        field.queryset = queries.communities_to_choose().filter(  # type: ignore[attr-defined]
            pk__in=self.viewer.community_ids
        )
        if len(self.viewer.community_ids) == 1:
            field.initial = self.viewer.community_ids[0]

    def clean_phone(self) -> User | None:
        text = self.cleaned_data["phone"].strip()
        if not text:
            return None
        user = account_queries.by_phone(text)
        if user is None:
            raise forms.ValidationError(_("这个号码还没有登录过：请写到下面一格“怎么联系他”"))
        return user

    def clean_id_number(self) -> str:
        text: str = self.cleaned_data["id_number"]
        if text and read_id_number(text, today=timezone.localdate()) is None:
            raise forms.ValidationError(_("身份证号不对，请再核对一遍"))
        return text

    def resident(self) -> Resident | None:
        said = self.cleaned_data
        return queries.resident_by_number(said["community"], said["id_number"])


class CorrectForm(MemberFields):
    """His own, with what he said before."""

    def prepare(self) -> None:
        super().prepare()
        self.initial = {**self.initial, **vars(facts_of(self.about))}

    def clean(self) -> dict[str, Any]:
        super().clean()
        return self.cleaned_data if self.errors else {"facts": self.facts()}


class GridForm(DeskForm):
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("编入哪个网格"), required=False, empty_label=_("全社区")
    )

    def prepare(self) -> None:
        checkin: MemberCheckin = self.about
        self.fields["grid"].queryset = queries.grids_for(checkin)  # type: ignore[attr-defined]
        self.fields["grid"].initial = checkin.grid_id


class ConfirmForm(GridForm):
    grid = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("编入哪个网格"),
        required=False,
        empty_label=_("先不编，以后再安排"),
        help_text=_("编入网格就算在岗，能领愿望、接活动"),
    )


class KindReasonForm(DeskForm):
    reason = forms.CharField(
        label=_("原因"), max_length=200, help_text=_("他看得到这一句，请写得客气、具体")
    )


class PauseForm(DeskForm):
    until = date_field(label=_("歇到哪天（含）"), help_text=_("到时候自动恢复"))

    def prepare(self) -> None:
        self.fields["until"].initial = timezone.localdate() + timedelta(days=30)


class TransferForm(DeskForm):
    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("转到哪个社区"), help_text=_("那边的社区会收到，确认后继续")
    )

    def prepare(self) -> None:
        checkin: MemberCheckin = self.about
        others = queries.communities_to_choose().exclude(pk=checkin.community_id)
        self.fields["community"].queryset = others  # type: ignore[attr-defined]


class FilterForm(DeskForm):
    q = forms.CharField(label=_("姓名、拼音、特长或电话"), required=False, max_length=60)
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("全部网格")
    )
    post = forms.ModelChoiceField(
        PostClass.objects.none(), label=_("愿意做的事"), required=False, empty_label=_("各类岗位")
    )

    def prepare(self) -> None:
        self.fields["grid"].queryset = queries.grids_of(self.viewer)  # type: ignore[attr-defined]
        self.fields["post"].queryset = queries.post_classes()  # type: ignore[attr-defined]

    def filters(self, *, status: str, after: str) -> queries.MemberFilters:
        """What makes no sense is left out."""
        self.is_valid()
        said = self.cleaned_data if self.is_bound else {}
        return queries.MemberFilters(
            status=status,
            q=said.get("q") or "",
            grid=said["grid"].pk if said.get("grid") else None,
            post=said["post"].pk if said.get("post") else None,
            after=int(after) if after.isdecimal() and len(after) < 18 else None,
        )


class ChosenForm(DeskForm):
    """Ticked in the queue."""

    chosen = forms.ModelMultipleChoiceField(MemberCheckin.objects.none())

    def prepare(self) -> None:
        waiting = queries.waiting_for(self.viewer)
        self.fields["chosen"].queryset = waiting  # type: ignore[attr-defined]
