from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.roles import Reach
from communities.models import Area, LocalWording
from communities.wording import choices, shipped
from core.admin_base import RegisterAdmin, viewer_of
from core.duties import Duty
from core.exceptions import DomainError


@admin.register(LocalWording)
class LocalWordingAdmin(RegisterAdmin):
    """What this place calls things. A row taken away brings the wording above it back."""

    duties = (Duty.CONTENT, Duty.PLATFORM)
    icon = "translate"
    position = 80
    scope_field = "area_id"
    may_delete = True
    list_display = ("what", "area", "text", "text_en", "updated_at")
    list_select_related = ("area",)
    search_fields = ("code__startswith", "text__icontains")
    ordering = ("code", "area__path")
    fields = ("code", "area", "text", "text_en")

    @admin.display(description=gettext_lazy("哪一处"), ordering="code")
    def what(self, obj: LocalWording) -> Any:
        known = shipped.get(obj.code)
        return str(known) if known else obj.code

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "code":
            return forms.ChoiceField(
                label=db_field.verbose_name, choices=choices, widget=UnfoldAdminSelectWidget
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        viewer = viewer_of(request)
        if db_field.name == "area" and viewer.role.reach != Reach.PLATFORM:
            kwargs["queryset"] = Area.objects.filter(pk__in=viewer.community_ids)
            kwargs["required"] = True
            if len(viewer.community_ids) == 1:
                kwargs["initial"] = viewer.community_ids[0]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def write(self, request: HttpRequest, obj: LocalWording, before: LocalWording | None) -> None:
        viewer = viewer_of(request)
        own = viewer.role.reach == Reach.PLATFORM or obj.area_id in viewer.community_ids
        if not own:
            raise DomainError(gettext("只能改自己社区的用语"), field="area")
        obj.updated_by = viewer.user
        obj.save()
        self.remember(request, obj, before)
