"""How the three rates are reckoned: by who keeps the platform, no place for itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin_base import RegisterAdmin, viewer_of
from core.duties import Duty
from requests.actions import formulas
from requests.models import RateFormula


@admin.register(RateFormula)
class RateFormulaAdmin(RegisterAdmin):
    """For days to come only; what is in force is read here."""

    duties = (Duty.PLATFORM,)
    icon = "percent"
    position = 29
    scope_field = ""
    may_delete = True
    list_display = (
        "since", "contact_hours", "content_from", "counts_unanswered", "counts_unrated", "ground",
    )  # fmt: skip
    ordering = ("-since",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.in_force)

    def write(self, request: HttpRequest, obj: Any, before: Any) -> None:
        self.adopt(obj, formulas.write(obj, actor=viewer_of(request).user))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        formulas.withdraw(obj, actor=viewer_of(request).user)
