"""Who of a partner unit sits where, in the admin door."""

from django.contrib import admin

from core.admin_base import RegisterAdmin, RegisterInline
from core.duties import Duty
from organizations.models import (
    Commissioner,
    CommissionerCall,
    CommissionerYear,
    Secondment,
    SecondmentDay,
)


class CallInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = CommissionerCall
    fields = ("meeting", "status")


class YearInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = CommissionerYear
    fields = ("year", "grade", "called", "came", "note")


@admin.register(Commissioner)
class CommissionerAdmin(RegisterAdmin):
    """To look up. He is seated, renewed and unseated at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "chair"
    position = 69
    inlines = (CallInline, YearInline)
    list_display = ("organization", "office", "community", "starts_on", "ends_on", "ended_on")
    list_select_related = ("organization", "community")
    search_fields = ("organization__name__contains", "office__contains")
    ordering = ("ends_on", "pk")


@admin.register(Secondment)
class SecondmentAdmin(RegisterAdmin):
    """To look up. Proposed, agreed, changed and ended at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "arrow_shape_up_stack"
    position = 70
    list_display = ("organization", "office", "post", "community", "starts_on", "ends_on", "status")
    list_select_related = ("organization", "community")
    list_filter = ("status",)
    search_fields = ("organization__name__contains", "office__contains", "post__contains")
    ordering = ("ends_on", "pk")


@admin.register(SecondmentDay)
class SecondmentDayAdmin(RegisterAdmin):
    """To look up. Told and confirmed at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "event_available"
    position = 71
    list_display = ("secondment", "on_day", "did", "status", "community")
    list_select_related = ("secondment__organization", "community")
    list_filter = ("status",)
    search_fields = ("did__contains",)
    ordering = ("-on_day", "-pk")
