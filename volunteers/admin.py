"""The list of skills is kept here; people are only looked up."""

from typing import Any

from django.contrib import admin

from core.admin_base import RegisterAdmin, RegisterInline
from core.duties import Duty
from volunteers.models import (
    Certificate,
    HourQuestion,
    Meeting,
    Opinion,
    ServiceRecord,
    Shift,
    ShiftApplication,
    ShiftPlace,
    Skill,
    StarLevel,
    TeamMembership,
    Volunteer,
    VolunteerSkill,
    VolunteerTeam,
    WeeklyTime,
)


@admin.register(Skill)
class SkillAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM,)
    scope_field = ""
    icon = "construction"
    position = 61
    list_display = ("name", "domain", "needs_licence", "licence", "is_common", "is_active")
    list_select_related = ("domain",)
    list_filter = ("domain", "needs_licence", "is_common")
    search_fields = ("name__icontains", "code__startswith")


class SkillInline(RegisterInline):
    duties = (Duty.PEOPLE,)
    read_only = True
    model = VolunteerSkill
    fields = ("skill", "valid_until", "checked_by", "checked_at")


class TimeInline(RegisterInline):
    duties = (Duty.PEOPLE,)
    read_only = True
    model = WeeklyTime
    fields = ("weekday", "part")


@admin.register(Volunteer)
class VolunteerAdmin(RegisterAdmin):
    """Status, papers and limits move at the desk and on the person's own page only."""

    duties = (Duty.PEOPLE,)
    read_only = True
    icon = "volunteer_activism"
    position = 70
    inlines = (SkillInline, TimeInline)
    list_display = ("name", "number", "community", "grid", "status", "paused_until")
    list_select_related = ("community", "grid")
    list_filter = ("status", "identity")
    search_fields = ("name__startswith", "name_key__startswith", "number__exact")
    ordering = ("name_key", "pk")
    exclude = ("subject", "id_index", "phone_index", "status_reason")


class MembershipInline(RegisterInline):
    duties = (Duty.PEOPLE,)
    read_only = True
    model = TeamMembership
    fields = ("volunteer", "social_worker", "role", "status", "joined_on", "left_on")


@admin.register(VolunteerTeam)
class VolunteerTeamAdmin(RegisterAdmin):
    duties = (Duty.PEOPLE,)
    read_only = True
    icon = "groups"
    position = 71
    inlines = (MembershipInline,)
    list_display = ("name", "kind", "community", "founder_kind", "organization", "status")
    list_select_related = ("community", "organization")
    list_filter = ("kind", "founder_kind", "status")
    search_fields = ("name__icontains",)
    ordering = ("community", "kind", "name")

    def visible(self, rows: Any, viewer: Any) -> Any:
        """Teams are public; this register holds those of one's own places, with their people."""
        return rows.filter(community__in=viewer.community_ids)


@admin.register(StarLevel)
class StarLevelAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM,)
    scope_field = ""
    icon = "star"
    position = 62
    list_display = ("level", "hours", "name")
    ordering = ("hours",)


class HourQuestionInline(RegisterInline):
    duties = (Duty.PEOPLE,)
    read_only = True
    model = HourQuestion
    fields = ("words", "minutes", "outcome", "answer", "answered_by", "answered_at")


@admin.register(ServiceRecord)
class ServiceRecordAdmin(RegisterAdmin):
    """To look up: what counts is decided at the desk, by two."""

    duties = (Duty.PEOPLE,)
    read_only = True
    icon = "schedule"
    position = 72
    inlines = (HourQuestionInline,)
    list_display = ("number", "begun_at", "volunteer", "what", "minutes", "source", "status")
    list_select_related = ("volunteer",)
    list_filter = ("status", "source")
    search_fields = ("what__contains", "volunteer__number__exact")
    ordering = ("-begun_at", "-pk")


@admin.register(Certificate)
class CertificateAdmin(RegisterAdmin):
    duties = (Duty.PEOPLE,)
    read_only = True
    icon = "workspace_premium"
    position = 73
    list_display = ("name", "kind", "number", "community", "organization", "status", "issued_at")
    list_select_related = ("community", "organization")
    list_filter = ("status", "kind")
    search_fields = ("number__contains", "volunteer_number__exact")
    ordering = ("-pk",)
    exclude = ("code",)


class ShiftPlaceInline(RegisterInline):
    duties = (Duty.PEOPLE,)
    read_only = True
    model = ShiftPlace
    fields = ("volunteer", "told_at", "note", "passed_on")


class ShiftApplicationInline(RegisterInline):
    duties = (Duty.PEOPLE,)
    read_only = True
    model = ShiftApplication
    fields = ("volunteer", "told_at", "outcome", "answered_by", "answered_at")


@admin.register(Shift)
class ShiftAdmin(RegisterAdmin):
    """To look up: shifts are planned and taken at the desk and on the phone."""

    duties = (Duty.PEOPLE,)
    read_only = True
    icon = "event_available"
    position = 74
    inlines = (ShiftPlaceInline, ShiftApplicationInline)
    list_display = ("activity", "kind", "community", "apply_until", "is_chosen", "risk", "licence")
    list_select_related = ("activity", "community", "licence")
    list_filter = ("kind", "risk", "is_chosen")
    search_fields = ("activity__title__contains", "insurance_number__exact")
    ordering = ("-activity__starts_at", "-pk")


class OpinionInline(RegisterInline):
    duties = (Duty.PEOPLE,)
    read_only = True
    model = Opinion
    fields = ("words", "outcome", "answer", "order_number")


@admin.register(Meeting)
class MeetingAdmin(RegisterAdmin):
    """To look up: what became of a word is decided at the desk."""

    duties = (Duty.PEOPLE,)
    read_only = True
    icon = "forum"
    position = 76
    inlines = (OpinionInline,)
    exclude = ("present",)
    list_display = ("title", "held_on", "community", "team", "others")
    list_select_related = ("community", "team")
    search_fields = ("title__contains",)
    ordering = ("-held_on", "-pk")
