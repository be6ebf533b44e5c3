"""The platform's own registers: what waits to be delivered, and what it is set to."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from unfold.decorators import display

from core import admin_audit, admin_messages, audit, workcalendar
from core.admin_base import InWords, RegisterAdmin, viewer_of
from core.admin_site import Attention, watch
from core.delivery import retry_parked
from core.duties import Duty
from core.models import CalendarDay, OutboxMessage

__all__ = ["CalendarDayAdmin", "OutboxMessageAdmin", "admin_audit", "admin_messages"]

audit.describe(
    {
        "core.outbox_retried": gettext_lazy("重新投递搁置的副作用"),
        "core.export_requested": gettext_lazy("要导出一份表"),
        "core.message_due": gettext_lazy("有一条消息要发"),
        "core.messages_ordered": gettext_lazy("有一批消息要发"),
    }
)

Status = OutboxMessage.Status
SLOW = timedelta(minutes=5)
"""A message older than this means that the worker is not keeping up."""


class Topics(InWords):
    words = staticmethod(audit.label_of)


@admin.register(OutboxMessage)
class OutboxMessageAdmin(RegisterAdmin):
    """How deep, how old, what is parked and why. Nothing is edited; parked rows are retried."""

    duties = (Duty.PLATFORM,)
    icon = "outbox"
    position = 10
    read_only = True
    may_add = False
    list_display = ("what", "receiver", "state", "attempts", "due_at", "created_at", "reason")
    list_filter = ("status", ("topic", Topics))
    search_fields = ("key__startswith", "subscriber__startswith")
    ordering = ("-id",)
    list_before_template = "admin/outbox/depth.html"
    actions = ("retry",)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"depth": depth(), **(extra_context or {})})

    @display(
        description=gettext_lazy("状态"),
        ordering="status",
        label={
            Status.PARKED: "danger",
            Status.PENDING: "warning",
            Status.LEASED: "info",
            Status.DONE: "success",
        },
    )
    def state(self, message: OutboxMessage) -> tuple[str, str]:
        return message.status, message.get_status_display()

    @admin.display(description=gettext_lazy("主题"), ordering="topic")
    def what(self, message: OutboxMessage) -> str:
        return audit.label_of(message.topic)

    @admin.display(description=gettext_lazy("接收方"), ordering="subscriber")
    def receiver(self, message: OutboxMessage) -> str:
        """The room in words; the rest is the name one looks for in the logs."""
        room, _dot, name = message.subscriber.partition(".")
        title = apps.get_app_config(room).verbose_name if apps.is_installed(room) else room
        return f"{title} · {name}"

    @admin.display(description=gettext_lazy("原因"))
    def reason(self, message: OutboxMessage) -> str:
        return message.last_error[:120]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return Duty.PLATFORM in viewer_of(request).role.tends

    @admin.action(description=gettext_lazy("重新投递所选的搁置项"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: Any) -> None:
        self._retry(request, queryset)

    def get_urls(self) -> list[Any]:
        again = self.admin_site.admin_view(require_POST(self.retry_all))
        return [path("retry/", again, name="core_outboxmessage_retry_all"), *super().get_urls()]

    def retry_all(self, request: HttpRequest) -> HttpResponse:
        """One click for the common case: the cause is mended, send everything again."""
        if not self.has_retry_permission(request):
            raise PermissionDenied
        self._retry(request, self.get_queryset(request))
        return HttpResponseRedirect(reverse("admin:core_outboxmessage_changelist"))

    def _retry(self, request: HttpRequest, rows: Any) -> None:
        parked = list(rows.filter(status=Status.PARKED).values_list("pk", flat=True))
        count = retry_parked(parked)
        if count:
            audit.record(
                "core.outbox_retried",
                actor=viewer_of(request).user,
                scope=None,
                details={"messages": parked[:200], "count": count},
            )
        text = ngettext("%d 项已重新排队", "%d 项已重新排队", count) % count
        messages.success(request, text if count else _("没有搁置的项目"))


def depth() -> dict[str, Any]:
    waiting = Q(status__in=[Status.PENDING, Status.LEASED])
    return OutboxMessage.objects.filter(waiting | Q(status=Status.PARKED)).aggregate(
        waiting=Count("pk", filter=waiting),
        oldest=Min("created_at", filter=waiting),
        parked=Count("pk", filter=Q(status=Status.PARKED)),
    )


@watch(Duty.PLATFORM)
def outbox_in_trouble(viewer: Any) -> Any:
    state = depth()
    link = reverse("admin:core_outboxmessage_changelist")
    if state["parked"]:
        text = _("%(count)d 项副作用搁置待查，重新投递前请先看原因。") % {"count": state["parked"]}
        yield Attention(text, f"{link}?status__exact={Status.PARKED}", "late")
    if state["oldest"] and timezone.now() - state["oldest"] > SLOW:
        yield Attention(
            _("发件箱积压：%(count)d 项在等，最早的产生于 %(time)s。")
            % {
                "count": state["waiting"],
                "time": timezone.localtime(state["oldest"]).strftime("%m-%d %H:%M"),
            },
            link,
        )


@admin.register(CalendarDay)
class CalendarDayAdmin(RegisterAdmin):
    """Days that differ from the published calendar, and years that are not published yet."""

    duties = (Duty.PLATFORM,)
    icon = "calendar_month"
    position = 20
    may_delete = True
    list_display = ("date", "kind", "name", "note")
    list_filter = ("kind",)
    search_fields = ("name", "note")
    date_hierarchy = "date"
    ordering = ("-date",)


@watch(Duty.PLATFORM)
def calendar_is_missing(viewer: Any) -> Any:
    for year in workcalendar.missing_years():
        text = _("%(year)d 年的放假和调休还没有录入：期限暂时只按周末推算。") % {"year": year}
        yield Attention(text, reverse("admin:core_calendarday_add"), "late")
