"""Once a day: rules that nothing fits any more, and lanes in which nobody stands."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from communities.models import Area, Level
from requests.dispatching import catalogues, first_fit, nearest, tallied
from requests.lanes import manned
from requests.models import DispatchAlert, DispatchCatalogue, DispatchRule, ServiceRequest
from requests.models.parties import Lane

What = DispatchAlert.What
Key = tuple[int, int, str, str]
"""Community, rule, what, lane."""


@transaction.atomic
def watch(now: datetime | None = None) -> int:
    """Begin what is newly so, end what is no longer; how many stand now."""
    now = now or timezone.now()
    found = _found(now)
    standing = {_key(one): one for one in DispatchAlert.objects.standing().select_for_update()}
    over = [alert.pk for key, alert in standing.items() if key not in found]
    DispatchAlert.objects.filter(pk__in=over).update(ended_at=now)
    DispatchAlert.objects.bulk_create(
        DispatchAlert(community_id=community, rule_id=rule, what=what, lane=lane, since=now)
        for community, rule, what, lane in sorted(found - set(standing))
    )
    return len(found)


def _found(now: datetime) -> set[Key]:
    places = list(Area.objects.filter(level=Level.COMMUNITY, is_active=True).order_by("pk"))
    known = catalogues(Q(area__isnull=False))
    at_work = manned(place.pk for place in places)
    used = _used(known, now)
    found: set[Key] = set()
    for place in places:
        catalogue = nearest(known, place)
        if catalogue is None:
            continue
        for rule in catalogue.rules.all():
            for lane in (rule.lead_lane, *rule.support_lanes):
                if place.pk not in at_work[Lane(lane)]:
                    found.add((place.pk, rule.pk, What.NOBODY, lane))
            # only of the place's own table: what is written for many fits somewhere
            if catalogue.area_id == place.pk and _is_dead(rule, catalogue, used, now):
                found.add((place.pk, rule.pk, What.DEAD, ""))
    return found


def _is_dead(
    rule: DispatchRule, catalogue: DispatchCatalogue, used: Counter[int], now: datetime
) -> bool:
    begun = catalogue.in_force_at
    waited = begun is not None and begun <= now - timedelta(days=catalogue.dead_after_days)
    return waited and not used[rule.pk]


def _used(known: list[DispatchCatalogue], now: datetime) -> Counter[int]:
    """How often each rule of a place's own table was the first to fit, one statement a table."""
    used = Counter[int]()
    for catalogue in known:
        if catalogue.area_id is None:
            continue
        since = now - timedelta(days=catalogue.dead_after_days)
        rows = ServiceRequest.objects.filter(community_id=catalogue.area_id, created_at__gte=since)
        for group in tallied(rows):
            rule = first_fit(catalogue.rules.all(), group.order)
            if rule is not None:
                used[rule.pk] += group.count
    return used


def _key(alert: DispatchAlert) -> Key:
    return (alert.community_id, alert.rule_id, alert.what, alert.lane)
