"""The menu, the promises and the ladder are kept here; what the desk does is only looked up.

Nothing moves here: the desk does that, by the actions.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin_base import RegisterAdmin, RegisterInline, viewer_of
from core.duties import Duty
from requests import admin_formulas, admin_words
from requests.actions.guides import revise
from requests.actions.tokens import revoke
from requests.models import (
    Affair,
    ApiToken,
    Breach,
    Call,
    DispatchCatalogue,
    Exclusion,
    Guide,
    HeartCard,
    Inquiry,
    LadderRung,
    MenuCategory,
    MenuItem,
    MenuQuestion,
    Outing,
    OutingFinding,
    RecurringOrder,
    SecondCall,
    ServiceRequest,
    SlaPolicy,
    SlaRule,
    Webhook,
    Whistle,
    WhistleCall,
)

__all__ = ["admin_formulas", "admin_words"]


@admin.display(description=_("编号"))
def number(obj: ServiceRequest | HeartCard) -> str:
    return obj.number


class MenuQuestionInline(RegisterInline):
    model = MenuQuestion
    extra = 0


@admin.register(MenuCategory)
class MenuCategoryAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    icon = "category"
    position = 10
    list_display = ("name", "parent", "position", "is_active")
    list_select_related = ("parent",)
    search_fields = ("name", "code")
    ordering = ("parent__position", "position")


@admin.register(MenuItem)
class MenuItemAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    icon = "menu_book"
    position = 11
    list_display = ("name", "category", "answer", "dispatch", "price", "sla", "is_active")
    list_filter = ("answer", "dispatch", "price", "is_public", "is_active")
    list_select_related = ("category", "sla")
    search_fields = ("name", "code", "keywords")
    ordering = ("category__position", "position")
    inlines = (MenuQuestionInline,)


class SlaRuleInline(RegisterInline):
    """Looked at; a rule is never edited, a change is its next version (desk: 办理时限)."""

    model = SlaRule
    extra = 0
    read_only = True
    fields = ("clock", "priority", "amount", "unit", "version", "replaced_at")


@admin.register(SlaPolicy)
class SlaPolicyAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    icon = "timer"
    position = 12
    list_display = ("name", "is_default")
    search_fields = ("name", "code")
    ordering = ("code",)
    inlines = (SlaRuleInline,)


@admin.register(LadderRung)
class LadderRungAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    icon = "stairs"
    position = 13
    list_display = ("clock", "position", "act", "tells", "offset_minutes", "area")
    list_filter = ("clock", "act")
    list_select_related = ("area",)
    search_fields = ("act",)
    ordering = ("clock", "position")


@admin.register(Breach)
class BreachAdmin(RegisterAdmin):
    """The watch, for who runs the server: numbers and rules, no words of a request."""

    duties = (Duty.PLATFORM,)
    read_only = True
    icon = "visibility"
    position = 40
    list_display = ("service_request_id", "rule", "seen_at", "healed_at", "community")
    list_filter = ("rule", ("healed_at", admin.EmptyFieldListFilter))
    list_select_related = ("community",)
    search_fields = ("service_request_id__exact",)
    ordering = ("-seen_at",)
    fields = ("rule", "seen_at", "healed_at", "community")


@admin.register(ServiceRequest)
class ServiceRequestAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    read_only = True
    icon = "assignment"
    position = 14
    list_display = (number, "kind", "status", "community", "grid", "created_at", "due_at")
    list_filter = ("status", "kind", "channel", "order_type", "became")
    list_select_related = ("community", "grid")
    search_fields: tuple[str, ...] = ("pk__exact",)
    ordering = ("-created_at",)


@admin.register(ApiToken)
class ApiTokenAdmin(RegisterAdmin):
    """All keys there are; the account's keeper takes one back, nobody reads one."""

    duties = (Duty.ACCOUNTS,)
    read_only = True
    scope_field = ""
    icon = "key"
    position = 40
    list_display = ("name", "hint", "grant", "area", "expires_at", "last_used_at", "revoked_at")
    list_filter = ("expires_at",)
    list_select_related = ("grant", "area", "user", "grant__user")
    search_fields = ("hint__exact",)
    ordering = ("-pk",)
    actions = ("take_back",)

    @admin.action(description=_("吊销"))
    def take_back(self, request: HttpRequest, tokens: "QuerySet[ApiToken]") -> None:
        for token in tokens:
            revoke(token, actor=viewer_of(request).user)


