from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext

from accounts.roles import Reach
from communities.actions import areas as actions
from communities.admin.shared import CommunityRegister
from communities.models import Area, AreaName, CommunityProfile, Department
from communities.regions import fitting_code
from core.admin_base import RegisterAdmin, RegisterInline, viewer_of
from core.duties import Duty

NAMING = ("name", "code", "name_en")
FOUNDING = ("parent", "level", *NAMING, "position")


class AreaNameInline(RegisterInline):
    """Former names and codes: they grow by renaming, nobody edits the past."""

    model = AreaName
    duties = (Duty.REGIONS,)
    read_only = True
    may_add = False
    fields = readonly_fields = ("name", "code", "name_en", "valid_from", "valid_to", "source")


@admin.register(Area)
class AreaAdmin(RegisterAdmin):
    duties = (Duty.REGIONS,)
    icon = "account_tree"
    position = 10
    list_display = ("name", "level", "code", "parent", "is_active")
    list_filter = ("level", "is_active")
    list_select_related = ("parent",)
    search_fields = ("name__startswith", "code__startswith")
    autocomplete_fields = ("parent",)
    ordering = ("path",)
    inlines = (AreaNameInline,)

    def visible(self, rows: Any, viewer: Any) -> Any:
        """Names of places are public; a community's keeper sees those that concern him."""
        if viewer.role.reach == Reach.PLATFORM:
            return rows
        return rows.filter(Q(community_id__in=viewer.community_ids) | Q(community=None))

    def get_inlines(self, request: HttpRequest, obj: Area | None) -> Any:
        return self.inlines if obj else ()

    def get_fields(self, request: HttpRequest, obj: Area | None = None) -> Any:
        return ("parent", "level", *NAMING, "position", "is_active") if obj else FOUNDING

    def get_readonly_fields(self, request: HttpRequest, obj: Area | None = None) -> Any:
        """Places move, split and close by actions that look after what stands in them."""
        return ("level", "parent", "is_active") if obj else ()

    def write(self, request: HttpRequest, obj: Area, before: Area | None) -> None:
        actor = viewer_of(request).user
        obj.code = fitting_code(obj.code, obj.level)
        if before is None:
            self.adopt(
                obj,
                actions.create_area(
                    obj.level,
                    obj.parent,
                    obj.name,
                    code=obj.code,
                    name_en=obj.name_en,
                    position=obj.position,
                    actor=actor,
                ),
            )
            return
        if any(getattr(obj, name) != getattr(before, name) for name in NAMING):
            actions.rename_area(
                before,
                name=obj.name,
                code=obj.code,
                name_en=obj.name_en,
                source=gettext("台账更正"),
                actor=actor,
            )
        if obj.position != before.position:
            obj.save(update_fields=["position"])
            self.remember(request, obj, before)


@admin.register(CommunityProfile)
class CommunityProfileAdmin(CommunityRegister):
    """What a community says about itself. One per community, made with it."""

    duties = (Duty.PLACES, Duty.REGIONS)
    icon = "home_work"
    position = 5
    may_add = False
    scope_field = "area_id"
    list_display = ("area", "kind", "telephone", "address")
    list_select_related = ("area",)
    search_fields = ("area__name__startswith",)
    readonly_fields = ("area",)

    def visible(self, rows: Any, viewer: Any) -> Any:
        if viewer.role.reach == Reach.PLATFORM:
            return rows
        return rows.filter(area_id__in=viewer.community_ids)


@admin.register(Department)
class DepartmentAdmin(RegisterAdmin):
    duties = (Duty.REGIONS,)
    icon = "apartment"
    position = 20
    scope_field = ""
    list_display = ("name", "area", "telephone", "is_active")
    list_select_related = ("area",)
    list_filter = ("is_active",)
    search_fields = ("name__startswith", "area__name__startswith")
    autocomplete_fields = ("area",)
    ordering = ("area__path", "name")
