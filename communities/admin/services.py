from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from communities.admin.shared import CommunityRegister
from communities.models import Room, RoomKind
from core.admin_base import RegisterAdmin, viewer_of
from core.duties import Duty


@admin.register(Room)
class RoomAdmin(CommunityRegister):
    duties = (Duty.PLACES,)
    icon = "meeting_room"
    position = 40
    list_display = (
        "name",
        "community",
        "kind",
        "seats",
        "is_step_free",
        "is_bookable",
        "is_active",
    )
    list_select_related = ("community", "kind")
    list_filter = ("kind", "is_bookable", "is_step_free")
    search_fields = ("name__startswith",)
    ordering = ("community", "name")


@admin.register(RoomKind)
class RoomKindAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM, Duty.PLACES)
    icon = "category"
    position = 85
    scope_field = ""
    list_display = ("name", "use", "is_sensitive", "position", "is_active")
    list_filter = ("use", "is_sensitive")
    search_fields = ("name__startswith",)
    ordering = ("position",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return Duty.PLATFORM in viewer_of(request).role.tends

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is private is decided for everybody at once, not by one community."""
        return Duty.PLATFORM in viewer_of(request).role.tends
