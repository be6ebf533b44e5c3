"""Planning a round or a visit, and saying what was found."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area, Resident
from grids.queries.care import in_care
from requests.models import MenuItem, Outing
from requests.queries.outings import by_name

MOST_PEOPLE = 200


class _PlanForm(DeskForm):
    planned_on = date_field(label=_("哪天去"))
    grid = forms.ModelChoiceField(Area.objects.none(), label=_("网格"), empty_label=None)

    def prepare(self) -> None:
        places = self.viewer.community_ids
        grids = Area.objects.filter(community_id__in=places, level="grid", is_active=True)
        if self.viewer.is_grid_bound:
            grids = grids.filter(pk__in=self.viewer.grid_ids)
        field: Any = self.fields["grid"]
        field.queryset = grids
        self.initial.setdefault("planned_on", timezone.localdate())
        self.initial.setdefault("grid", grids.first())


class PatrolForm(_PlanForm):
    route = forms.CharField(
        label=_("路线"), max_length=120, help_text=_("如：1–4 号楼 → 东门 → 垃圾房")
    )
    companions = forms.CharField(
        label=_("同去的人"),
        max_length=80,
        required=False,
        help_text=_("楼栋长、物业、社区民警……写称呼就行"),
    )
    why = forms.CharField(label=_("重点看什么"), max_length=120, required=False)
    field_order = ["route", "planned_on", "grid", "companions", "why"]


class VisitForm(_PlanForm):
    resident = forms.ModelChoiceField(
        Resident.objects.none(), label=_("去看谁"), help_text=_("登记了要照看的人")
    )
    why = forms.CharField(label=_("去做什么"), max_length=120, required=False)
    companions = forms.CharField(label=_("同去的人"), max_length=80, required=False)
    field_order = ["resident", "planned_on", "why", "companions"]

    def prepare(self) -> None:
        super().prepare()
        del self.fields["grid"]  # where he lives
        people = Resident.objects.visible_to(self.viewer).filter(
            pk__in=in_care().values("pk"), grid__isnull=False
        )
        first = people.select_related("grid").order_by("name_key", "pk")[:MOST_PEOPLE]
        rows = by_name(self.viewer, list(first))
        field: Any = self.fields["resident"]
        field.queryset = people.select_related("grid")
        field.choices = [("", _("请选")), *((row.pk, _label(row)) for row in rows)]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "resident" in said:
            said["grid"] = said["resident"].grid
        return said


class FoundForm(DeskForm):
    words = forms.CharField(
        label=_("什么情况"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    settled = forms.TypedChoiceField(
        label=_("怎么处理"),
        choices=[("no", _("开一单，请人来办")), ("yes", _("当场处理好了"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    item = forms.ModelChoiceField(
        MenuItem.objects.none(), label=_("类别"), required=False, empty_label=_("还说不准")
    )

    def prepare(self) -> None:
        outing: Outing = self.about
        field: Any = self.fields["item"]
        field.queryset = MenuItem.objects.for_community(outing.community_id).exclude(
            answer=MenuItem.Answer.ELSEWHERE
        )


class LogForm(DeskForm):
    words = forms.CharField(
        label=_("写一句"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


def _label(row: Resident) -> str:
    return f"{row.name} · {row.grid.title if row.grid else ''}"
