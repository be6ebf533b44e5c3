"""The audit, for the auditor's eyes: who did what to which thing. What is sealed stays sealed."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy

from core import audit, scope
from core.admin_base import RegisterAdmin, viewer_of
from core.duties import Duty
from core.models import AuditEvent

COLUMNS = ("at", "who", "grant", "what", "object_type", "object_id", "scope")


@admin.register(AuditEvent)
class AuditEventAdmin(RegisterAdmin):
    duties = (Duty.AUDIT,)
    icon = "history"
    position = 10
    read_only = True
    may_add = False
    list_display = COLUMNS
    list_select_related = ("actor",)
    list_filter = ("object_type",)
    search_fields = ("verb__startswith", "object_id__exact", "request_id__exact")
    search_help_text = gettext_lazy("动作代码开头，或对象编号、请求编号")
    ordering = ("-id",)
    fields = readonly_fields = (*COLUMNS, "content", "has_sealed", "request_id")

    @admin.display(description=gettext_lazy("操作人"))
    def who(self, event: AuditEvent) -> str:
        return str(event.actor or "")

    @admin.display(description=gettext_lazy("动作"))
    def what(self, event: AuditEvent) -> str:
        return audit.label_of(event.verb)

    @admin.display(description=gettext_lazy("内容"))
    def content(self, event: AuditEvent) -> str:
        return json.dumps(event.details, ensure_ascii=False, indent=1)

    @admin.display(description=gettext_lazy("另有密封内容"), boolean=True)
    def has_sealed(self, event: AuditEvent) -> bool:
        return bool(event.sealed)

    # Events of every community, for the one who answers for the audit; only these two pages are
    # rendered in that scope, and what they show is no person's data.
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        with scope.entered(scope.EVERYTHING, user_id=viewer_of(request).user_id):
            return _rendered(super().changelist_view(request, extra_context))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        with scope.entered(scope.EVERYTHING, user_id=viewer_of(request).user_id):
            return _rendered(super().change_view(request, object_id, form_url, extra_context))


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """Lists are read while the page is drawn: draw it before the scope closes."""
    if hasattr(response, "render"):
        response.render()
    return response
