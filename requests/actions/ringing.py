"""A timer rang: the clock takes its step. Whoever sweeps how often, each rings once."""

from django.db import transaction
from django.db.models.functions import Now

from core.exceptions import DomainError
from requests.actions.conclude import close_unrated
from requests.actions.moving import lock, move
from requests.actions.ticking import plan
from requests.models import LadderRung, ServiceRequest, Timer
from requests.tiers import Tier

BATCH = 200
ABOVE = {"street": Tier.STREET, "district": Tier.DISTRICT}


def sweep(*, batch: int = BATCH) -> int:
    """Ring what is due by the database's clock; how many rang. Two sweepers share the work."""
    rang = 0
    while _ring_next():
        rang += 1
        if rang >= batch:
            break
    return rang


@transaction.atomic
def _ring_next() -> bool:
    timer = (
        Timer.objects.filter(fired_at__isnull=True, due_at__lte=Now())
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("service_request", "rung")
        .order_by("due_at", "id")
        .first()
    )
    if timer is None:
        return False
    Timer.objects.filter(pk=timer.pk).update(fired_at=Now())
    _ring(timer)
    return True


def _ring(timer: Timer) -> None:
    row = lock(timer.service_request)
    try:
        with transaction.atomic():
            _take(timer, row)
    except DomainError:
        # It moved on between the planning and the ringing; what is due now is planned anew.
        row = lock(row)
        row.due_at = plan(row)
        row.save(update_fields=["due_at"])


def _take(timer: Timer, row: ServiceRequest) -> None:
    purpose = timer.purpose
    if purpose == Timer.Purpose.RUNG and timer.rung is not None:
        _climb(row, timer.rung, timer.turn)
    elif purpose == Timer.Purpose.WAKE:
        move(row, "wake", by=None, changes={"paused_until": None})
    elif purpose == Timer.Purpose.LAPSE:
        move(row, "lapse", by=None)
    elif purpose == Timer.Purpose.INVITE:
        move(row, "invite", by=None, data={"turn": timer.turn})
    elif purpose == Timer.Purpose.CLOSE:
        close_unrated(row)
    else:
        move(row, "remind", by=None, data={"tells": "keeper"})


def _climb(row: ServiceRequest, rung: LadderRung, turn: int) -> None:
    data = {"rung": rung.pk, "clock": rung.clock, "tells": rung.tells, "turn": turn}
    if rung.act != LadderRung.Act.ESCALATE:
        move(row, "remind", by=None, data=data | {"act": rung.act})
        return
    level = max(row.level, ABOVE.get(rung.tells, Tier.COMMUNITY))
    move(row, "escalate", by=None, data=data | {"to": level}, changes={"level": level})
