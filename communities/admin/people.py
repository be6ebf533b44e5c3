"""Households, residents, care labels. Columns are masked, changes go through the actions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.roles import DataClass
from communities.access import reaches
from communities.actions import care, households, residents
from communities.actions.facts import FACT_NAMES, PersonFacts
from communities.admin.shared import CommunityRegister, GridFilter
from communities.models import CareLabel, Household, Resident, ResidentStatus
from communities.queries.minors import is_protected, may_read_minor
from communities.queries.residents import age_words
from core import crypto
from core.admin_base import viewer_of
from core.admin_site import Attention, watch
from core.duties import Duty
from core.exceptions import DomainError
from core.fields import Personal
from core.identifiers import read_id_number, read_phone

FACTS = tuple(FACT_NAMES)
EXPIRES_WITHIN_DAYS = 30


def clear(value: Any) -> Any:
    return value.open() if isinstance(value, Personal) else value


@admin.register(Household)
class HouseholdAdmin(CommunityRegister):
    duties = (Duty.PEOPLE,)
    icon = "house"
    position = 10
    list_display = ("number", "dwelling", "grid", "is_rented", "state")
    list_select_related = ("dwelling__building__estate", "grid")
    list_filter = (GridFilter, "status", "is_rented")
    search_fields = ("number__startswith",)
    autocomplete_fields = ("dwelling",)
    ordering = ("number",)

    def get_fields(self, request: HttpRequest, obj: Household | None = None) -> Any:
        fields = ("dwelling", "number", "is_rented", "note")
        return (*fields, "grid", "status", "status_on") if obj else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Household | None = None) -> Any:
        return ("dwelling", "number", "grid", "status", "status_on") if obj else ()

    @display(
        description=_("状态"),
        ordering="status",
        label={Household.Status.PRESENT: "success", Household.Status.ENDED: "info"},
    )
    def state(self, household: Household) -> tuple[str, str]:
        return household.status, household.get_status_display()

    def write(self, request: HttpRequest, obj: Household, before: Household | None) -> None:
        actor = viewer_of(request).user
        values = {"is_rented": obj.is_rented, "note": clear(obj.note)}
        if before is None:
            made = households.open_household(obj.dwelling, number=obj.number, actor=actor, **values)
        else:
            made = households.correct_household(before, actor=actor, **values)
        self.adopt(obj, made)


class ResidentForm(forms.ModelForm):  # type: ignore[type-arg]
    """The community follows from the household; the rules stand in the actions."""

    class Meta:
        model = Resident
        fields = ("household", "relation_to_head", *FACTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "household" in self.fields:
            self.fields["household"].required = True
        if note := self.fields.get("note"):
            note.widget.attrs["rows"] = 3


@admin.register(Resident)
class ResidentAdmin(CommunityRegister):
    duties = (Duty.PEOPLE,)
    icon = "person"
    position = 20
    form = ResidentForm
    list_display = ("name", "gender", "age", "household", "grid", "phone", "origin", "state")
    list_select_related = ("household", "grid")
    list_filter = (GridFilter, "status", "gender", "residence_kind", "origin", "is_new_employment")
    search_fields = ("name_key__startswith",)
    search_help_text = _("姓名、拼音（zhangguifang 或 zgf），或完整的电话、身份证号")
    autocomplete_fields = ("household",)
    ordering = ("name_key", "id")

    def get_fields(self, request: HttpRequest, obj: Resident | None = None) -> Any:
        """Homes change by moving, marrying, splitting: on the desk, not by editing a field."""
        fixed = ("status", "status_on", "grid", "is_head", "guardian", "moved_in_on")
        return ("household", "relation_to_head", *FACTS, *(fixed if obj else ()))

    def get_readonly_fields(self, request: HttpRequest, obj: Resident | None = None) -> Any:
        if obj is None:
            return ()
        return (
            "household", "relation_to_head", "status", "status_on", "grid", "is_head", "guardian",
            "moved_in_on",
        )  # fmt: skip

    @display(
        description=_("状态"),
        ordering="status",
        label={
            ResidentStatus.PRESENT: "success",
            ResidentStatus.MOVED: "warning",
            ResidentStatus.DECEASED: "info",
            ResidentStatus.MERGED: "info",
        },
    )
    def state(self, resident: Resident) -> tuple[str, str]:
        return resident.status, resident.get_status_display()

    @admin.display(description=_("年龄"), ordering="-born_on")
    def age(self, resident: Resident) -> str:
        """A child's exact age belongs to the record that needs an approval."""
        return age_words(resident, closed=is_protected(resident))

    def has_view_permission(self, request: HttpRequest, obj: Resident | None = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or may_read_minor(viewer_of(request), obj))

    def has_change_permission(self, request: HttpRequest, obj: Resident | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_read_minor(viewer_of(request), obj))

    def get_search_results(self, request: HttpRequest, queryset: Any, term: str) -> Any:
        """A number is looked up whole by its blind index; a name by characters or by sound."""
        term = term.strip()
        if number := read_id_number(term, today=timezone.localdate()):
            return queryset.filter(id_index=crypto.blind_index("id_number", number.value)), False
        if phone := read_phone(term):
            return queryset.filter(phone_index=crypto.blind_index("phone", phone)), False
        if term and not term.isascii():
            return queryset.filter(name__contains=term), False
        if term and queryset.filter(name_initials=term.lower()).exists():
            return queryset.filter(name_initials=term.lower()), False
        return super().get_search_results(request, queryset, term)

    def write(self, request: HttpRequest, obj: Resident, before: Resident | None) -> None:
        actor = viewer_of(request).user
        facts = {name: clear(getattr(obj, name)) for name in FACTS}
        if before is not None:
            reason = gettext("台账更正")
            made = residents.correct_resident(before, actor=actor, reason=reason, **facts)
        else:
            if obj.household is None:  # the form requires it
                raise DomainError(gettext("请选择所在户。"), field="household")
            made = residents.register_resident(
                obj.household.community,
                PersonFacts(**facts),
                household=obj.household,
                relation_to_head=obj.relation_to_head,
                actor=actor,
            )
        self.adopt(obj, made)


