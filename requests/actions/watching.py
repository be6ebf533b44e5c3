"""Each minute: what the invariant finds is written down, and mended where a rule says how."""

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from core import audit
from core.exceptions import DomainError
from requests import interests, keeping, watch
from requests.actions import protective_hands
from requests.actions.moving import lock
from requests.actions.ticking import plan
from requests.models import Breach, ServiceRequest
from requests.tiers import Tier

MOST = 500
"""Of one rule in one round; the next minute goes on."""


def look() -> dict[str, int]:
    """How many stand broken of each rule, after what could be mended was."""
    protective_hands.mend()
    found = {}
    for rule in watch.RULES:
        _write_down(rule)
        if rule in MENDS:
            _mend(rule)
        found[str(rule)] = _close(rule)
    return found


@transaction.atomic
def _write_down(rule: str) -> None:
    rows = watch.broken(rule).values_list("pk", "community_id")[:MOST]
    Breach.objects.bulk_create(
        [Breach(service_request_id=pk, community_id=place, rule=rule) for pk, place in rows],
        ignore_conflicts=True,
    )


def _close(rule: str) -> int:
    watch.no_longer(rule).update(healed_at=timezone.now())
    return Breach.objects.standing().filter(rule=rule).count()


def _mend(rule: str) -> None:
    for pk in _pks(watch.broken(rule)[:MOST]):
        try:
            with transaction.atomic():
                MENDS[rule](lock(ServiceRequest(pk=pk)))
        except (DomainError, ServiceRequest.DoesNotExist):
            continue  # nobody is there either: it stays on the page until somebody is


def _pks(rows: Iterable[ServiceRequest]) -> list[int]:
    return [row.pk for row in rows]


def _another_keeper(row: ServiceRequest) -> None:
    away = interests.barred(row)
    keeper_id = keeping.keeper_id(row.community, row.grid, Tier(row.level), without=away)
    before, row.keeper_id = row.keeper_id, keeper_id
    row.save(update_fields=["keeper"])
    audit.record(
        "requests.keeper.replaced", row, actor=None, details={"from": before, "to": keeper_id}
    )


def _another_timer(row: ServiceRequest) -> None:
    row.due_at = plan(row)
    row.save(update_fields=["due_at"])


MENDS: Mapping[str, Callable[[ServiceRequest], None]] = {
    Breach.Rule.KEEPER: _another_keeper,
    Breach.Rule.TIMER: _another_timer,
    Breach.Rule.POOL: _another_keeper,
}
"""What has one right answer. A lead is chosen by people; a dead sweep is a matter of the server."""
