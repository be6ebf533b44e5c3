"""The register in the admin door: look, search, correct. Status moves at the desk only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin_base import RegisterAdmin, RegisterInline, viewer_of
from core.duties import Duty
from organizations.actions import organizations
from organizations.actions.facts import FACT_NAMES, Facts
from organizations.models import (
    Assessment,
    CheckinPost,
    ContactPerson,
    Cultivation,
    CultivationPaper,
    CultivationSupport,
    Facility,
    HubMembership,
    Incubation,
    IncubationNote,
    IncubationScore,
    OfferedService,
    Organization,
    OrganizationReview,
    Pairing,
    PairingLine,
    PairingYear,
    PostClass,
    QuarterLetter,
    SchoolGroup,
    ServiceArea,
    ServiceDomain,
    UnitCheckin,
)
from organizations.queries.places import places_for, sectors_for


class ServiceInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = OfferedService
    fields = ("name", "domain", "weekly_capacity", "price", "is_active")
    readonly_fields = ("is_active",)


class ServiceAreaInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = ServiceArea
    fields = ("area",)


class ReviewInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = OrganizationReview
    fields = ("year", "verdict", "members", "activities", "note", "mend_by")


class ContactInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = ContactPerson
    fields = ("name", "position", "phone")


@admin.register(Organization)
class OrganizationAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    icon = "corporate_fare"
    position = 60
    inlines = (ContactInline, ServiceInline, ServiceAreaInline, ReviewInline)
    list_display = ("name", "kind", "area", "registration", "filed_until", "grade", "status")
    list_select_related = ("area",)
    list_filter = ("family", "kind", "registration", "status", "source", "is_hub", "grade")
    search_fields = ("name__contains", "name_key__startswith", "name_initials__startswith", "uscc")
    ordering = ("area", "name_key")
    readonly_fields = ("grade", "graded_until", "status", "status_on", "reason")

    def get_queryset(self, request: HttpRequest) -> Any:
        return Organization.objects.at_desk_of(viewer_of(request))

    def manageable(self, rows: Any, viewer: Any) -> Any:
        return rows.kept_by(viewer)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where it stands is settled when it is registered."""
        return self.readonly_fields if obj is None else (*self.readonly_fields, "area")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "area":
            kwargs["queryset"] = places_for(viewer_of(request))
        if db_field.name == "sector":
            kwargs["queryset"] = sectors_for(viewer_of(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def write(self, request: HttpRequest, obj: Any, before: Any) -> None:
        said = {name: getattr(obj, name) for name in FACT_NAMES}
        actor = viewer_of(request).user
        if before is None:
            saved = organizations.register(obj.area, Facts(**said), actor=actor)
        else:
            saved = organizations.correct(before, actor=actor, **said)
        self.adopt(obj, saved)


@admin.register(HubMembership)
class HubMembershipAdmin(RegisterAdmin):
    """To look up. Asked, taken and left at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "hub"
    position = 61
    scope_field = ""
    list_display = ("hub", "member", "status", "since", "until")
    list_select_related = ("hub", "member")
    list_filter = ("status",)
    search_fields = ("hub__name__contains", "member__name__contains")
    ordering = ("hub__name_key", "pk")


@admin.register(ServiceDomain)
class ServiceDomainAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM, Duty.PLACES)
    icon = "category"
    position = 86
    scope_field = ""
    list_display = ("name", "position", "is_active")
    search_fields = ("name__startswith",)
    ordering = ("position",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return Duty.PLATFORM in viewer_of(request).role.tends

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One list for everybody: figures are counted by it."""
        return Duty.PLATFORM in viewer_of(request).role.tends


@admin.register(PostClass)
class PostClassAdmin(ServiceDomainAdmin):
    icon = "volunteer_activism"
    position = 88


@admin.register(UnitCheckin)
class UnitCheckinAdmin(RegisterAdmin):
    """To look up. Who of the members checked in has no register here: it is nobody's to browse."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "flag"
    position = 64
    list_display = ("organization", "community", "brings", "starts_on", "ends_on", "status")
    list_select_related = ("organization", "community")
    list_filter = ("status",)
    search_fields = ("organization__name__contains",)
    ordering = ("-registered_at",)


class PairingLineInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = PairingLine
    fields = ("kind", "text", "due_on", "status", "note", "moved_on")


class SchoolGroupInline(RegisterInline):
    read_only = True
    duties = (Duty.PLACES,)
    model = SchoolGroup
    fields = ("kind", "name", "since", "ended_on")


class PairingYearInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = PairingYear
    fields = ("year", "grade", "done", "total", "note")


@admin.register(Pairing)
class PairingAdmin(RegisterAdmin):
    """To look up; it is drafted, signed and ended at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "handshake"
    position = 69
    inlines = (PairingLineInline, SchoolGroupInline, PairingYearInline)
    list_display = ("title", "kind", "organization", "community", "starts_on", "ends_on", "status")
    list_select_related = ("organization", "community")
    list_filter = ("kind", "status")
    search_fields = ("title__contains", "organization__name__contains")
    ordering = ("ends_on", "pk")


@admin.register(Assessment)
class AssessmentAdmin(RegisterAdmin):
    """To look up what is told: drafts are their authors'."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "rate_review"
    position = 70
    list_display = ("year", "direction", "organization", "community", "status")
    list_select_related = ("organization", "community")
    list_filter = ("direction", "status", "year")
    search_fields = ("organization__name__contains",)
    ordering = ("-year", "-pk")


class CultivationPaperInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = CultivationPaper
    fields = ("kind", "seen_on")


class CultivationSupportInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = CultivationSupport
    fields = ("kind", "what", "worth", "given_by", "given_on", "struck_on")


@admin.register(Cultivation)
class CultivationAdmin(RegisterAdmin):
    """To look up. It grows at the desk, paper by paper."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "potted_plant"
    position = 72
    inlines = (CultivationPaperInline, CultivationSupportInline)
    list_display = ("name", "community", "kind", "source", "stage", "moved_on")
    list_select_related = ("community",)
    list_filter = ("stage", "kind", "source")
    search_fields = ("name__contains",)
    ordering = ("-moved_on", "-pk")


@admin.register(Facility)
class FacilityAdmin(RegisterAdmin):
    """To look up. It is opened, looked at and given up at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "location_on"
    position = 73
    scope_field = ""
    list_display = ("name", "kind", "area", "operator", "status", "volunteers_since")
    list_select_related = ("area", "operator")
    list_filter = ("kind", "status", "sign_is_right")
    search_fields = ("name__contains", "address__contains")
    ordering = ("area__path", "kind")


class IncubationScoreInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = IncubationScore
    fields = ("need", "design", "people", "lasting", "word")


class IncubationNoteInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = IncubationNote
    fields = ("held_on", "kind", "note")


@admin.register(Incubation)
class IncubationAdmin(RegisterAdmin):
    """To look up. Points are given and decisions taken at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "egg"
    position = 74
    scope_field = ""
    inlines = (IncubationScoreInline, IncubationNoteInline)
    list_display = ("organization", "base", "status", "starts_on", "ends_on")
    list_select_related = ("organization", "base")
    list_filter = ("status", "rent_free")
    search_fields = ("organization__name__contains",)
    ordering = ("-status_on", "-pk")


@admin.register(CheckinPost)
class CheckinPostAdmin(RegisterAdmin):
    """To look up: what is offered. Who serves in it has no register here, as who checked in."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "badge"
    position = 65
    list_display = ("title", "post_class", "community", "places", "ends_on", "status")
    list_select_related = ("post_class", "community")
    list_filter = ("status", "post_class")
    search_fields = ("title__contains",)
    ordering = ("-opened_on", "-pk")


@admin.register(QuarterLetter)
class QuarterLetterAdmin(RegisterAdmin):
    """To look up; it is sent at the desk, under a name."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "mail"
    position = 65
    list_display = ("organization", "community", "quarter", "served", "times", "status")
    list_select_related = ("organization", "community")
    list_filter = ("status", "quarter")
    search_fields = ("organization__name__contains",)
    ordering = ("-quarter", "-pk")
