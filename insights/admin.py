"""Targets and the papers they stand in, kept by who keeps the platform: a place does not set its
own line. Figures have no register: nobody types them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from core.admin_base import RegisterAdmin, viewer_of
from core.duties import Duty
from insights.actions import targets as actions
from insights.models import PolicyDocument, PolicyTarget
from insights.models.targets import indicator_codes


@admin.register(PolicyDocument)
class PolicyDocumentAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM,)
    icon = "description"
    position = 90
    scope_field = ""
    list_display = ("title", "number", "issuer", "issued_on")
    search_fields = ("title", "number", "issuer")
    ordering = ("-issued_on", "pk")


@admin.register(PolicyTarget)
class PolicyTargetAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM,)
    icon = "flag"
    position = 91
    scope_field = "area_id"
    list_display = (
        "name", "version", "indicator", "area", "each", "least", "share", "due_on", "is_active",
    )  # fmt: skip
    readonly_fields = ("version", "replaces")
    list_filter = ("is_active", "each")
    list_select_related = ("area", "document")
    search_fields = ("name", "clause")
    ordering = ("due_on", "pk")

    def write(self, request: HttpRequest, obj: Any, before: Any) -> None:
        """Another threshold is another version: the page goes on with that one."""
        self.adopt(obj, actions.write(obj, actor=viewer_of(request).user))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "indicator":
            return forms.ChoiceField(label=db_field.verbose_name, choices=indicator_codes)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
