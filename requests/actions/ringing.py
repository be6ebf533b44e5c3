"""A timer rang: the clock takes its step. Whoever sweeps how often, each rings once."""

from django.db import transaction
from django.db.models.functions import Now

from core.exceptions import DomainError
from requests.actions import forwarding
from requests.actions.conclude import close_unrated
from requests.actions.moving import Tick, lock, move, tick_all
from requests.actions.ticking import plan
from requests.models import LadderRung, ServiceRequest, Timer
from requests.tiers import Tier
from requests.workflow import by_name

BATCH = 500
TICKS = frozenset({Timer.Purpose.RUNG, Timer.Purpose.INVITE, Timer.Purpose.LOOK})
"""They move nothing, and many at once are told in a few statements."""
ABOVE = {"street": Tier.STREET, "district": Tier.DISTRICT}


def sweep(*, batch: int = BATCH) -> int:
    """Ring what is due by the database's clock; how many rang. Two sweepers share the work."""
    rang, passed = 0, set[int]()
    while rang < batch:
        claimed, done = _ring_some(batch - rang, passed)
        if not claimed:
            break
        rang += done
    return rang


@transaction.atomic
def _ring_some(most: int, passed: set[int]) -> tuple[int, int]:
    """How many were claimed, and how many of them rang. Of each request one: the next one is due
    by what this one left. A request somebody works on just now is passed by until next time."""
    due = Timer.objects.filter(fired_at__isnull=True, due_at__lte=Now()).exclude(pk__in=passed)
    claimed = list(
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("rung")
        .order_by("due_at", "id")[:most]
    )
    first = {timer.service_request_id: timer for timer in reversed(claimed)}
    free = (
        ServiceRequest.objects.filter(pk__in=first)
        .select_for_update(skip_locked=True, of=("self",), no_key=True)
        .select_related("sla", "community")
        .order_by("pk")
    )
    rows = {row.pk: row for row in free} if first else {}
    ringing = [timer for pk, timer in first.items() if pk in rows]
    passed |= {timer.pk for timer in claimed if timer.service_request_id not in rows}
    Timer.objects.filter(pk__in=[timer.pk for timer in ringing]).update(fired_at=Now())
    tick_all(
        [
            _tick(timer, rows[timer.service_request_id])
            for timer in ringing
            if timer.purpose in TICKS
        ]
    )
    for timer in ringing:
        if timer.purpose not in TICKS:
            _ring(timer, rows[timer.service_request_id])
    return len(claimed), len(ringing)


def _tick(timer: Timer, row: ServiceRequest) -> Tick:
    """What is only said: a rung of the ladder, the question how it was, a look."""
    rung = timer.rung
    if timer.purpose == Timer.Purpose.INVITE:
        return Tick(row, by_name("invite"), {"turn": timer.turn}, row.level)
    if rung is None:
        return Tick(row, by_name("remind"), {"tells": "keeper"}, row.level)
    data = {"rung": rung.pk, "clock": rung.clock, "tells": rung.tells, "turn": timer.turn}
    if rung.act != LadderRung.Act.ESCALATE:
        return Tick(row, by_name("remind"), data | {"act": rung.act}, row.level)
    level = max(row.level, ABOVE.get(rung.tells, Tier.COMMUNITY))
    return Tick(row, by_name("escalate"), data | {"to": level}, level)


def _ring(timer: Timer, row: ServiceRequest) -> None:
    try:
        with transaction.atomic():
            _take(timer, row)
    except DomainError:
        # It moved on between the planning and the ringing; what is due now is planned anew.
        row = lock(row)
        row.due_at = plan(row)
        row.save(update_fields=["due_at"])


def _take(timer: Timer, row: ServiceRequest) -> None:
    if timer.purpose == Timer.Purpose.WAKE:
        move(row, "wake", by=None, changes={"paused_until": None})
    elif timer.purpose == Timer.Purpose.LAPSE:
        move(row, "lapse", by=None)
    elif timer.purpose == Timer.Purpose.FORWARD:
        forwarding.remind(row, timer.turn)
    else:
        close_unrated(row)
