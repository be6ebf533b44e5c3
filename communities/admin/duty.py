"""Posts and their hours are kept here; who sits there is decided at the desk, by the actions."""

from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.admin.shared import CommunityRegister
from communities.models import DutyHours, DutyPost, DutyShift
from core.admin_base import RegisterInline
from core.duties import Duty


class DutyHoursInline(RegisterInline):
    model = DutyHours
    duties = (Duty.PLACES,)
    may_delete = True
    fields = ("days", "starts", "ends")


@admin.register(DutyPost)
class DutyPostAdmin(CommunityRegister):
    duties = (Duty.PLACES,)
    icon = "schedule"
    position = 42
    inlines = (DutyHoursInline,)
    list_display = ("name", "community", "seats", "place", "telephone", "door_names", "is_active")
    list_select_related = ("community",)
    list_filter = ("is_active", "door_names")
    search_fields = ("name__startswith",)
    ordering = ("community", "position")


@admin.register(DutyShift)
class DutyShiftAdmin(CommunityRegister):
    """To look things up in; a published month changes at the desk, where those concerned hear."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "event_available"
    position = 43
    list_display = ("post", "from_", "to", "person", "helper")
    list_select_related = ("post", "person")
    list_filter = ("plan__status",)
    search_fields = ("post__name__startswith", "person__name__startswith")
    ordering = ("-period",)

    def visible(self, rows: Any, viewer: Any) -> Any:
        """Those who make the plan; a street that may read a month has its page at the desk."""
        return rows.manageable_by(viewer)

    @admin.display(description=_("起"), ordering="period")
    def from_(self, obj: DutyShift) -> str:
        return f"{timezone.localtime(obj.period.lower):%Y-%m-%d %H:%M}"

    @admin.display(description=_("止"))
    def to(self, obj: DutyShift) -> str:
        return f"{timezone.localtime(obj.period.upper):%Y-%m-%d %H:%M}"
