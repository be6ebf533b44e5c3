"""Words of the office that come back again and again: replies, what suggests what, 常见问题."""

from django.contrib import admin

from core.admin_base import RegisterAdmin
from core.duties import Duty
from requests.models import CommonQuestion, SavedReply, SuggestionRule


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


@admin.register(CommonQuestion)
class CommonQuestionAdmin(RegisterAdmin):
    """Read by everybody while they type; a place adds its own beside the shipped ones."""

    duties = (Duty.CONTENT,)
    icon = "quiz"
    position = 17
    list_display = ("name", "community", "position", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("community",)
    search_fields = ("name", "answer", "keywords")
    ordering = ("position", "id")
