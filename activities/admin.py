"""The registers in the admin door: activities to look up, brands to keep."""

from django.contrib import admin

from activities.models import Activity, Enrolment, Series, ServiceBrand
from core.admin_base import RegisterAdmin, RegisterInline
from core.duties import Duty


class EnrolmentInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = Enrolment
    fields = ("name", "status", "seat", "is_newcomer", "enrolled_at")


@admin.register(Activity)
class ActivityAdmin(RegisterAdmin):
    """To look up; an activity moves at the desk only."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "event"
    position = 60
    inlines = (EnrolmentInline,)
    list_display = (
        "title", "kind", "organizer", "starts_at", "place", "capacity", "status", "community",
    )  # fmt: skip
    list_select_related = ("community",)
    list_filter = ("status", "kind", "organizer")
    search_fields = ("title__contains", "place__contains")
    ordering = ("-starts_at", "-pk")


@admin.register(ServiceBrand)
class ServiceBrandAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "sell"
    position = 61
    list_display = ("name", "about", "is_active", "community")
    list_select_related = ("community",)
    list_filter = ("is_active",)
    search_fields = ("name__contains",)
    ordering = ("name", "pk")


@admin.register(Series)
class SeriesAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "event_repeat"
    position = 62
    list_display = ("title", "started_at", "community")
    list_select_related = ("community",)
    search_fields = ("title__contains",)
    ordering = ("-started_at", "-pk")
