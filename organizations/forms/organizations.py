"""Input for organisations: who they are, where they work, who speaks for them."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import PhoneField
from communities.forms.base import DeskForm, FindsAccount, date_field
from communities.models import Area
from organizations.actions.facts import facts_of
from organizations.actions.reviews import YEARS_BACK
from organizations.kinds import KINDS_OF, Family, Kind, Registration
from organizations.models import ContactPerson, Organization, OrganizationReview, ServiceDomain
from organizations.models.organizations import GRADES
from organizations.models.reviews import year_due
from organizations.queries.organizations import ENDING, EXPIRED, UNREVIEWED, Filters
from organizations.queries.places import places_for, sectors_for, service_places_for
from organizations.workflow import Status


def kind_choices() -> list[Any]:
    """Under the heading of their family."""
    groups: list[Any] = [("", _("请选种类"))]
    for family, kinds in KINDS_OF.items():
        groups.append((family.label, [(kind.value, kind.label) for kind in kinds]))
    return groups


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Area) -> str:
        return _("%(name)s（%(what)s）") % {"name": obj.title, "what": obj.get_level_display()}


class PlacesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Area) -> str:
        return _("%(name)s（%(what)s）") % {"name": obj.title, "what": obj.get_level_display()}


class ParticularsForm(DeskForm):
    """What everybody reads; its own manager keeps it up to date."""

    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    address_en = forms.CharField(label=_("地址（英文）"), max_length=200, required=False)
    telephone = PhoneField(
        label=_("公开电话"),
        max_length=20,
        required=False,
        help_text=_("居民看得到，照着打；不要写个人手机号"),
    )
    introduction = forms.CharField(
        label=_("简介"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一两句话：做什么、找谁、在哪里"),
    )
    introduction_en = forms.CharField(
        label=_("简介（英文）"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        if isinstance(self.about, Organization):
            self.initial.update(facts_of(self.about).as_values())


class FactsForm(ParticularsForm):
    """Everything the register says; for who keeps it."""

    kind = forms.ChoiceField(label=_("种类"), choices=kind_choices)
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("照证书或章子上写全"))
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    registration = forms.ChoiceField(
        label=_("登记情况"),
        choices=Registration.choices,
        widget=forms.RadioSelect,
        help_text=_("民政登记过的选“已登记”，街道备过案的选“已备案”，都没有的由社区管理"),
    )
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=24, required=False, help_text=_("18 位，会校验")
    )
    filing_number = forms.CharField(label=_("备案编号"), max_length=40, required=False)
    filing_authority = forms.CharField(label=_("备案机关"), max_length=80, required=False)
    filed_until = date_field(label=_("备案有效期至"), required=False)
    founded_on = date_field(label=_("成立日期"), required=False)
    source = forms.ChoiceField(label=_("来源"), choices=Organization.Source.choices)
    is_hub = forms.BooleanField(label=_("枢纽型：带着别的社会组织一起做"), required=False)
    sector = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("所属行业党委"),
        required=False,
        empty_label=_("不属于哪个行业党委"),
    )
    field_order = [
        "area", "kind", "name", "name_en", "registration", "uscc", "filing_number",
        "filing_authority", "filed_until", "founded_on", "source", "is_hub", "sector",
    ]  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        field = self.fields["sector"]
        field.queryset = sectors_for(self.viewer)  # type: ignore[attr-defined]

    # How the page asks: what the choice of registration calls for, and what can wait.
    def first(self) -> list[Any]:
        return self._asked("area", "kind", "name", "registration")

    def filing(self) -> list[Any]:
        return self._asked("filing_number", "filing_authority", "filed_until")

    def calling(self) -> list[Any]:
        return self._asked("telephone", "introduction")

    def later(self) -> list[Any]:
        asked = [*self.first(), *self.filing(), *self.calling(), self["uscc"]]
        names = {field.name for field in asked}
        return [field for field in self if field.name not in names]

    def later_has_errors(self) -> bool:
        return any(field.errors for field in self.later())

    def _asked(self, *names: str) -> list[Any]:
        return [self[name] for name in names if name in self.fields]


class NewForm(FactsForm):
    area = PlaceField(
        Area.objects.none(),
        label=_("在哪里"),
        help_text=_("社区的填社区；街道、区县的填街道、区县"),
    )

    def prepare(self) -> None:
        super().prepare()
        places = places_for(self.viewer)
        field = self.fields["area"]
        field.queryset = places  # type: ignore[attr-defined]
        field.initial = few[0] if len(few := places[:2]) == 1 else None
        self.fields["source"].initial = Organization.Source.HOME_GROWN


class RenewForm(DeskForm):
    filing_number = forms.CharField(label=_("备案编号"), max_length=40)
    filed_until = date_field(label=_("新的有效期至"))

    def prepare(self) -> None:
        self.fields["filing_number"].initial = self.about.filing_number


class ContactForm(DeskForm):
    name = forms.CharField(label=_("联系人姓名"), max_length=64)
    position = forms.CharField(label=_("职务"), max_length=40, required=False)
    phone = PhoneField(
        label=_("联系人电话"), max_length=20, help_text=_("只有管这里名册的人看得到")
    )

    def prepare(self) -> None:
        contact = (
            ContactPerson.objects.visible_to(self.viewer).filter(organization=self.about).first()
        )
        if contact is not None:
            self.initial.update({"name": contact.name.open(), "position": contact.position})


class AreasForm(DeskForm):
    areas = PlacesField(
        Area.objects.none(),
        label=_("在哪些地方服务"),
        help_text=_("选了街道，就不用再选它下面的社区"),
    )

    def prepare(self) -> None:
        field = self.fields["areas"]
        field.queryset = service_places_for(self.viewer, self.about)  # type: ignore[attr-defined]
        field.initial = list(self.about.service_areas.values_list("area_id", flat=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "areas" in cleaned:
            cleaned["areas"] = list(cleaned["areas"])
        return cleaned


class AppointForm(FindsAccount):
    reason = forms.CharField(label=_("依据或事由"), max_length=200, required=False)


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200)


class ReviewForm(DeskForm):
    """What it says of its year, and what we say to it."""

    year = forms.TypedChoiceField(label=_("哪一年"), coerce=int)
    members = forms.IntegerField(label=_("年末有多少成员"), min_value=0, max_value=100_000)
    activities = forms.IntegerField(
        label=_("这一年办了多少次活动"), min_value=0, max_value=10_000,
        help_text=_("照它的活动记录数；没有活动的写 0"),
    )  # fmt: skip
    verdict = forms.ChoiceField(
        label=_("结论"), choices=OrganizationReview.Verdict.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False,
        help_text=_("没通过的写明差在哪里；它的负责人看得到"),
    )  # fmt: skip
    mend_by = date_field(label=_("整改到哪天"), required=False, help_text=_("只有“限期整改”要填"))

    def prepare(self) -> None:
        last = timezone.localdate().year - 1
        field = self.fields["year"]
        field.choices = [(year, str(year)) for year in range(last, last - YEARS_BACK, -1)]  # type: ignore[attr-defined]
        field.initial = year_due()


class GradeForm(DeskForm):
    """As the plaque says."""

    grade = forms.TypedChoiceField(
        label=_("评估等级"), choices=[(grade, f"{grade}A") for grade in GRADES], coerce=int
    )
    graded_on = date_field(label=_("评定日期"))
    graded_until = date_field(
        label=_("等级有效到（含）"), required=False, help_text=_("不填就是评定后五年")
    )


class FilterForm(DeskForm):
    """Kept in the address by GET; what makes no sense is left out."""

    q = forms.CharField(label=_("名称、拼音、服务、代码或电话"), required=False, max_length=60)
    family = forms.ChoiceField(
        label=_("大类"), required=False, choices=[("", _("各大类")), *Family.choices]
    )
    kind = forms.ChoiceField(
        label=_("种类"), required=False, choices=[("", _("各种类")), *Kind.choices]
    )
    domain = forms.ModelChoiceField(
        ServiceDomain.objects.filter(is_active=True),
        label=_("服务领域"),
        required=False,
        empty_label=_("各服务领域"),
    )
    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("没有退出的")),
            *Status.choices,
            (ENDING, _("备案快到期和过期的")),
            (EXPIRED, _("备案过期的")),
            (UNREVIEWED, _("还没年检的")),
        ],
    )

    def filters(self) -> Filters:
        if not self.is_bound:
            return Filters()
        self.is_valid()
        said = self.cleaned_data
        after = self.data.get("after", "")
        return Filters(
            q=said.get("q") or "",
            family=said.get("family") or "",
            kind=said.get("kind") or "",
            domain=said["domain"].pk if said.get("domain") else None,
            status=said.get("status") or "",
            after=int(after) if after.isdecimal() and len(after) < 18 else None,
        )

    def url_after(self, pk: int) -> str:
        query = QueryDict(mutable=True)
        query.update(self.data if self.is_bound else {})
        query["after"] = str(pk)
        return f"?{query.urlencode()}"
