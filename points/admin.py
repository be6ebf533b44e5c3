"""The registers in the admin door: to look up. Points move at the desk only."""

from django.contrib import admin

from core.admin_base import RegisterAdmin
from core.duties import Duty
from points.models import (
    Account,
    IncentiveGrant,
    IncentiveKind,
    IncentivePolicy,
    IncentiveRole,
    Item,
    Posting,
    Publicity,
    Record,
    Redemption,
    Rule,
)


@admin.register(Rule)
class RuleAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "rule"
    position = 70
    list_display = ("name", "sign", "source", "points", "unit", "meeting", "starts_on", "ends_on")
    list_filter = ("sign", "source")
    search_fields = ("name__contains",)
    ordering = ("name", "pk")


@admin.register(Account)
class AccountAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "savings"
    position = 71
    list_display = ("household", "opened_on", "left_on", "agreed_on", "community")
    list_select_related = ("household", "community")
    search_fields = ("household__number",)
    ordering = ("pk",)


@admin.register(Record)
class RecordAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "edit_note"
    position = 72
    list_display = ("number", "account", "rule", "happened_on", "times", "status")
    list_select_related = ("account__household", "rule")
    list_filter = ("status", "is_deduction")
    search_fields = ("account__household__number",)
    ordering = ("-pk",)


@admin.register(Posting)
class PostingAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "receipt_long"
    position = 73
    list_display = ("at", "account", "kind", "points", "rule", "happened_on")
    list_select_related = ("account__household", "rule")
    list_filter = ("kind",)
    search_fields = ("account__household__number",)
    ordering = ("-pk",)


@admin.register(Item)
class ItemAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "storefront"
    position = 74
    list_display = ("name", "points", "unit", "withdrawn_on", "community")
    list_select_related = ("community",)
    search_fields = ("name__contains",)
    ordering = ("name", "pk")


@admin.register(Redemption)
class RedemptionAdmin(RegisterAdmin):
    """To look up, without the code."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "redeem"
    position = 75
    exclude = ("code",)
    list_display = ("asked_at", "account", "item", "quantity", "points", "status")
    list_select_related = ("account__household", "item")
    list_filter = ("status",)
    search_fields = ("account__household__number",)
    ordering = ("-pk",)


@admin.register(Publicity)
class PublicityAdmin(RegisterAdmin):
    """Which months are out; the lines stand on their own pages."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "campaign"
    position = 76
    list_display = ("month", "community", "drafted_on", "corrects", "release")
    list_select_related = ("community", "corrects", "release")
    ordering = ("-month", "pk")


class _WordsAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM,)
    scope_field = ""
    icon = "label"
    list_display = ("name", "name_en", "position")
    search_fields = ("name__contains",)
    ordering = ("position", "pk")


@admin.register(IncentiveKind)
class IncentiveKindAdmin(_WordsAdmin):
    """The eight, in the words of this place."""

    position = 77


@admin.register(IncentiveRole)
class IncentiveRoleAdmin(_WordsAdmin):
    position = 78


@admin.register(IncentivePolicy)
class IncentivePolicyAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "redeem"
    position = 79
    list_display = ("name", "kind", "budget", "most", "starts_on", "ends_on", "community")
    list_select_related = ("kind", "community")
    list_filter = ("kind",)
    search_fields = ("name__contains",)
    ordering = ("-starts_on", "pk")


@admin.register(IncentiveGrant)
class IncentiveGrantAdmin(RegisterAdmin):
    """To look up, without the name: that stands on the policy's page."""

    duties = (Duty.PLACES,)
    read_only = True
    exclude = ("name", "user")
    icon = "volunteer_activism"
    position = 80
    list_display = ("number", "policy", "role", "status", "yuan", "recorded_at")
    list_select_related = ("policy", "role")
    list_filter = ("status",)
    ordering = ("-pk",)
