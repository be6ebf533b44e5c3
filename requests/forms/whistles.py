"""What a whistle says, what a department reports, what each side thinks of it."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area, Department
from requests.actions.whistling import Asked
from requests.models import WhistleCall
from requests.queries import whistles
from requests.workflow.whistles import WhistleKind

GRADES = [(5, _("很好")), (4, _("好")), (3, _("一般")), (2, _("不好")), (1, _("很不好"))]
SOLVED = [(5, _("解决了")), (3, _("解决了一部分")), (1, _("没解决"))]


def _words(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WhistleForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("哪一种哨"), choices=WhistleKind.choices, widget=forms.RadioSelect
    )
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    title = forms.CharField(label=_("一句话"), max_length=60)
    place = forms.CharField(label=_("到哪里"), max_length=120)
    body = _words(_("说清楚"), required=False)
    lead = forms.ModelChoiceField(
        Department.objects.none(), label=_("牵头部门"), empty_label=_("请选一个")
    )
    others = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("一起来的部门"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    day = date_field(label=_("最迟哪天报结果"))
    hour = forms.TypedChoiceField(
        label=_("几点"),
        choices=[(hour, f"{hour}:00") for hour in range(8, 23)],
        coerce=int,
        initial=18,
    )

    def prepare(self) -> None:
        places = whistles.communities(self.viewer)
        own = Area.objects.filter(pk__in=[area.pk for area in places]).order_by("path")
        self.fields["community"].queryset = own  # type: ignore[attr-defined]
        over = [one.pk for one in whistles.departments(self.viewer)]
        called = Department.objects.filter(pk__in=over).order_by("area__path", "name")
        for name in ("lead", "others"):
            self.fields[name].queryset = called  # type: ignore[attr-defined]
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.initial = {"kind": WhistleKind.KEY_ISSUE, "day": tomorrow, **self.initial}
        if len(places) == 1:
            self.initial["community"] = places[0].pk
        if self.about is not None:
            self.initial |= {
                "title": str(self.about.title),
                "body": str(self.about.body),
                "community": self.about.community_id,
            }

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.errors:
            return said
        due = timezone.make_aware(datetime.combine(said["day"], time(said["hour"])))
        return {
            "asked": Asked(
                community=said["community"],
                kind=WhistleKind(said["kind"]),
                title=said["title"],
                place=said["place"],
                body=said["body"],
                due_at=due,
                lead=said["lead"],
                others=list(said["others"]),
                service_request=self.about,
            )
        }


class AnswerForm(DeskForm):
    answer = _words(_("写一句"))


class MayAnswerForm(DeskForm):
    answer = _words(_("写一句"), required=False)


class WhyForm(DeskForm):
    reason = _words(_("哪里解决不了"))


class ReportForm(DeskForm):
    outcome = forms.ChoiceField(
        label=_("结果"), choices=WhistleCall.Outcome.choices, widget=forms.RadioSelect
    )
    report = _words(_("怎么办的"))


class JudgeForm(DeskForm):
    grade = forms.TypedChoiceField(
        label=_("这件事解决了吗"), choices=SOLVED, coerce=int, widget=forms.RadioSelect
    )
    words = _words(_("说一句"), required=False)


class MarkWhistleForm(DeskForm):
    grade = forms.TypedChoiceField(
        label=_("这一哨吹得该不该、清不清楚"),
        choices=GRADES,
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = _words(_("说一句"), required=False)


class MarkDepartmentForm(DeskForm):
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("哪个部门"), empty_label=_("请选一个")
    )
    grade = forms.TypedChoiceField(
        label=_("来得快不快、办得好不好"), choices=GRADES, coerce=int, widget=forms.RadioSelect
    )
    words = _words(_("说一句"), required=False)

    def prepare(self) -> None:
        marked = self.about.marks.filter(about="department").values("department")
        called = self.about.calls.exclude(department__in=marked)
        rows = Department.objects.filter(pk__in=called.values("department")).order_by("name")
        self.fields["department"].queryset = rows  # type: ignore[attr-defined]
