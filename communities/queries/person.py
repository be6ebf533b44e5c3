"""One resident's page at the desk, and the clear view of one detail, which is written down."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.privacy import purpose_of_opening
from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities import history
from communities.models import (
    Authority,
    Binding,
    CareLabel,
    Household,
    MergeRecord,
    Resident,
    ResidentStatus,
)
from communities.queries.consents import ConsentLine, consents_of
from communities.queries.minors import is_protected, may_read_minor
from communities.queries.past import history_of
from communities.queries.residents import (
    ResidentRow,
    address_of,
    age_words,
    row_for,
    rows_for,
    with_everything,
)
from core import audit
from core.exceptions import DomainError
from core.models import AuditEvent

REVEALABLE = {
    "phone": DataClass.PERSONAL,
    "registered_address": DataClass.PERSONAL,
    "id_number": DataClass.SENSITIVE,
    "note": DataClass.SENSITIVE,
}


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    reveal: str = ""
    """The field behind the mask, where this viewer may ask for it."""


@dataclass(frozen=True)
class LabelRow:
    pk: int
    name: str
    basis: str
    evidence: str
    since: object
    until: object
    may_end: bool


@dataclass(frozen=True)
class Stands:
    """An account that is his, or that may act for him."""

    pk: int
    account: str
    phone: str
    how: str
    until: object = None


@dataclass(frozen=True)
class PersonPage:
    row: ResidentRow
    facts: list[Fact]
    members: list[ResidentRow]
    lives_here: bool
    labels: list[LabelRow]
    consents: list[ConsentLine]
    bindings: list[Stands]
    authorities: list[Stands]
    merges: list[MergeRecord]
    history: list[history.Event]


def person_page(viewer: Viewer, resident: Resident) -> PersonPage:
    """`resident` comes from `residents.get_visible`: the scope was asked there."""
    closed = not may_read_minor(viewer, resident)
    if not closed and is_protected(resident) and viewer.is_staff:
        purpose = purpose_of_opening(viewer, resident.community_id)
        history.note_reading(resident, ["record"], actor=viewer.user, purpose=purpose)
    lives_here = resident.status == ResidentStatus.PRESENT
    return PersonPage(
        row=row_for(viewer, resident, closed=closed),
        facts=_facts(viewer, resident, closed=closed),
        members=members_of(viewer, resident.household, but=resident.pk) if lives_here else [],
        lives_here=lives_here,
        labels=[] if closed else _labels(viewer, resident),
        consents=consents_of(resident) if reads_consents(viewer, resident) else [],
        bindings=[] if closed else _bindings(resident),
        authorities=_authorities(resident),
        merges=list(
            MergeRecord.objects.filter(kept=resident, undone_at__isnull=True)
            .select_related("absorbed")
            .order_by("-merged_at")
        ),
        history=history_of(viewer, resident),
    )


def members_of(viewer: Viewer, household: Household | None, *, but: int = 0) -> list[ResidentRow]:
    if household is None:
        return []
    members = with_everything(household.members.present().exclude(pk=but))
    return rows_for(viewer, list(members.order_by("-is_head", "born_on", "pk")))


@transaction.atomic
def reveal(viewer: Viewer, resident: Resident, field: str, purpose: str) -> str:
    """One detail in clear, for a purpose, noted, and only so many an hour."""
    purpose = purpose.strip()
    if field not in REVEALABLE or not viewer.sees(REVEALABLE[field]):
        raise DomainError(_("您的角色不能查看这一项"), code="not_for_you")
    if not may_read_minor(viewer, resident):
        raise DomainError(_("未满 14 岁的档案要先经批准才能查阅"), code="minor")
    if not purpose:
        raise DomainError(_("请选择查看的用途"), field="purpose")
    refuse_after_many(viewer)
    history.note_reading(resident, [field], actor=viewer.user, purpose=purpose)
    value: str = getattr(resident, field).open()
    return value


def get_manageable_label(viewer: Viewer, pk: int) -> CareLabel:
    rows = CareLabel.objects.filter(resident__in=Resident.objects.manageable_by(viewer))
    if not viewer.sees(DataClass.SENSITIVE):
        rows = rows.none()
    return get_object_or_404(rows, pk=pk)


def get_manageable_binding(viewer: Viewer, pk: int) -> Binding:
    return get_object_or_404(Binding.objects.filter(resident__in=_at_the_window(viewer)), pk=pk)


def get_manageable_authority(viewer: Viewer, pk: int) -> Authority:
    return get_object_or_404(Authority.objects.filter(resident__in=_at_the_window(viewer)), pk=pk)


def get_manageable_merge(viewer: Viewer, pk: int) -> MergeRecord:
    return get_object_or_404(MergeRecord.objects.filter(kept__in=_at_the_window(viewer)), pk=pk)


def _at_the_window(viewer: Viewer) -> "QuerySet[Resident]":
    """Identities are the office's business, not the grid's."""
    people = Resident.objects.manageable_by(viewer)
    return people.none() if viewer.is_grid_bound else people


def refuse_after_many(viewer: Viewer) -> None:
    """Counted in the audit itself, under the account's lock: thirty at once are thirty.

    One budget for the clear values of every register: residents, volunteers.
    """
    if viewer.user is None:
        raise DomainError(_("您的角色不能查看这一项"), code="not_for_you")
    User.objects.select_for_update().get(pk=viewer.user.pk)
    seen = (
        AuditEvent.objects.filter(
            actor=viewer.user_id,
            verb__endswith=".read",
            at__gte=timezone.now() - timedelta(hours=1),
        )
        .exclude(details__fields=["record"])
        .count()
    )
    if seen >= settings.REVEALS_PER_HOUR:
        raise DomainError(
            _("这一小时已看了 {count} 条，请过一会儿再看").format(count=seen), code="too_many"
        )


def _facts(viewer: Viewer, resident: Resident, *, closed: bool) -> list[Fact]:
    lives_here = resident.status == ResidentStatus.PRESENT
    grid = resident.grid.title if resident.grid else ""
    facts = [
        Fact(_("性别"), str(resident.get_gender_display())),
        Fact(_("年龄"), age_words(resident, closed=closed)),
        *([] if lives_here else _gone(viewer, resident, closed=closed)),
        Fact(_("住址") if lives_here else _("原住址"), address_of(resident)),
        Fact(_("网格") if lives_here else _("原网格"), grid),
    ]
    if closed:
        return facts
    if viewer.sees(DataClass.SENSITIVE) and resident.born_on:
        facts[1] = Fact(_("年龄"), f"{facts[1].value} · {resident.born_on:%Y-%m-%d}")
    labels = {
        "phone": _("电话"),
        "id_number": _("身份证号"),
        "registered_address": _("户籍地址"),
        "note": _("备注"),
    }
    for name, label in labels.items():
        if viewer.sees(REVEALABLE[name]):
            value = getattr(resident, name)
            facts.append(Fact(label, str(value), reveal=name if value else ""))
    if lives_here:
        facts.append(Fact(_("人户关系"), str(resident.get_residence_kind_display())))
    return [
        *facts,
        Fact(_("来源"), f"{resident.get_origin_display()} {resident.origin_place}".strip()),
        Fact(_("监护人"), _name(viewer, resident.guardian)),
    ]


def _gone(viewer: Viewer, resident: Resident, *, closed: bool) -> list[Fact]:
    """On which day, and where to, as the desk wrote it down."""
    day = resident.status_on.isoformat() if resident.status_on else ""
    if resident.status == ResidentStatus.DECEASED:
        return [Fact(_("去世日期"), day)]
    if resident.status != ResidentStatus.MOVED:
        return []
    facts = [Fact(_("迁出日期"), day)]
    if not closed and viewer.sees(DataClass.PERSONAL):
        facts.append(Fact(_("迁往"), _destination(resident)))
    return facts


def _destination(resident: Resident) -> str:
    left = AuditEvent.objects.filter(
        object_type=resident._meta.label_lower,
        object_id=str(resident.pk),
        verb="communities.resident_moved",
        details__kind="out",
    )
    last = left.order_by("-at", "-pk").first()
    told = audit.open_sensitive(last) if last else None
    return str((told or {}).get("destination", ""))


def _name(viewer: Viewer, person: Resident | None) -> str:
    if person is None:
        return ""
    if viewer.sees(DataClass.PERSONAL):
        person.name.disclose()
    return str(person.name)


def _labels(viewer: Viewer, resident: Resident) -> list[LabelRow]:
    if not viewer.sees(DataClass.SENSITIVE):
        return []
    return [
        LabelRow(
            pk=label.pk,
            name=f"{label.get_group_display()} {label.get_condition_display()}".strip(),
            basis=str(label.get_basis_display()),
            evidence=str(label.evidence),
            since=label.valid_from,
            until=label.valid_to,
            may_end=viewer.role.manages_registers,
        )
        for label in CareLabel.objects.filter(resident=resident, ended_at__isnull=True).order_by(
            "group", "pk"
        )
    ]


def reads_consents(viewer: Viewer, resident: Resident) -> bool:
    """That somebody was asked about his illness says something of it."""
    return viewer.sees(DataClass.SENSITIVE) and may_read_minor(viewer, resident)


def _bindings(resident: Resident) -> list[Stands]:
    return [
        Stands(row.pk, str(row.user.name), str(row.user.phone), str(row.get_proof_display()))
        for row in resident.bindings.standing().select_related("user")
    ]


def _authorities(resident: Resident) -> list[Stands]:
    return [
        Stands(
            row.pk,
            str(row.user.name),
            str(row.user.phone),
            f"{row.get_relation_display()} · {row.get_purpose_display()}",
            row.valid_to,
        )
        for row in resident.authorities.in_force().select_related("user").order_by("pk")
    ]