@admin.register(Guide)
class GuideAdmin(RegisterAdmin):
    """A place writes its own words, amounts and counters: each change is the next version."""

    duties = (Duty.CONTENT,)
    may_add = False
    scope_field = ""
    icon = "description"
    position = 16
    list_display = ("name", "group", "department", "version", "is_online", "is_active")
    list_filter = ("group", "is_online", "is_active")
    search_fields = ("name", "code", "keywords")
    ordering = ("group", "position")
    readonly_fields = ("code", "version")

    def visible(self, rows: Any, viewer: Any) -> Any:
        return rows.filter(replaced_at__isnull=True)

    def write(self, request: HttpRequest, obj: Any, before: Any) -> None:
        changed = {
            field.name: getattr(obj, field.name)
            for field in Guide._meta.concrete_fields
            if field.editable and getattr(obj, field.attname) != getattr(before, field.attname)
        }
        if changed:
            self.adopt(obj, revise(before, actor=viewer_of(request).user, **changed))


# --- what the desk did, to look through: when, where, how far; never the words of a person --------
class DeskRegister(RegisterAdmin):
    duties = (Duty.CONTENT,)
    read_only = True
    search_fields: tuple[str, ...] = ("pk__exact",)

    def visible(self, rows: Any, viewer: Any) -> Any:
        return (
            rows.visible_to(viewer) if hasattr(rows, "visible_to") else rows.manageable_by(viewer)
        )


class WhistleCallInline(RegisterInline):
    duties = (Duty.CONTENT,)
    model = WhistleCall
    read_only = True
    fields = (
        *("department", "is_lead", "acknowledge_by", "acknowledged_at", "arrived_at"),
        *("report_by", "reported_at", "outcome"),
    )


@admin.register(Whistle)
class WhistleAdmin(DeskRegister):
    icon = "campaign"
    position = 20
    list_display = ("title", "kind", "status", "community", "drafted_at", "due_at", "closed_at")
    list_filter = ("status", "kind")
    list_select_related = ("community",)
    search_fields = ("title", "place")
    ordering = ("-drafted_at",)
    inlines = (WhistleCallInline,)
    fields = (
        *("title", "kind", "status", "community", "street", "place", "due_at"),
        *("drafted_at", "issued_at", "escalated_at", "closed_at"),
    )


@admin.register(Inquiry)
class InquiryAdmin(DeskRegister):
    icon = "contact_support"
    position = 21
    list_display = ("asked_at", "guide", "community", "grid", "due_at", "answered_at")
    list_filter = (("answered_at", admin.EmptyFieldListFilter),)
    list_select_related = ("guide", "community", "grid")
    ordering = ("-asked_at",)
    fields = ("guide", "community", "grid", "asked_at", "due_at", "answered_at")


@admin.register(Affair)
class AffairAdmin(DeskRegister):
    icon = "work_history"
    position = 22
    list_display = ("guide", "status", "community", "grid", "visits", "opened_at", "closed_at")
    list_filter = ("status",)
    list_select_related = ("guide", "community", "grid")
    ordering = ("-opened_at",)
    fields = ("guide", "status", "community", "grid", "visits", "opened_at", "closed_at")


