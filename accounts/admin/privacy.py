"""The privacy officer's registers: kept three years at least, nothing is deleted."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.actions.complaints import answer_complaint
from accounts.models import (
    ErasureProof,
    ImpactAssessment,
    Incident,
    PlatformComplaint,
    PrivacyNotice,
    SharingRecord,
)
from core.admin_base import RegisterAdmin, viewer_of
from core.duties import Duty
from core.words import listed


class PrivacyRegister(RegisterAdmin):
    duties = (Duty.PRIVACY,)
    scope_field = "scope"
    exclude = ("scope", "recorded_by")

    def write(self, request: HttpRequest, obj: Any, before: Any) -> None:
        if before is None:
            obj.recorded_by = viewer_of(request).user
        super().write(request, obj, before)


@admin.register(SharingRecord)
class SharingRecordAdmin(PrivacyRegister):
    icon = "share"
    position = 10
    list_display = ("recipient", "kinds", "purpose", "starts_on", "ends_on")
    search_fields = ("recipient__startswith",)
    ordering = ("-starts_on",)


@admin.register(ImpactAssessment)
class ImpactAssessmentAdmin(PrivacyRegister):
    icon = "fact_check"
    position = 20
    list_display = ("title", "concluded_on", "review_on")
    search_fields = ("title__startswith",)
    ordering = ("review_on",)


@admin.register(Incident)
class IncidentAdmin(PrivacyRegister):
    icon = "report"
    position = 30
    list_display = (
        "happened_at",
        "kinds",
        "people",
        "authority_told_at",
        "people_told_at",
        "closed_at",
    )
    ordering = ("-happened_at",)


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(RegisterAdmin):
    """A published version is never edited: a change is a new version, and asks again."""

    duties = (Duty.PRIVACY,)
    icon = "policy"
    position = 5
    scope_field = ""
    list_display = ("version", "title", "effective_on", "change_note")
    ordering = ("-version",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)


def _room(name: str) -> object:
    return apps.get_app_config(name).verbose_name if apps.is_installed(name) else _("封存的经过")


def _total(found: Any) -> int:
    return sum(map(_total, found.values())) if isinstance(found, dict) else int(found)


@admin.register(ErasureProof)
class ErasureProofAdmin(RegisterAdmin):
    duties = (Duty.PRIVACY, Duty.AUDIT)
    icon = "delete_history"
    position = 40
    read_only = True
    may_add = False
    list_display = ("at", "reason", "amounts")
    list_filter = ("reason",)
    fields = readonly_fields = ("at", "reason", "subject", "scope", "amounts")
    ordering = ("-id",)

    @admin.display(description=_("各处件数"))
    def amounts(self, proof: ErasureProof) -> str:
        """Which rooms gave up how much; each says in its own words what that was."""
        found = {_room(name): _total(what) for name, what in proof.counts.items()}
        return listed(f"{room} {total}" for room, total in found.items() if total)


@admin.register(PlatformComplaint)
class PlatformComplaintAdmin(RegisterAdmin):
    """What people say about the platform; answering is an action with its history."""

    duties = (Duty.PRIVACY, Duty.PLATFORM)
    icon = "feedback"
    position = 50
    may_add = False
    scope_field = ""
    list_display = ("created_at", "text", "status", "answered_by")
    list_filter = ("status",)
    list_select_related = ("answered_by",)
    readonly_fields = (
        "text",
        "numbers_in_it",
        "contact",
        "user",
        "status",
        "created_at",
        "answered_by",
        "answered_at",
    )
    exclude = ("address_index",)
    ordering = ("-id",)

    @admin.display(description=_("原文里的号码"))
    def numbers_in_it(self, obj: PlatformComplaint) -> str:
        if not obj.numbers:
            return "—"
        address = reverse("doors:numbers", args=[obj._meta.label_lower, obj.pk])
        return format_html('<a href="{}">{}</a>', address, _("看原文里的号码"))

    def write(self, request: HttpRequest, obj: Any, before: Any) -> None:
        self.adopt(obj, answer_complaint(obj, text=obj.answer, actor=viewer_of(request).user))
