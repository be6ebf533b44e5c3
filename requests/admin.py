"""The menu, the promises and the ladder are kept here; requests are only looked up.

A request never moves here: the desk does that, by the actions.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin_base import RegisterAdmin, RegisterInline, viewer_of
from core.duties import Duty
from requests.actions.guides import revise
from requests.actions.tokens import revoke
from requests.models import (
    ApiToken,
    Breach,
    Guide,
    LadderRung,
    MenuCategory,
    MenuItem,
    MenuQuestion,
    SavedReply,
    ServiceRequest,
    SlaPolicy,
    SlaRule,
    SuggestionRule,
)


class MenuQuestionInline(RegisterInline):
    model = MenuQuestion
    extra = 0


@admin.register(MenuCategory)
class MenuCategoryAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    icon = "category"
    position = 10
    list_display = ("name", "parent", "code", "position", "is_active")
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
    list_display = ("name", "code", "is_default")
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


@admin.register(SavedReply)
class SavedReplyAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    icon = "quickreply"
    position = 15
    list_display = ("title", "use", "community", "position", "is_active")
    list_filter = ("use", "is_active")
    list_select_related = ("community",)
    search_fields = ("title", "text")
    ordering = ("use", "position")


@admin.register(SuggestionRule)
class SuggestionRuleAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    icon = "rule"
    position = 16
    list_display = ("words", "item", "weight", "community", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("item", "community")
    search_fields = ("words", "item__name")
    autocomplete_fields = ("item",)
    ordering = ("item", "-weight")


@admin.register(ServiceRequest)
class ServiceRequestAdmin(RegisterAdmin):
    duties = (Duty.CONTENT,)
    read_only = True
    icon = "assignment"
    position = 14
    list_display = ("number", "kind", "status", "community", "grid", "created_at", "due_at")
    list_filter = ("status", "kind", "channel", "order_type")
    list_select_related = ("community", "grid")
    search_fields = ("pk__exact",)
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
