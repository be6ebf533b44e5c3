"""Who signs in. An account is made by its owner at the first sign-in; here it can be closed."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions import blocking
from accounts.models import User
from accounts.queries import resets
from core import crypto
from core.admin_base import RegisterAdmin, viewer_of
from core.admin_site import Attention, watch
from core.duties import Duty
from core.exceptions import DomainError
from core.identifiers import read_phone


@admin.register(User)
class UserAdmin(RegisterAdmin):
    """Masked like everywhere; a number is found whole or not at all."""

    duties = (Duty.ACCOUNTS,)
    icon = "badge"
    position = 10
    may_add = False
    scope_field = ""
    list_display = ("name", "phone", "is_active", "created_at", "last_seen_at")
    list_filter = ("is_active",)
    search_fields = ("name__startswith",)
    search_help_text = gettext_lazy("姓名开头，或完整的手机号")
    ordering = ("-id",)
    fields = readonly_fields = (
        "name",
        "phone",
        "is_active",
        "phone_verified_at",
        "created_at",
        "last_seen_at",
    )
    actions = ("block", "unblock")

    def get_search_results(self, request: HttpRequest, queryset: Any, term: str) -> Any:
        if phone := read_phone(term.strip()):
            return queryset.filter(phone_index=crypto.blind_index("phone", phone)), False
        return super().get_search_results(request, queryset, term)

    @admin.action(description=gettext_lazy("停用所选账号并退出其设备"), permissions=["change"])
    def block(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, blocking.block, _("已停用 %d 个账号"))

    @admin.action(description=gettext_lazy("恢复所选账号"), permissions=["change"])
    def unblock(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, blocking.unblock, _("已恢复 %d 个账号"))

    def _each(self, request: HttpRequest, rows: Any, act: Any, done: str) -> None:
        count = 0
        for user in rows:
            try:
                act(user, actor=viewer_of(request).user)
            except DomainError as refusal:
                self.refuse(request, refusal)
            else:
                count += 1
        if count:
            messages.success(request, done % count)


@watch(Duty.ACCOUNTS)
def unbound_officials(viewer: Any) -> Any:
    """They can do nothing until somebody hands them a code."""
    count = resets.waiting_for_code()
    if count:
        text = ngettext(
            "%(count)d 位官员、管理员还没有凭绑定码绑好动态口令：请当面发码。",
            "%(count)d 位官员、管理员还没有凭绑定码绑好动态口令：请当面发码。",
            count,
        ) % {"count": count}
        yield Attention(text, reverse("accounts:enrolment_code"), "note")


@watch(Duty.ACCOUNTS)
@watch(Duty.AUDIT)
@watch(Duty.PLATFORM)
def open_resets(viewer: Any) -> Any:
    """One administrator asked; another one has to look, whichever it is."""
    count = resets.open_for(viewer)
    if count:
        text = ngettext(
            "%(count)d 份解除动态口令的申请等第二人确认。",
            "%(count)d 份解除动态口令的申请等第二人确认。",
            count,
        ) % {"count": count}
        yield Attention(text, reverse("accounts:resets"))
