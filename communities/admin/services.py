from django.contrib import admin

from communities.admin.shared import CommunityRegister
from communities.models import Room
from core.duties import Duty


@admin.register(Room)
class RoomAdmin(CommunityRegister):
    duties = (Duty.PLACES,)
    icon = "meeting_room"
    position = 40
    list_display = ("name", "community", "purpose", "seats", "is_step_free", "opening")
    list_select_related = ("community",)
    list_filter = ("is_step_free",)
    search_fields = ("name__startswith",)
    ordering = ("community", "name")