@admin.register(CareLabel)
class CareLabelAdmin(CommunityRegister):
    """老小残困. Given on evidence and taken back with a reason; never edited."""

    duties = (Duty.PEOPLE,)
    icon = "favorite"
    position = 30
    list_display = ("resident", "group", "condition", "valid_from", "valid_to", "ended_at")
    list_select_related = ("resident",)
    list_filter = ("group", "condition", "basis", ("ended_at", admin.EmptyFieldListFilter))
    search_fields = ("resident__name_key__startswith",)
    autocomplete_fields = ("resident",)
    ordering = ("valid_to", "id")
    fields = ("resident", "group", "condition", "basis", "evidence", "valid_from", "valid_to")
    actions = ("no_longer", "mistaken")

    def visible(self, rows: Any, viewer: Any) -> Any:
        if not viewer.sees(DataClass.SENSITIVE):
            return rows.none()
        return rows.filter(reaches(viewer, grid="resident__grid"))

    def has_change_permission(self, request: HttpRequest, obj: CareLabel | None = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def write(self, request: HttpRequest, obj: CareLabel, before: CareLabel | None) -> None:
        label = care.add_label(
            obj.resident,
            group=obj.group,
            condition=obj.condition,
            basis=obj.basis,
            evidence=clear(obj.evidence),
            valid_from=obj.valid_from,
            valid_to=obj.valid_to,
            actor=viewer_of(request).user,
        )
        self.adopt(obj, label)

    @admin.action(description=_("取消所选标签：情形不再存在"), permissions=["change"])
    def no_longer(self, request: HttpRequest, queryset: Any) -> None:
        self._end(request, queryset, CareLabel.Ending.NO_LONGER)

    @admin.action(description=_("取消所选标签：登记有误"), permissions=["change"])
    def mistaken(self, request: HttpRequest, queryset: Any) -> None:
        self._end(request, queryset, CareLabel.Ending.MISTAKE)

    def _end(self, request: HttpRequest, queryset: Any, reason: str) -> None:
        ended = 0
        for label in queryset:
            try:
                care.end_label(label, reason=reason, actor=viewer_of(request).user)
            except DomainError as refusal:
                self.refuse(request, refusal)
            else:
                ended += 1
        if ended:
            text = ngettext("已取消 %d 个标签", "已取消 %d 个标签", ended) % ended
            messages.success(request, text)


@watch(Duty.PEOPLE)
def expiring_labels(viewer: Any) -> Any:
    """Said before the night when they fall away, so that nobody drops out of care unseen."""
    today = timezone.localdate()
    soon = today + timedelta(days=EXPIRES_WITHIN_DAYS)
    count = CareLabel.objects.filter(
        reaches(viewer, grid="resident__grid"),
        ended_at__isnull=True,
        valid_to__range=(today, soon),
    ).count()
    if count:
        text = ngettext(
            "%(count)d 个关爱标签将在 %(days)d 天内到期，请核实是否续登。",
            "%(count)d 个关爱标签将在 %(days)d 天内到期，请核实是否续登。",
            count,
        ) % {"count": count, "days": EXPIRES_WITHIN_DAYS}
        yield Attention(text, reverse("admin:communities_carelabel_changelist"))
