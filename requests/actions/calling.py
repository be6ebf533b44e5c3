"""一个一个请，或者一小批一小批请: the next ones when the last have lapsed or all said no."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.viewer import Viewer
from core.quiet import end_of_quiet
from requests.actions.moving import lock, move
from requests.actions.offering import close_overdue, lock_people, make
from requests.models import Calling, ServiceRequest
from requests.ranking import rank
from requests.workflow import Status


@transaction.atomic
def call(
    service_request: ServiceRequest, *, size: int, wait_minutes: int, by: Viewer
) -> ServiceRequest:
    """From here on it goes by itself; it still waits for anybody in the pool as well."""
    row = lock(service_request)
    data = {"size": size, "wait_minutes": wait_minutes}
    row = move(row, "call", by=by, data=data).service_request
    _end(row)
    calling = Calling.objects.create(
        community_id=row.community_id,
        service_request=row,
        started_by=by.actor,
        size=size,
        wait_minutes=wait_minutes,
        next_at=timezone.now(),
    )
    return _next_wave(row, calling)


def go_on_after_no(row: ServiceRequest) -> None:
    """The last of a wave declined: nobody waits for the hour to pass. The row is locked."""
    calling = _standing(row)
    if calling is not None and not row.offers.waiting().exists():
        _next_wave(row, calling)


def call_on(*, batch: int = 200) -> int:
    """Whatever is due, one request at a time."""
    done = 0
    while done < batch and _call_next():
        done += 1
    return done


@transaction.atomic
def _call_next() -> bool:
    due = Calling.objects.due().order_by("next_at", "pk").first()
    if due is None:
        return False
    row = lock(ServiceRequest(pk=due.service_request_id))
    calling = _standing(row)  # again, now that nobody else moves it
    if calling is None or calling.next_at > timezone.now():
        return True
    if row.status == Status.POOLED:
        _next_wave(row, calling)
    else:
        _end(row)
    return True


def _next_wave(row: ServiceRequest, calling: Calling) -> ServiceRequest:
    now = timezone.now()
    close_overdue(row)
    asked = set(row.offers.values_list("user", flat=True))  # silence is an answer too
    fresh = [one for one in rank(row, now).candidates if one.volunteer.user_id not in asked]
    wanted = [one.volunteer.pk for one in fresh[: calling.size]]
    lock_people(row, wanted)  # two waves at once count his offers one after the other
    chosen = rank(row, now, only=wanted).candidates
    if not chosen:
        morning = end_of_quiet(now)
        if morning and any(
            one.volunteer.user_id not in asked for one in rank(row, morning).candidates
        ):
            calling.next_at = morning
            calling.save(update_fields=["next_at"])
            return row  # somebody would, but nobody is woken for it
        _end(row)
        return move(row, "nobody_left", by=None, data={"turn": calling.turn}).service_request
    until = now + timedelta(minutes=calling.wait_minutes)
    offers = make(row, chosen, now, until, sent_by=calling.started_by)
    calling.turn, calling.next_at = calling.turn + 1, until
    calling.save(update_fields=["turn", "next_at"])
    data = {"offers": [one.pk for one in offers], "turn": calling.turn}
    return move(row, "offer", by=None, data=data).service_request


def _standing(row: ServiceRequest) -> Calling | None:
    return Calling.objects.standing().filter(service_request=row).first()


def _end(row: ServiceRequest) -> None:
    Calling.objects.standing().filter(service_request=row).update(ended_at=timezone.now())
