"""The audit, for the auditor's eyes: who did what to which thing. What is sealed stays sealed."""

import json
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.utils import parse_datetime_str

from core import audit, audit_verify, scope, tasks
from core.admin_base import InWords, RegisterAdmin, viewer_of
from core.admin_history import said
from core.admin_site import Attention, watch
from core.duties import Duty
from core.models import AuditEvent, AuditSeal

COLUMNS = ("at", "who", "role", "what", "thing", "object_id", "scope")


class When(RangeDateTimeFilter):  # type: ignore[misc]
    """unfold's, with the time read in our zone; a day alone is enough."""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        for end, rule, usual in (("from", "gte", "00:00:00"), ("to", "lte", "23:59:59")):
            day = self.used_parameters.get(f"{self.parameter_name}_{end}_0")
            hour = self.used_parameters.get(f"{self.parameter_name}_{end}_1") or usual
            moment = parse_datetime_str(f"{day} {hour}") if day else None
            if moment is not None:
                aware = timezone.make_aware(moment)
                queryset = queryset.filter(**{f"{self.parameter_name}__{rule}": aware})
        return queryset


def thing_of(label: str) -> str:
    """What is gone from the code keeps the name it was filed under."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


class Things(InWords):
    words = staticmethod(thing_of)


@admin.register(AuditEvent)
class AuditEventAdmin(RegisterAdmin):
    duties = (Duty.AUDIT,)
    icon = "history"
    position = 10
    read_only = True
    may_add = False
    list_display = COLUMNS
    list_select_related = ("actor",)
    list_filter = (("at", When), ("object_type", Things))
    list_before_template = "admin/audit/verified.html"
    search_fields = ("verb__startswith", "object_id__exact", "request_id__exact")
    search_help_text = gettext_lazy("动作代码开头，或对象编号、请求编号")
    ordering = ("-id",)
    fields = readonly_fields = (*COLUMNS, "content", "has_sealed", "request_id")

    @admin.display(description=gettext_lazy("操作人"))
    def who(self, event: AuditEvent) -> str:
        return str(event.actor or "")

    @admin.display(description=gettext_lazy("身份"), ordering="grant")
    def role(self, event: AuditEvent) -> str:
        return said(event.grant)

    @admin.display(description=gettext_lazy("对象类型"), ordering="object_type")
    def thing(self, event: AuditEvent) -> str:
        return thing_of(event.object_type)

    @admin.display(description=gettext_lazy("动作"))
    def what(self, event: AuditEvent) -> str:
        return audit.label_of(event.verb)

    @admin.display(description=gettext_lazy("内容"))
    def content(self, event: AuditEvent) -> str:
        return json.dumps(event.details, ensure_ascii=False, indent=1)

    @admin.display(description=gettext_lazy("另有密封内容"), boolean=True)
    def has_sealed(self, event: AuditEvent) -> bool:
        return bool(event.sealed)

    def get_urls(self) -> list[Any]:
        again = self.admin_site.admin_view(require_POST(self.verify_again))
        return [path("verify/", again, name="core_auditevent_verify"), *super().get_urls()]

    def verify_again(self, request: HttpRequest) -> HttpResponse:
        if not self._may_verify(request):
            raise PermissionDenied
        try:
            tasks.verify_audit.delay()
        except Exception:  # no broker: the night's run will do it
            messages.error(request, gettext("后台暂时没有应答，今夜会照常核对。"))
        else:
            messages.success(request, gettext("已开始核对，过一会儿刷新这一页看结果。"))
        return HttpResponseRedirect(reverse("admin:core_auditevent_changelist"))

    def _may_verify(self, request: HttpRequest) -> bool:
        return Duty.AUDIT in viewer_of(request).role.tends

    # Events of every community, for the one who answers for the audit; only these two pages are
    # rendered in that scope, and what they show is no person's data.
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        with scope.entered(scope.EVERYTHING, user_id=viewer_of(request).user_id):
            more = {"verified": audit_verify.last_result(), **(extra_context or {})}
            return _rendered(super().changelist_view(request, more))

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


@admin.register(AuditSeal)
class AuditSealAdmin(RegisterAdmin):
    """The links themselves: which event is which number of which chain, and what it hashes to."""

    duties = (Duty.AUDIT,)
    icon = "link"
    position = 20
    read_only = True
    may_add = False
    scope_field = ""
    list_display = ("chain", "seq", "event_number", "fingerprint", "sealed_at")
    search_fields = ("chain__exact", "event_id__exact")
    search_help_text = gettext_lazy("链的编号，或审计记录的编号")
    ordering = ("-id",)
    fields = readonly_fields = (*list_display, "before")

    @admin.display(description=gettext_lazy("审计记录编号"), ordering="event_id")
    def event_number(self, seal: AuditSeal) -> int:
        return int(seal.event_id)

    @admin.display(description=gettext_lazy("指纹"))
    def fingerprint(self, seal: AuditSeal) -> str:
        return bytes(seal.hash).hex()

    @admin.display(description=gettext_lazy("前一条的指纹"))
    def before(self, seal: AuditSeal) -> str:
        return bytes(seal.prev_hash).hex()


@watch(Duty.AUDIT)
def audit_in_trouble(viewer: Any) -> Any:
    result = audit_verify.last_result()
    link = reverse("admin:core_auditevent_changelist")
    if result and result["faults"]:
        yield Attention(gettext("审计链核对不符：%s") % result["faults"][0], link, "late")
    elif result is None:
        yield Attention(gettext("审计链还没有核对过。"), link)
    elif result["is_old"]:
        yield Attention(gettext("审计链超过两天没有核对。"), link)
