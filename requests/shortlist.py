"""Of fifteen thousand volunteers the few hundred worth reasoning about, found by the database.

It leaves out only who certainly may not be asked, and puts first who is likely to fit; the reasons,
and the last word, are `requests.ranking`'s.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils import timezone

from requests.bigrams import bigrams
from requests.limits import IN_HAND
from requests.models import Offer, Party, ServiceRequest
from requests.weights import BUSY, FAIR_DAYS, FREE, NEAR, OFTEN, SKILL
from volunteers.models import Skill, Volunteer, VolunteerSkill, WeeklyTime
from volunteers.models.volunteers import VolunteerQuerySet
from volunteers.queries.offers import holding, takes_offers

LONG = 300
"""More serve than one would reason about one by one."""
SLICE = 40
MOST_SLICES = 20
ENOUGH = 20
_PRIME = 2**31 - 1


def is_long(people: VolunteerQuerySet) -> bool:
    return people[LONG : LONG + 1].exists()


def slices(
    people: VolunteerQuerySet, row: ServiceRequest, now: datetime, *, days: list[int], urgent: bool
) -> Iterator[list[int]]:
    """The likeliest first. `days`: the weekdays until it is due."""
    fit = _may_be_asked(people, row, now, urgent=urgent).annotate(
        likely=_has_skill(row)
        + _is_near(row)
        + _is_free(days)
        - _is_busy(row)
        - _was_asked(row, now),
        # between equals a lot, the same for the same request: not always the first to have come
        lot=F("pk") * Value(random.Random(row.pk).randrange(1, _PRIME)) % Value(_PRIME),
    )
    # Only who they are: fifteen thousand are sorted, and not with all that is known of each.
    ordered = fit.order_by("-likely", "lot").values_list("pk", flat=True)
    for n in range(MOST_SLICES):
        yield list(ordered[n * SLICE : (n + 1) * SLICE])


def _may_be_asked(
    people: VolunteerQuerySet, row: ServiceRequest, now: datetime, *, urgent: bool
) -> VolunteerQuerySet:
    today = timezone.localdate(now)
    said = Offer.objects.filter(service_request=row, answer__in=["", Offer.Answer.DECLINED])
    fit = people.filter(takes_offers(now, urgent=urgent), user__isnull=False)
    fit = fit.exclude(user__in=said.values("user"))
    if row.reporter_id:
        fit = fit.exclude(user_id=row.reporter_id)
    if row.resident_id:
        fit = fit.filter(Q(resident__isnull=True) | ~Q(resident_id=row.resident_id))
    if row.item is not None and row.item.skill is not None:
        fit = fit.filter(pk__in=holding(row.item.skill, today).values("volunteer"))
    if row.item is not None and row.item.needs_insurance:
        fit = fit.filter(insured_until__gte=today)
    if row.grid is not None:
        far = Q(reach=Volunteer.Reach.GRID, grid__isnull=False)
        fit = fit.exclude(far & ~Q(grid_id__in=row.grid.ancestor_ids))
    return fit


def wanted(row: ServiceRequest) -> frozenset[str]:
    """What a skill has a word of, if it fits."""
    item = row.item
    return bigrams(f"{item.name} {item.keywords}" if item else str(row.title))


def _has_skill(row: ServiceRequest) -> Case:
    words = wanted(row)
    fitting = [one.pk for one in Skill.objects.all() if bigrams(one.name) & words]
    held = VolunteerSkill.objects.filter(skill__in=fitting)
    return _points(Q(pk__in=held.values("volunteer")), SKILL)


def _is_near(row: ServiceRequest) -> Case:
    return _points(Q(grid_id=row.grid_id or 0), NEAR)


def _is_free(days: list[int]) -> Case:
    slots = WeeklyTime.objects.filter(weekday__in=days)
    return _points(Q(pk__in=slots.values("volunteer")), FREE)


def _is_busy(row: ServiceRequest) -> Case:
    working = (
        Party.objects.standing()
        .working()
        .filter(community=row.community_id, user__isnull=False, service_request__status__in=IN_HAND)
    )
    return _points(Q(user_id__in=working.values("user")), BUSY)


def _was_asked(row: ServiceRequest, now: datetime) -> Case:
    lately = Offer.objects.filter(
        community=row.community_id, sent_at__gte=now - timedelta(days=FAIR_DAYS)
    )
    return _points(Q(user_id__in=lately.values("user")), OFTEN)


def _points(rule: Q, points: int) -> Case:
    return Case(When(rule, then=Value(points)), default=Value(0), output_field=IntegerField())
