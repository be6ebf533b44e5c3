"""Filters of the register, kept in the address by GET."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from communities.models import Area, Building, CareLabel, ResidentStatus
from communities.queries import households as household_queries
from communities.queries.residents import AGE_BANDS, CARE_ENDING, RegisterFilters


class RegisterFilterForm(DeskForm):
    q = forms.CharField(label=_("姓名、拼音、电话或住址"), required=False, max_length=60)
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("全部网格")
    )
    building = forms.ModelChoiceField(
        Building.objects.none(), label=_("楼栋"), required=False, empty_label=_("全部楼栋")
    )
    care = forms.ChoiceField(
        label=_("老小残困"),
        required=False,
        choices=[
            ("", _("老小残困")),
            *CareLabel.Group.choices,
            (CARE_ENDING, _("标签到期要复核")),
        ],
    )
    age = forms.ChoiceField(
        label=_("年龄"),
        required=False,
        choices=[("", _("各年龄")), *((band, band.replace("-", "–")) for band in AGE_BANDS)],
    )
    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[*ResidentStatus.choices, ("all", _("各种状态"))],
        initial=ResidentStatus.PRESENT,
    )

    def prepare(self) -> None:
        rows = {
            "grid": household_queries.grids_for(self.viewer),
            "building": household_queries.buildings_for(self.viewer),
        }
        for name, choices in rows.items():
            self.fields[name].queryset = choices  # type: ignore[attr-defined]

    def filters(self) -> RegisterFilters:
        """What was asked for; what makes no sense is left out."""
        if not self.is_bound:
            return RegisterFilters()
        self.is_valid()
        values = self.cleaned_data
        status = values.get("status") or ResidentStatus.PRESENT
        after = self.data.get("after", "")
        return RegisterFilters(
            q=values.get("q") or "",
            grid=values["grid"].pk if values.get("grid") else None,
            building=values["building"].pk if values.get("building") else None,
            care=values.get("care") or "",
            age=values.get("age") or "",
            status="" if status == "all" else status,
            after=int(after) if after.isdecimal() and len(after) < 18 else None,
        )

    def url_after(self, pk: int) -> str:
        query = QueryDict(mutable=True)
        query.update(self.data if self.is_bound else {})
        query["after"] = str(pk)
        return f"?{query.urlencode()}"
