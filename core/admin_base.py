"""What every register of the admin door has in common.

Who may look and who may change follows the viewer: his role's duties open the register,
`visible_to` and `manageable_by` of the queryset choose the rows. Nothing here asks a flag of
the account, and nobody deletes a person.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import formats
from django.utils.translation import gettext, gettext_lazy
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from core import audit
from core.admin_history import in_words
from core.duties import Duty
from core.exceptions import DomainError
from core.fields import EncryptedField, Personal, PersonalField


def viewer_of(request: HttpRequest) -> Any:
    return request.viewer  # type: ignore[attr-defined]


def period_column(label: Any, name: str = "period") -> Any:
    """A range of days as people say it; the database keeps the first day after it."""

    @admin.display(description=label, ordering=name)
    def told(obj: models.Model) -> str:
        days = getattr(obj, name)
        if days.isempty:
            return gettext("没有开始就取消了")
        first = formats.date_format(days.lower, "SHORT_DATE_FORMAT")
        if days.upper is None:
            return gettext("%s 起") % first
        last = formats.date_format(days.upper - timedelta(days=1), "SHORT_DATE_FORMAT")
        return f"{first} – {last}"

    return told


class InWords(admin.AllValuesFieldListFilter):
    """A filter over a column of machine words shows what they mean: `words` says it."""

    words: Callable[[str], str]

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            if choice["display"] in self.lookup_choices:
                choice["display"] = type(self).words(str(choice["display"]))
            yield choice


class PersonalWidget(UnfoldAdminTextInputWidget):
    """Shows the mask of a personal value, never the value."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Personal):
            return value.masked
        return str(super().format_value(value) or "")


class PersonalTextarea(UnfoldAdminTextareaWidget):
    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Personal):
            return value.masked
        return str(super().format_value(value) or "")


