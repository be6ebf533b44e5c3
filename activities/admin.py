"""The registers in the admin door: activities and what hangs on them, to look up.

Children, who fetches them and who is on a photo have none: what one must know of them stands on the
leader's page of the day, and nowhere else."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from activities.models import (
    Activity,
    ActivityPhoto,
    Attendance,
    Enclave,
    Enrolment,
    Feedback,
    Series,
    ServiceBrand,
)
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


@admin.register(Enclave)
class EnclaveAdmin(RegisterAdmin):
    """To look up; asked and answered at the desks."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "handshake"
    position = 63
    scope_field = "host_id"
    list_display = ("activity", "sharing", "host", "host_unit", "status", "asked_at")
    list_select_related = ("activity", "host", "host_unit")
    list_filter = ("status", "sharing")
    search_fields = ("activity__title__contains",)
    ordering = ("-pk",)


@admin.register(Attendance)
class AttendanceAdmin(RegisterAdmin):
    """To look up; the clock writes it at the door."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "how_to_reg"
    position = 64
    list_display = ("enrolment", "activity", "how", "came_at", "left_at", "minutes")
    list_select_related = ("enrolment__activity",)
    list_filter = ("how",)
    search_fields = ("enrolment__activity__title__contains",)
    ordering = ("-came_at", "-pk")

    @admin.display(description=gettext_lazy("活动"))
    def activity(self, obj: Attendance) -> str:
        return obj.enrolment.activity.title


@admin.register(Feedback)
class FeedbackAdmin(RegisterAdmin):
    """To look up, without the words and without who said it: the page shows no more either."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "reviews"
    position = 65
    list_display = ("activity", "grade", "said_at")
    list_display_links = None
    list_select_related = ("enrolment__activity",)
    list_filter = ("grade",)
    search_fields = ("enrolment__activity__title__contains",)
    ordering = ("-pk",)
    fields = ("grade", "said_at")

    @admin.display(description=gettext_lazy("活动"))
    def activity(self, obj: Feedback) -> str:
        return obj.enrolment.activity.title


@admin.register(ActivityPhoto)
class ActivityPhotoAdmin(RegisterAdmin):
    """To look up: who is on it and whether he agreed stands at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "photo_library"
    position = 66
    list_display = ("activity", "caption", "added_at", "published_at", "taken_down_at", "reason")
    list_select_related = ("activity",)
    search_fields = ("activity__title__contains", "caption__contains")
    ordering = ("-pk",)
    fields = ("activity", "caption", "added_at", "published_at", "taken_down_at", "reason")


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
