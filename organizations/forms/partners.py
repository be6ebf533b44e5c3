"""Input for pairing agreements and for mutual assessments."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.models import (
    Assessment,
    Organization,
    Pairing,
    PairingLine,
    PairingYear,
    SchoolGroup,
)
from organizations.models.assessments import ASPECTS, OF_A_CADRE
from organizations.partner_workflow import AgreementKind
from organizations.queries import assessments as assessment_queries
from organizations.queries import pairings as queries

POINTS = [(5, _("5 分 · 很好")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 分 · 很差"))]


class ChoosesBoth(DeskForm):
    """Which unit, which community; who has only one of them need not choose."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个单位"), empty_label=_("请选")
    )
    community = forms.ModelChoiceField(
        Area.objects.none(), label=_("和哪个社区"), empty_label=_("请选")
    )

    def choose(self, units: Any) -> None:
        places = queries.communities_to_choose(self.viewer)
        for name, choices in (("organization", units), ("community", places)):
            field = self.fields[name]
            field.queryset = choices  # type: ignore[attr-defined]
            if len(only := choices[:2]) == 1:
                field.initial = only[0].pk


class PairingForm(ChoosesBoth):
    kind = forms.ChoiceField(label=_("哪一种协议"), choices=AgreementKind.choices)
    title = forms.CharField(
        label=_("协议名称"), max_length=60, help_text=_("如：梧桐里社区与柳岸小学结对共建协议")
    )
    goal = forms.CharField(label=_("共建目标"), max_length=200, required=False)
    starts_on = date_field(label=_("从哪天起"))
    ends_on = date_field(label=_("到哪天（含）"), help_text=_("到期前 30 天提醒两边"))

    def prepare(self) -> None:
        self.choose(queries.units_to_choose(self.viewer))
        self.order_fields(["kind"])
        self.fields["starts_on"].initial = timezone.localdate()


class LinesForm(DeskForm):
    kind = forms.ChoiceField(label=_("哪张清单"), choices=PairingLine.Kind.choices)
    texts = forms.CharField(
        label=_("内容"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一项，如“每月一次义诊”"),
    )
    due_on = date_field(label=_("哪天前办成"), required=False)


class SignForm(DeskForm):
    signed_on = date_field(label=_("签订日期"), help_text=_("照签好的协议填"))

    def prepare(self) -> None:
        self.fields["signed_on"].initial = timezone.localdate()


class RenewForm(DeskForm):
    ends_on = date_field(label=_("续到哪天（含）"))


class TermForm(DeskForm):
    name = forms.CharField(
        label=_("哪个学期"), max_length=32, help_text=_("如：2026 年秋季学期；写一样的名称就是改它")
    )
    starts_on = date_field(label=_("第一天"))
    ends_on = date_field(label=_("最后一天"))
    plan = forms.CharField(
        label=_("这学期打算做什么"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("谁来、来几个、做什么；不写学生的名字和电话"),
    )  # fmt: skip


class GroupForm(DeskForm):
    kind = forms.ChoiceField(label=_("哪一种"), choices=SchoolGroup.Kind.choices)
    name = forms.CharField(
        label=_("名称"), max_length=40, help_text=_("如：计算机学院 2024 级第三团支部；不写人名")
    )


class PartForm(DeskForm):
    group = forms.ModelChoiceField(SchoolGroup.objects.none(), label=_("哪一个"))

    def prepare(self) -> None:
        field: Any = self.fields["group"]
        field.queryset = queries.standing_groups(self.about)


class OutcomeForm(DeskForm):
    reason = forms.CharField(
        label=_("办得怎样"), max_length=200, help_text=_("一句话，两边都看得到")
    )


class WhyForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("两边都看得到"))


class YearForm(DeskForm):
    year = forms.TypedChoiceField(label=_("哪一年"), coerce=int)
    grade = forms.ChoiceField(label=_("评定"), choices=PairingYear.Grade.choices)
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("要改进的写明差在哪里")
    )

    def prepare(self) -> None:
        pairing: Pairing = self.about
        last = min(pairing.ends_on.year, timezone.localdate().year)
        years = range(last, pairing.starts_on.year - 1, -1)
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, _("{year} 年").format(year=year)) for year in years
        ]


class ScoresForm(DeskForm):
    responsibility = forms.TypedChoiceField(label=_("压实责任"), choices=POINTS, coerce=int)
    consultation = forms.TypedChoiceField(label=_("沟通协商"), choices=POINTS, coerce=int)
    results = forms.TypedChoiceField(label=_("办成实事"), choices=POINTS, coerce=int)
    cadres = forms.TypedChoiceField(label=_("干部表现"), choices=POINTS, coerce=int)
    comment = forms.CharField(
        label=_("评语"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("打 1、2 分的要写明差在哪里"),
    )

    def scores(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in ASPECTS}

    def of_a_cadre(self) -> None:
        """The four as they are said of one person."""
        for name, label in OF_A_CADRE.items():
            self.fields[name].label = label
        self.fields["comment"].help_text = _("打 1、2 分的要写明差在哪里，他本人看得到")


class CorrectAssessmentForm(ScoresForm):
    def prepare(self) -> None:
        about: Assessment = self.about
        if about.is_of_a_cadre:
            self.of_a_cadre()
        self.initial.update({name: getattr(about, name) for name in (*ASPECTS, "comment")})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        return {"scores": self.scores(), "comment": cleaned["comment"]}


class RateCadreForm(ScoresForm):
    """about: the secondment."""

    year = forms.TypedChoiceField(label=_("哪一年"), coerce=int)
    field_order = ["year"]

    def prepare(self) -> None:
        self.of_a_cadre()
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, _("{year} 年").format(year=year)) for year in reversed(self.about.years_served())
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        return {
            "direction": assessment_queries.directions_of_a_cadre(self.viewer),
            "year": cleaned["year"],
            "scores": self.scores(),
            "comment": cleaned["comment"],
        }


class AssessmentForm(ChoosesBoth, ScoresForm):
    direction = forms.ChoiceField(label=_("谁评谁"))
    year = forms.TypedChoiceField(label=_("哪一年"), coerce=int)
    field_order = ["direction", "organization", "community", "year"]

    def prepare(self) -> None:
        self.choose(assessment_queries.units_to_choose(self.viewer))
        self.fields["direction"].choices = assessment_queries.directions_for(self.viewer)  # type: ignore[attr-defined]
        this = timezone.localdate().year
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, _("{year} 年").format(year=year)) for year in (this, this - 1)
        ]


class ThirdForm(DeskForm):
    """about: the agreement."""

    third = forms.ModelChoiceField(
        Organization.objects.none(), label=_("第三方"), empty_label=_("请选")
    )
    third_part = forms.CharField(
        label=_("第三方做什么"), max_length=80, help_text=_("如：研究院出课题，企业出实习岗位")
    )

    def prepare(self) -> None:
        pairing: Pairing = self.about
        field: Any = self.fields["third"]
        field.queryset = queries.thirds(pairing)
        self.initial.update({"third": pairing.third_id, "third_part": pairing.third_part})