@admin.register(RecurringOrder)
class RecurringOrderAdmin(DeskRegister):
    icon = "event_repeat"
    position = 23
    list_display = ("weekday", "every_weeks", "item", "grid", "starts_on", "ends_on", "stopped_at")
    list_filter = ("weekday", ("stopped_at", admin.EmptyFieldListFilter))
    list_select_related = ("item", "grid")
    ordering = ("weekday", "pk")
    fields = (
        *("community", "grid", "item", "weekday", "every_weeks", "starts_on", "ends_on"),
        "stopped_at",
    )


@admin.register(HeartCard)
class HeartCardAdmin(DeskRegister):
    icon = "loyalty"
    position = 24
    list_display = (number, "copy", "community", "issued_at", "printed", "ended_at", "why_ended")
    list_filter = ("why_ended", ("ended_at", admin.EmptyFieldListFilter))
    list_select_related = ("community",)
    ordering = ("-issued_at",)
    fields = ("copy", "community", "issued_at", "printed", "ended_at", "why_ended")


@admin.register(Call)
class CallAdmin(DeskRegister):
    icon = "call_log"
    position = 25
    list_display = ("started_at", "direction", "outcome", "community", "grid", "ended_at")
    list_filter = ("direction", "outcome")
    list_select_related = ("community", "grid")
    ordering = ("-started_at",)
    fields = ("direction", "outcome", "community", "grid", "item", "started_at", "ended_at")


@admin.register(DispatchCatalogue)
class DispatchCatalogueAdmin(DeskRegister):
    icon = "alt_route"
    position = 26
    list_display = ("__str__", "area", "status", "made_at", "in_force_at", "retired_at")
    list_filter = ("status",)
    list_select_related = ("area",)
    ordering = ("area__path", "-version")
    fields = (
        *("area", "version", "status", "note", "volunteer_cap", "staff_cap", "cash_cap"),
        "batch_sends",
        *("dead_after_days", "made_at", "in_force_at", "retired_at"),
    )


@admin.register(Exclusion)
class ExclusionAdmin(DeskRegister):
    icon = "playlist_remove"
    position = 27
    list_display = ("asked_at", "reason", "decision", "community", "decided_at")
    list_filter = ("reason", "decision")
    list_select_related = ("community",)
    ordering = ("-asked_at",)
    fields = ("reason", "decision", "community", "asked_at", "decided_at")


@admin.register(SecondCall)
class SecondCallAdmin(DeskRegister):
    icon = "phone_callback"
    position = 28
    list_display = ("draw", "community", "outcome", "grade", "solved", "called_at")
    list_filter = ("outcome", "grade")
    list_select_related = ("draw__street", "community")
    ordering = ("-draw__month", "pk")
    fields = ("draw", "community", "outcome", "grade", "solved", "called_at")


@admin.display(description=_("诉求"))
def order_number(obj: OutingFinding) -> str:
    return obj.service_request.number if obj.service_request else ""


class OutingFindingInline(RegisterInline):
    duties = (Duty.CONTENT,)
    model = OutingFinding
    read_only = True
    hide_title = True  # it would be the words
    fields = ("at", order_number)


@admin.register(Outing)
class OutingAdmin(DeskRegister):
    icon = "directions_walk"
    position = 29
    list_display = ("planned_on", "kind", "outcome", "community", "grid", "worker", "done_at")
    list_filter = ("kind", "outcome")
    list_select_related = ("community", "grid", "worker")
    ordering = ("-planned_on", "-pk")
    inlines = (OutingFindingInline,)
    fields = (
        "kind",
        "community",
        "grid",
        "worker",
        "planned_on",
        "planned_by",
        "outcome",
        "done_at",
    )


@admin.register(Webhook)
class WebhookAdmin(RegisterAdmin):
    """Where the platform tells other systems; whoever keeps accounts sees all of them."""

    duties = (Duty.ACCOUNTS,)
    read_only = True
    icon = "webhook"
    position = 41
    list_display = ("name", "url", "community", "created_at", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    list_select_related = ("community",)
    search_fields = ("name", "url")
    ordering = ("-pk",)
    fields = ("name", "url", "community", "created_at", "ended_at")
