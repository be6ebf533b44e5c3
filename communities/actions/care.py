"""老小残困: labels are given on evidence, for a time, and taken back with a reason."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ConsentEvent, User
from communities import care_basis, history
from communities.actions.guards import lock_resident
from communities.models import CareLabel, Resident, ResidentStatus
from core import outbox
from core.exceptions import DomainError
from core.refusals import refusing

Ending = CareLabel.Ending
CONDITIONS = {
    CareLabel.Group.ELDER: {
        "living_alone", "empty_nest", "dependent", "partly_dependent", "very_old"
    },
    CareLabel.Group.CHILD: {"left_behind", "unattended"},
    CareLabel.Group.DISABLED: {
        "sight", "hearing", "limb", "mental", "dependent", "partly_dependent"
    },
    CareLabel.Group.HARDSHIP: {"low_income", "extreme_hardship", "marginal", "sudden_hardship"},
}  # fmt: skip


@transaction.atomic
def add_label(
    resident: Resident,
    *,
    group: str,
    condition: str = "",
    basis: str = CareLabel.Basis.DUTY,
    evidence: str,
    valid_from: date,
    valid_to: date | None = None,
    actor: User | None,
) -> CareLabel:
    locked = lock_resident(resident)
    if locked.status != ResidentStatus.PRESENT:
        raise DomainError(_("只给在册的人加关爱标签"), code="not_present")
    if condition and condition not in CONDITIONS[CareLabel.Group(group)]:
        raise DomainError(_("这种情形不属于所选的类别"), field="condition")
    _check_basis(locked, group, condition, basis)
    if not evidence.strip():
        raise DomainError(_("请写明依据，如残疾人证、民政名单、入户核实"), field="evidence")
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(_("止期早于起期"), field="valid_to")
    label = CareLabel(
        community_id=locked.community_id,
        resident=locked,
        group=group,
        condition=condition,
        basis=basis,
        evidence=evidence.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_by=actor,
    )
    twice = DomainError(_("他已有这个标签；要改期限，请先取消旧的"), code="label_twice")
    with refusing(care_one_open_label_of_a_kind=twice):
        label.save(force_insert=True)
    history.note(
        "communities.care_label_added",
        locked,
        actor=actor,
        sensitive={"label": label.pk, "group": group, "condition": condition, "basis": basis},
    )
    _publish("communities.care_label_added", label)
    return label


@transaction.atomic
def end_label(label: CareLabel, *, reason: str, actor: User | None) -> CareLabel:
    locked = CareLabel.objects.select_for_update(of=("self",)).get(pk=label.pk)
    if locked.ended_at is not None:
        raise DomainError(_("这个标签已经取消了"), code="ended")
    _end(locked, reason=reason, actor=actor)
    return locked


def end_all(resident: Resident, *, reason: str, actor: User | None, basis: str = "") -> None:
    labels = resident.care_labels.select_for_update().filter(ended_at__isnull=True)
    for label in labels.filter(basis=basis) if basis else labels:
        _end(label, reason=reason, actor=actor)


@transaction.atomic
def end_without_consent(resident: Resident, *, kind: str, actor: User | None) -> int:
    """He took back his yes: what stood on it ends; what the law has recorded stays.

    Under the person's lock, as adding is: a label that was just being added is seen here, one
    that comes after finds no consent.
    """
    locked = lock_resident(resident)
    if ConsentEvent.objects.holds(locked.subject, kind):
        return 0
    open_ones = locked.care_labels.select_for_update().filter(
        ended_at__isnull=True, basis=CareLabel.Basis.CONSENT
    )
    ended = 0
    for label in open_ones:
        asked = care_basis.kind_of(label.group, label.condition, is_child=locked.is_protected)
        if asked == kind:
            _end(label, reason=Ending.WITHDRAWN, actor=actor)
            ended += 1
    return ended


def take_up_again(resident: Resident, *, reason: str, actor: User | None) -> None:
    """What ended for this reason should not have; what has run out meanwhile stays ended."""
    today = timezone.localdate()
    for label in resident.care_labels.select_for_update().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), end_reason=reason
    ):
        label.ended_at, label.end_reason = None, ""
        label.save(update_fields=["ended_at", "end_reason"])
        history.note(
            "communities.care_label_restored", resident, actor=actor, details={"label": label.pk}
        )


@transaction.atomic
def expire_labels(on: date | None = None) -> int:
    """The nightly sweep: what ran out is closed, so that it can be given anew."""
    day = on or timezone.localdate()
    due = CareLabel.objects.select_for_update(skip_locked=True).filter(
        ended_at__isnull=True, valid_to__lt=day
    )
    labels = list(due)
    for label in labels:
        _end(label, reason=Ending.EXPIRED, actor=None)
    return len(labels)


def _check_basis(resident: Resident, group: str, condition: str, basis: str) -> None:
    possible = care_basis.possible(group, condition)
    if basis not in possible:
        raise DomainError(
            _("这一类按法定职责登记，不用另外征得同意：请选“有名单或证件”"), field="basis"
        )
    if basis != CareLabel.Basis.CONSENT:
        return
    kind = care_basis.kind_of(group, condition, is_child=resident.is_protected)
    if not ConsentEvent.objects.holds(resident.subject, kind):
        message = _("他还没有同意登记“{kind}”：先在他的页面上登记同意，再加这个标签")
        raise DomainError(message.format(kind=kind.label), code="no_consent", field="basis")


def _end(label: CareLabel, *, reason: str, actor: User | None) -> None:
    label.ended_at, label.end_reason = timezone.now(), Ending(reason)
    label.save(update_fields=["ended_at", "end_reason"])
    history.note(
        "communities.care_label_ended",
        label.resident,
        actor=actor,
        details={"label": label.pk, "reason": str(reason)},
    )
    _publish("communities.care_label_ended", label)


def _publish(topic: str, label: CareLabel) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{label.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={
            "label_id": label.pk,
            "resident_id": label.resident_id,
            "community_id": label.community_id,
        },
    )
