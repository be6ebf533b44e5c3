"""Who checked in and who works as a social worker: as many as the story says, counted right."""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet, Sum

from communities.models import Area
from core.models import TallyDelta
from doors.town import party, social_workers
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.plan import WUTONGLI_CODE
from organizations.models import MemberCheckin, SocialWorker, Stationing, UnitCheckin


def promised() -> Finding:
    home = Area.objects.get(code=WUTONGLI_CODE)
    workers = SocialWorker.objects.active().filter(community=home)
    found = {
        "members": MemberCheckin.objects.filter(community=home).count(),
        "members without an account": MemberCheckin.objects.filter(
            community=home, user__isnull=True
        ).count(),
        "stationed": workers.filter(engagement="stationed").count(),
        "own": workers.filter(engagement="community").count(),
        "also on a grid": sum(
            bool(worker.is_grid_worker)  # type: ignore[attr-defined]
            for worker in workers.with_grid_work()
        ),
    }
    expected = {
        "members": party.MEMBERS,
        "members without an account": 1,
        "stationed": len(social_workers.STATIONED),
        "own": len(social_workers.OWN),
        "also on a grid": 1,
    }
    return equal(expected, found, "party")


def ledgers() -> Finding:
    """The steps of the tally add up to the rows, community by community."""
    expected: Counter[Any] = Counter()
    found: Counter[Any] = Counter()
    measures: dict[str, QuerySet[Any]] = {
        "organizations.member_checkins": MemberCheckin.objects.accepted(),
        "organizations.unit_checkins": UnitCheckin.objects.accepted(),
        "organizations.social_workers": SocialWorker.objects.active(),
    }
    for measure, rows in measures.items():
        for community, number in rows.values_list("community_id").annotate(n=Count("pk")):
            expected[measure, community] += number
        steps = TallyDelta.objects.filter(measure=measure).values_list("scope")
        for community, number in steps.annotate(n=Sum("delta")):
            found[measure, community] += number
    return equal(expected, found, "tally")


def roles() -> Finding:
    """Who is stationed and has an account holds the role there; nobody without a yes does."""
    confirmed = Stationing.objects.on().filter(user__isnull=False)
    return none_of(confirmed, confirmed.filter(grant__isnull=True), "has no role")


CHECKS = (
    Check("双报到与社工 · as many as promised", promised),
    Check("报到台账 · check-ins add up", ledgers),
    Check("驻站权限 · stations and roles", roles),
)