class DutyMixin:
    """Permissions from the viewer's duties; shared by registers and their inlines."""

    duties: tuple[Duty, ...] = ()
    read_only = False
    may_add = True
    may_delete = False
    """Only for settings-like rows that nothing points at. Never for people."""

    def _tends(self, request: HttpRequest) -> bool:
        role = viewer_of(request).role
        return not self.read_only and any(duty in role.tends for duty in self.duties)

    def _looks_at(self, request: HttpRequest) -> bool:
        role = viewer_of(request).role
        return any(duty in role.tends or duty in role.looks_at for duty in self.duties)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._looks_at(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._looks_at(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and self._tends(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._tends(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only rows this viewer reaches can be chosen, also by a forged post."""
        register = self.admin_site._registry.get(db_field.related_model)  # type: ignore[attr-defined]
        if register is not None and "queryset" not in kwargs:
            kwargs["queryset"] = register.choices_for(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class RegisterInline(DutyMixin, TabularInline):
    extra = 0
    tab = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What only actions write is shown, never filled in: a form that names it would fail."""
        named = [name for name in self.fields or () if isinstance(name, str)]
        editable = {field.name for field in self.model._meta.fields if field.editable}
        told = {field.name for field in self.model._meta.fields} & set(named)
        columns = [column for column in self.fields or () if callable(column)]
        known = [*super().get_readonly_fields(request, obj), *columns]
        return [*known, *(name for name in named if name in told - editable and name not in known)]


class RegisterAdmin(DutyMixin, ModelAdmin):
    icon = "list_alt"
    position = 100
    """Order inside the group of the sidebar."""
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    list_filter_submit = True
    compressed_fields = True
    warn_unsaved_form = True
    formfield_overrides = {
        PersonalField: {"widget": PersonalWidget},
        EncryptedField: {"widget": PersonalWidget},
        models.URLField: {"assume_scheme": "https"},
    }
    scope_field = "community_id"
    """Where the audit files a change of this row; "" for what belongs to the whole platform."""

    def __init__(self, model: type[models.Model], admin_site: Any) -> None:
        super().__init__(model, admin_site)
        label = model._meta.label_lower
        audit.describe(
            {
                f"{label}.created": gettext_lazy("新增"),
                f"{label}.changed": gettext_lazy("修改"),
                f"{label}.deleted": gettext_lazy("删除"),
                f"{label}.edited": gettext_lazy("修改明细"),
            }
        )

    @property
    def menu(self) -> Duty:
        return self.duties[0]

    # --- rows -----------------------------------------------------------------------------------
    def get_queryset(self, request: HttpRequest) -> Any:
        return self.visible(super().get_queryset(request), viewer_of(request))

    def visible(self, rows: Any, viewer: Any) -> Any:
        return rows.visible_to(viewer) if hasattr(rows, "visible_to") else rows

    def manageable(self, rows: Any, viewer: Any) -> Any:
        if hasattr(rows, "manageable_by"):
            return rows.manageable_by(viewer)
        return self.visible(rows, viewer)

    def choices_for(self, request: HttpRequest) -> Any:
        """What a form of another register may point at here."""
        return self.get_queryset(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or obj.pk is None:
            return True
        known = request.__dict__.setdefault("_manageable", {})
        key = (self.model, obj.pk)
        if key not in known:
            rows = self.manageable(self.model._default_manager.all(), viewer_of(request))
            known[key] = rows.filter(pk=obj.pk).exists()
        return bool(known[key])

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        if not self.may_delete:
            actions.pop("delete_selected", None)
        return actions

    # --- writing --------------------------------------------------------------------------------
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """A refusal of the business rules is an error of the form, not of the server."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except DomainError as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        refusal: DomainError | None = getattr(request, "refusal", None)
        if refusal is None:
            return form

        said, name = str(refusal), refusal.field

        class Refused(form):  # type: ignore[valid-type,misc]
            def clean(self) -> Any:
                cleaned = super().clean()
                self.add_error(name if name in self.fields else None, said)
                return cleaned

        return Refused

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = self.model._base_manager.get(pk=obj.pk) if change else None
        self.write(request, obj, before)

    def write(self, request: HttpRequest, obj: Any, before: Any) -> None:
        """A plain register: the row and its history. Rooms with actions call them instead."""
        obj.save()
        self.remember(request, obj, before)

    def adopt(self, obj: models.Model, saved: models.Model) -> None:
        """An action made or changed the row; what the page goes on with is that row."""
        obj.__dict__.update(saved.__dict__)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remember(request, obj, None, verb="deleted")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def remember(self, request: HttpRequest, obj: Any, before: Any, verb: str = "") -> None:
        details, sensitive = differences(obj, before)
        if before is not None and not details and not sensitive:
            return
        label = self.model._meta.label_lower
        audit.record(
            f"{label}.{verb or ('created' if before is None else 'changed')}",
            obj,
            actor=viewer_of(request).user,
            scope=self.scope_of(obj),
            details=details,
            sensitive=sensitive,
            subject=getattr(obj, "subject", None),
        )

    def scope_of(self, obj: Any) -> int | None:
        return getattr(obj, self.scope_field, None) if self.scope_field else None

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Rows of an inline are part of their parent's history."""
        super().save_formset(request, form, formset, change)
        lines = {
            "added": [str(obj) for obj in formset.new_objects],
            "changed": [str(obj) for obj, _ in formset.changed_objects],
            "removed": [str(obj) for obj in formset.deleted_objects],
        }
        if any(lines.values()):
            audit.record(
                f"{formset.model._meta.label_lower}.edited",
                form.instance,
                actor=viewer_of(request).user,
                scope=self.scope_of(form.instance),
                details={key: value for key, value in lines.items() if value},
            )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """What the audit tells of this row; the row itself must be in the viewer's reach."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("变更记录：%s") % obj,
            "opts": self.opts,
            "object": obj,
            "object_id": object_id,
            "lines": [(row, in_words(self.model, row.details)) for row in audit.history(obj)],
        }
        return TemplateResponse(request, "admin/register_history.html", context)

    # The audit is the only history.
    def log_addition(self, *args: Any) -> None: ...
    def log_change(self, *args: Any) -> None: ...
    def log_deletions(self, *args: Any) -> None: ...

    def refuse(self, request: HttpRequest, refusal: DomainError) -> None:
        """For list actions: say no to one row and go on with the others."""
        messages.error(request, str(refusal))


def differences(
    obj: models.Model, before: models.Model | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was written: plain values as they are, personal ones apart (they are kept sealed)."""
    details: dict[str, Any] = {}
    sensitive: dict[str, Any] = {}
    for field in obj._meta.concrete_fields:
        if field.primary_key or not field.editable:
            continue
        new = getattr(obj, field.attname)
        old = getattr(before, field.attname) if before is not None else None
        if isinstance(field, PersonalField):
            clear, former = _clear(new), _clear(old)
            if clear != former:
                sensitive[field.name] = [former, clear]
        elif new != old and not (before is None and new in (None, "")):
            details[field.name] = [_plain(old), _plain(new)]
    return details, sensitive


def _clear(value: Any) -> str:
    return value.open() if isinstance(value, Personal) else (value or "")


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | float | None) else str(value)
