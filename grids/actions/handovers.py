"""The list of what is open goes over, and both sign for it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox
from core.exceptions import DomainError
from grids import history
from grids.actions.guards import lock_grid
from grids.models import Handover, HandoverItem, WorkerAppointment
from grids.open_items import open_on


@transaction.atomic
def prepare_handover(appointment: WorkerAppointment, *, incoming: User, actor: User) -> Handover:
    """Draw up the list before the last day, so that both can walk through it together."""
    lock_grid(appointment.grid)
    if appointment.ended_at is not None or Handover.objects.filter(appointment=appointment):
        raise DomainError(_("这份交接单已经开列过了"), code="opened")
    return draw_up(appointment, incoming=incoming, without_successor=False, actor=actor)


def draw_up(
    appointment: WorkerAppointment, *, incoming: User, without_successor: bool, actor: User
) -> Handover:
    """Inside the caller's transaction and lock. A list that is there already is kept."""
    if incoming == appointment.worker:
        raise DomainError(_("接手的人不能是本人"), field="incoming")
    handover = Handover.objects.filter(appointment=appointment).first()
    if handover is not None:
        return _readdress(handover, incoming, without_successor=without_successor, actor=actor)
    handover = Handover.objects.create(
        community_id=appointment.community_id,
        grid_id=appointment.grid_id,
        appointment=appointment,
        outgoing=appointment.worker,
        incoming=incoming,
        without_successor=without_successor,
        opened_by=actor,
    )
    HandoverItem.objects.bulk_create(
        HandoverItem(
            community_id=appointment.community_id,
            handover=handover,
            kind=item.kind,
            title=item.label,
            count=item.count,
            refs=item.ids,
        )
        for item in open_on(appointment.grid)
    )
    history.note(
        "grids.handover_opened",
        handover,
        actor=actor,
        details={
            "grid": handover.grid_id,
            "incoming": incoming.pk,
            "without_successor": without_successor,
        },
    )
    _publish("grids.handover_opened", handover)
    return handover


def _readdress(
    handover: Handover, incoming: User, *, without_successor: bool, actor: User
) -> Handover:
    """Somebody else takes over than was thought: he signs, and nobody has signed before him."""
    if handover.incoming_id == incoming.pk and handover.without_successor == without_successor:
        return handover
    if handover.incoming_signed_at is not None:
        raise DomainError(_("交接单已由别人签收，继任应是签收的人"), code="signed")
    handover.incoming, handover.without_successor = incoming, without_successor
    handover.save(update_fields=["incoming", "without_successor"])
    history.note(
        "grids.handover_readdressed", handover, actor=actor, details={"incoming": incoming.pk}
    )
    return handover


@transaction.atomic
def note_item(item: HandoverItem, *, note: str, actor: User) -> HandoverItem:
    """A word of the outgoing worker to one line, until he has signed."""
    handover = _lock(item.handover)
    if handover.outgoing_signed_at is not None:
        raise DomainError(_("交出方已经签字，不能再改"), code="signed")
    item.note = note.strip()
    item.save(update_fields=["note"])
    history.note("grids.handover_noted", handover, actor=actor, details={"kind": item.kind})
    return item


@transaction.atomic
def sign_over(handover: Handover, *, actor: User, proxy_reason: str = "") -> Handover:
    """The outgoing worker signs. Where he cannot, staff sign for him and say why."""
    handover = _lock(handover)
    if handover.outgoing_signed_at is not None:
        return handover
    if actor != handover.appointment.worker:
        if actor == handover.incoming:
            raise DomainError(_("接手的人不能替交出的人签字"), code="both_sides")
        if not proxy_reason.strip():
            raise DomainError(_("本人不能签字时可以代签，请写原因"), field="proxy_reason")
        handover.proxy_reason = proxy_reason.strip()
    handover.outgoing_signed_at, handover.outgoing_signed_by = timezone.now(), actor
    handover.save(update_fields=["outgoing_signed_at", "outgoing_signed_by", "proxy_reason"])
    history.note(
        "grids.handover_signed_over",
        handover,
        actor=actor,
        details={"by_proxy": bool(handover.proxy_reason)},
    )
    return handover


@transaction.atomic
def take_over(handover: Handover, *, actor: User) -> Handover:
    """The incoming one signs, after the outgoing one; from here on it is his."""
    handover = _lock(handover)
    if handover.incoming_signed_at is not None:
        return handover
    if actor != handover.incoming:
        raise DomainError(_("要由接手的人自己签字"), code="not_incoming")
    if handover.outgoing_signed_at is None:
        raise DomainError(_("等交出的人先签字"), code="not_signed_over")
    handover.incoming_signed_at = timezone.now()
    handover.save(update_fields=["incoming_signed_at"])
    history.note("grids.handover_completed", handover, actor=actor)
    _publish("grids.handover_completed", handover)
    return handover


def _lock(handover: Handover) -> Handover:
    return (
        Handover.objects.select_for_update(of=("self",))
        .select_related("appointment__worker", "incoming")
        .get(pk=handover.pk)
    )


def _publish(topic: str, handover: Handover) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{handover.pk}",
        payload={
            "handover_id": handover.pk,
            "grid_id": handover.grid_id,
            "community_id": handover.community_id,
        },
    )
