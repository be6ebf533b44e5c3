"""What is announced to all, in the admin door: demands, match meetings, recruiting. To look up."""

from django.contrib import admin

from core.admin_base import RegisterAdmin, RegisterInline
from core.duties import Duty
from organizations.models import (
    Demand,
    Interest,
    MatchGuest,
    MatchMeeting,
    MatchTalk,
    Recruitment,
    RecruitmentReply,
)


class RecruitmentReplyInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = RecruitmentReply
    fields = ("name", "unit", "status", "answered_at")


@admin.register(Recruitment)
class RecruitmentAdmin(RegisterAdmin):
    """To look up. It is announced and decided at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "person_add"
    position = 63
    scope_field = ""
    inlines = (RecruitmentReplyInline,)
    list_display = ("title", "area", "holder", "apply_until", "quota", "asked", "status")
    list_select_related = ("area", "holder")
    list_filter = ("status", "level")
    search_fields = ("title__contains", "need__contains")
    ordering = ("-apply_until", "pk")


class InterestInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = Interest
    fields = ("organization", "message", "status", "offered_at")


class TalkInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = MatchTalk
    fields = ("held_on", "meeting", "organization", "outcome", "note")


class MatchGuestInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = MatchGuest
    fields = ("organization", "people", "status")


class MeetingTalkInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = MatchTalk
    fields = ("demand", "organization", "outcome", "note")


@admin.register(MatchMeeting)
class MatchMeetingAdmin(RegisterAdmin):
    """To look up. It is announced and held at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "groups"
    position = 72
    scope_field = ""
    inlines = (MatchGuestInline, MeetingTalkInline)
    list_display = ("title", "area", "held_on", "place", "status")
    list_select_related = ("area",)
    list_filter = ("status",)
    search_fields = ("title__contains",)
    ordering = ("-held_on", "-pk")


@admin.register(Demand)
class DemandAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "compare_arrows"
    position = 71
    scope_field = ""
    inlines = (InterestInline, TalkInline)
    list_display = ("title", "domain", "area", "published_on", "status", "result")
    list_select_related = ("domain", "area")
    list_filter = ("status", "result", "domain")
    search_fields = ("title__contains",)
    ordering = ("-published_on", "-pk")
