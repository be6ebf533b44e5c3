"""Social workers in the admin door: who they are, what they learn, what passing brings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin_base import RegisterAdmin, RegisterInline, period_column
from core.duties import Duty
from organizations.models import (
    CoursePlace,
    EducationHours,
    ExamEntry,
    ExamReward,
    SocialWorker,
    Stationing,
    SupervisionAsk,
    Supervisor,
    Trainer,
    TrainingBase,
    TrainingCourse,
    WorkerPosition,
)


@admin.register(ExamReward)
class ExamRewardAdmin(RegisterAdmin):
    """What a place gives who passes an examination: written here, by which document."""

    duties = (Duty.PLACES,)
    icon = "school"
    position = 63
    scope_field = ""
    list_display = ("area", "level", "amount", "document", "starts_on")
    list_select_related = ("area",)
    list_filter = ("level",)
    search_fields = ("document__contains",)
    ordering = ("area__path", "level", "-starts_on")


class StationingInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = Stationing
    fields = ("community", "facility", "station", period_column(_("驻站期间")), "confirmed_at")


class SupervisorInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = Supervisor
    fields = ("topics", "area", "times", "since", "until")


class SupervisionAskInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = SupervisionAsk
    fields = ("topics", "times", "status", "supervisor", "asked_at")


class EducationHoursInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = EducationHours
    fields = ("held_on", "hours", "what", "status")


class ExamEntryInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = ExamEntry
    fields = ("year", "level", "status", "reward", "voucher", "paid_on")


@admin.register(SocialWorker)
class SocialWorkerAdmin(RegisterAdmin):
    """To look up. He comes, is certified and leaves at the desk, by the actions."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "psychology"
    position = 62
    inlines = (
        StationingInline,
        EducationHoursInline,
        ExamEntryInline,
        SupervisorInline,
        SupervisionAskInline,
    )
    list_display = ("name", "engagement", "organization", "level", "valid_until", "status")
    list_select_related = ("organization",)
    list_filter = ("engagement", "level", "status")
    search_fields = ("name__startswith", "name_key__startswith", "name_initials__startswith")
    ordering = ("name_key",)


class CoursePlaceInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = CoursePlace
    fields = ("name", "unit", "status")


@admin.register(WorkerPosition)
class WorkerPositionAdmin(RegisterAdmin):
    """To look up, without its band. It is opened, filled and closed at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "work"
    position = 62
    fields = ("community", "organization", "title", "places", "level", "opened_on", "closed_on")
    list_display = ("title", "community", "organization", "places", "level", "closed_on")
    list_select_related = ("community", "organization")
    search_fields = ("title__contains", "organization__name__contains")
    ordering = ("community__path", "pk")


@admin.register(TrainingBase)
class TrainingBaseAdmin(RegisterAdmin):
    """To look up. It is named and taken down at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "school"
    position = 63
    scope_field = ""
    list_display = ("facility", "organization", "area", "what", "since", "until")
    list_select_related = ("facility", "organization", "area")
    search_fields = ("facility__name__contains", "organization__name__contains", "what__contains")
    ordering = ("area__path", "-since")


@admin.register(Trainer)
class TrainerAdmin(RegisterAdmin):
    """To look up. He comes into the register and leaves it at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "record_voice_over"
    position = 63
    scope_field = ""
    list_display = ("name", "unit", "area", "topics", "since", "until")
    list_select_related = ("area",)
    search_fields = ("name__startswith", "unit__contains")
    ordering = ("-since",)


@admin.register(TrainingCourse)
class TrainingCourseAdmin(RegisterAdmin):
    """To look up. It is announced and signed at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "menu_book"
    position = 63
    scope_field = ""
    inlines = (CoursePlaceInline,)
    list_display = ("title", "kind", "held_on", "hours", "taken", "capacity", "status")
    list_filter = ("status", "kind")
    search_fields = ("title__contains", "trainer_name__contains")
    ordering = ("-held_on", "pk")
