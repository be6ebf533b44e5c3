"""The wordings of messages. A row is never edited: a change is the next version of it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from core.admin_base import InWords, RegisterAdmin, viewer_of
from core.duties import Duty
from core.messaging.actions import revise_template
from core.messaging.kinds import kinds
from core.models import MessageTemplate

EDITED = ("title", "wording", "provider_code", "provider_params", "wait_minutes", "is_retired")
FIXED = ("purpose", "locality", "language", "channel", "version", "created_by", "created_at")


def purpose_of(code: str) -> str:
    kind = kinds.get(code)
    return str(kind.name) if kind else code


class Purposes(InWords):
    words = staticmethod(purpose_of)


@admin.register(MessageTemplate)
class MessageTemplateAdmin(RegisterAdmin):
    duties = (Duty.PLATFORM,)
    icon = "sms"
    position = 30
    may_add = False
    scope_field = "locality"
    list_display = ("purpose", "channel", "language", "version", "title", "wording", "is_retired")
    list_filter = ("channel", "language", "is_retired", ("code", Purposes))
    search_fields = ("code__startswith", "title__contains", "wording__contains")
    ordering = ("code", "channel", "language", "-version")
    fields = (*FIXED, "active_from", *EDITED)
    readonly_fields = FIXED

    @display(description=gettext_lazy("用途"), ordering="code")
    def purpose(self, template: MessageTemplate) -> str:
        return purpose_of(template.code)

    def write(self, request: HttpRequest, obj: MessageTemplate, before: Any) -> None:
        values = {name: getattr(obj, name) for name in EDITED}
        revised = revise_template(
            before, actor=viewer_of(request).user, locality=before.locality, **values
        )
        self.adopt(obj, revised)
