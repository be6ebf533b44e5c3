"""Who holds which role where. Given and taken back by the actions; the rows are their history."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.models import RoleGrant
from accounts.roles import ROLES
from communities.actions import roles
from communities.models import Area, Level
from core.admin_base import RegisterAdmin, viewer_of
from core.duties import Duty
from core.exceptions import DomainError
from core.words import listed


class GrantForm(forms.ModelForm):  # type: ignore[type-arg]
    area = forms.ModelChoiceField(
        Area.objects.exclude(level__in=[Level.GRID, Level.MICRO_GRID]).filter(is_active=True),
        label=gettext_lazy("管哪里"),
        required=False,
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = RoleGrant
        fields = ("user", "role", "starts_on", "ends_on", "reason")

    def _get_validation_exclusions(self) -> set[str]:
        """The action says in words what the exclusion constraint forbids; Django would ask the
        constraint about `revoked_at`, which no form has, and fail."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return found | {"user"}


@admin.register(RoleGrant)
class RoleGrantAdmin(RegisterAdmin):
    duties = (Duty.ACCOUNTS,)
    icon = "key"
    position = 20
    scope_field = ""
    form = GrantForm
    list_display = (
        "user",
        "role",
        "places",
        "starts_on",
        "ends_on",
        "revoked_at",
        "granted_by",
        "sign_in",
    )
    list_select_related = ("user", "granted_by")
    list_filter = ("role", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields = ("user__name__startswith",)
    autocomplete_fields = ("user",)
    ordering = ("-id",)
    actions = ("dismiss",)
    fields = ("user", "role", "area", "starts_on", "ends_on", "reason")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("area_scopes__area")

    @admin.display(description=gettext_lazy("管哪里"))
    def places(self, grant: RoleGrant) -> str:
        return listed(scope.area.title for scope in grant.area_scopes.all())

    @admin.display(description=gettext_lazy("登录"))
    def sign_in(self, grant: RoleGrant) -> str:
        """A role of an account without a number leads nowhere (accounts.actions.entering)."""
        return _("号码久未登录，已收起：要重新任命") if grant.user.is_set_aside else ""

    def get_fields(self, request: HttpRequest, obj: RoleGrant | None = None) -> Any:
        if obj is None:
            return self.fields
        ending = ("revoked_at", "revoked_by", "revoke_reason")
        return ("user", "role", "places", "starts_on", "ends_on", "reason", "granted_by", *ending)

    def has_change_permission(self, request: HttpRequest, obj: RoleGrant | None = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only roles that this role may give."""
        if db_field.name == "role":
            own = viewer_of(request).role.appoints
            kwargs["choices"] = [("", _("请选择")), *((code, ROLES[code].name) for code in own)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: Any, change: bool) -> None:
        given = roles.appoint(
            obj.role,
            obj.user,
            form.cleaned_data.get("area"),
            by=viewer_of(request),
            starts_on=obj.starts_on,
            ends_on=obj.ends_on,
            reason=obj.reason,
        )
        self.adopt(obj, given)

    @admin.action(description=gettext_lazy("收回所选授权"), permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: Any) -> None:
        for grant in queryset:
            try:
                roles.dismiss(grant, by=viewer_of(request), reason=_("安全管理员收回"))
            except DomainError as refusal:
                self.refuse(request, refusal)
            else:
                messages.success(request, _("已收回：%(grant)s") % {"grant": grant})
