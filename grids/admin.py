"""Registers to look things up in. Who answers for a grid, who leads a group, where a border runs
is changed at the desk only, by the actions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin_base import RegisterAdmin, RegisterInline, period_column, viewer_of
from core.duties import Duty
from grids import periods
from grids.actions import duties
from grids.models import (
    BuildingHead,
    GridBoundary,
    GridDuty,
    GridMatter,
    GroupMembership,
    Handover,
    HandoverItem,
    TenHouseholdGroup,
    WorkerAppointment,
)

TERM = period_column(_("任期"))


class LookUp(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True


@admin.register(WorkerAppointment)
class WorkerAppointmentAdmin(LookUp):
    icon = "badge"
    position = 50
    list_display = ("grid", "worker", "starts_on", "last_day", "office_phone", "is_published")
    fields = (
        "community",
        "grid",
        "worker",
        TERM,
        "office_phone",
        "publication_consent_at",
        "end_reason",
    )
    list_select_related = ("grid", "worker")
    search_fields = ("grid__name__startswith", "worker__name__startswith")
    ordering = ("grid", "-period")

    @admin.display(description=_("起"))
    def starts_on(self, obj: WorkerAppointment) -> Any:
        return obj.starts_on

    @admin.display(description=_("止（含）"))
    def last_day(self, obj: WorkerAppointment) -> Any:
        return obj.last_day

    @admin.display(description=_("同意公示"), boolean=True)
    def is_published(self, obj: WorkerAppointment) -> bool:
        return obj.is_published


class HandoverItemInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = HandoverItem
    fields = ("title", "count", "note")


@admin.register(Handover)
class HandoverAdmin(LookUp):
    icon = "move_item"
    position = 60
    inlines = (HandoverItemInline,)
    list_display = ("grid", "incoming", "opened_at", "outgoing_signed_at", "incoming_signed_at")
    list_select_related = ("grid", "incoming")
    list_filter = ("without_successor",)
    search_fields = ("grid__name__startswith",)
    ordering = ("-opened_at",)


class MembershipInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = GroupMembership
    fields = ("household", period_column(_("期间")))


@admin.register(TenHouseholdGroup)
class TenHouseholdGroupAdmin(LookUp):
    icon = "diversity_3"
    position = 70
    inlines = (MembershipInline,)
    list_display = ("name", "grid", "leader", "leader_consent_at", "dissolved_at")
    list_select_related = ("grid", "leader")
    search_fields = ("name__icontains", "grid__name__startswith")
    ordering = ("grid", "name")
    exclude = ("grant",)


@admin.register(BuildingHead)
class BuildingHeadAdmin(LookUp):
    icon = "apartment"
    position = 80
    list_display = ("building", "resident", TERM, "publishes_name")
    fields = (
        "community",
        "building",
        "resident",
        TERM,
        "consent_note",
        "publishes_name",
        "end_reason",
    )
    list_select_related = ("building__estate", "resident")
    search_fields = ("building__name__startswith", "building__estate__name__startswith")
    ordering = ("building", "-period")
    exclude = ("grant",)


@admin.register(GridBoundary)
class GridBoundaryAdmin(LookUp):
    icon = "polyline"
    position = 90
    list_display = ("area", "square_metres", "source", "valid_from", "valid_to", "drawn_by")
    list_select_related = ("area", "drawn_by")
    list_filter = ("source",)
    search_fields = ("area__name__startswith",)
    ordering = ("area", "-valid_from")


@admin.register(GridMatter)
class MatterAdmin(RegisterAdmin):
    duties = (Duty.REGIONS,)
    icon = "category"
    position = 30
    scope_field = ""
    list_display = ("name", "examples", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name__startswith", "code__startswith")
    ordering = ("position",)


@admin.register(GridDuty)
class GridDutyAdmin(RegisterAdmin):
    """The list of matters. A change is a new version: add the line again with the day from which
    it holds; the one before ends by itself."""

    duties = (Duty.REGIONS,)
    icon = "assignment_turned_in"
    position = 31
    scope_field = ""
    list_display = (
        "matter",
        "department",
        "area",
        "worker_does",
        "version",
        "valid_from",
        "valid_to",
    )
    list_select_related = ("matter", "department", "area")
    list_filter = ("worker_does", "matter")
    search_fields = ("matter__name__startswith", "department__name__startswith")
    autocomplete_fields = ("area", "department", "matter")
    ordering = ("area__path", "matter__position", "-version")
    fields = (
        *("area", "matter", "department", "worker_does", "department_does", "department_does_en"),
        *("basis", "deadline_days", "valid_from", "valid_to"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was published is ended and written anew, never rewritten."""
        return [name for name in self.fields if name != "valid_to"] if obj else ("valid_to",)

    def write(self, request: HttpRequest, obj: GridDuty, before: GridDuty | None) -> None:
        actor = viewer_of(request).user
        if before is not None:
            if obj.valid_to is not None and before.valid_to is None:
                last_day = obj.valid_to - periods.ONE_DAY
                self.adopt(obj, duties.end_duty(before, last_day=last_day, actor=actor))
            return
        facts = duties.DutyFacts(
            obj.worker_does,
            obj.department_does,
            obj.department_does_en,
            obj.basis,
            obj.deadline_days,
        )
        self.adopt(
            obj,
            duties.record_duty(
                obj.area, obj.matter, obj.department, facts, actor=actor, valid_from=obj.valid_from
            ),
        )
