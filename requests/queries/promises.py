"""What is promised: every policy with its clocks, what it was before, and the ladder above it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.roles import DISTRICT_OFFICIAL
from accounts.viewer import Viewer
from requests import saying
from requests.facts import readings
from requests.models import Breach, LadderRung, ServiceRequest, SlaPolicy, SlaRule
from requests.models.policies import Priority
from requests.tiers import tier_of
from requests.workflow import ClockKind

SHOWN = 50
CHANGES = frozenset({DISTRICT_OFFICIAL})
"""A promise holds for every community of the district: who answers for it changes it."""
DISPLAYED = (ClockKind.CONTACT, ClockKind.HANDLING, ClockKind.TOTAL)


@dataclass(frozen=True)
class Line:
    clock: Any
    cells: list[SlaRule | None]
    """One for each priority."""


@dataclass(frozen=True)
class Policy:
    policy: SlaPolicy
    lines: list[Line]


@dataclass(frozen=True)
class Page:
    policies: list[Policy]
    priorities: list[Any]
    ladder: list[tuple[Any, list[LadderRung]]]
    may_change: bool


@dataclass(frozen=True)
class Watch:
    counts: list[tuple[Any, int]]
    standing: list[Breach] = field(default_factory=list)
    healed: list[Breach] = field(default_factory=list)


def reads(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and tier_of(viewer) is not None


def may_change(viewer: Viewer) -> bool:
    return viewer.role.code in CHANGES and viewer.is_staff and not viewer.sleeping


def page(viewer: Viewer) -> Page:
    if not reads(viewer):
        raise Http404
    rules: dict[tuple[int, str], dict[int, SlaRule]] = defaultdict(dict)
    for rule in SlaRule.objects.filter(replaced_at__isnull=True):
        rules[rule.policy_id, rule.clock][rule.priority] = rule
    policies = [
        Policy(
            policy,
            [
                Line(kind.label, [rules[policy.pk, kind].get(level) for level in Priority])
                for kind in ClockKind
            ],
        )
        for policy in SlaPolicy.objects.order_by("-is_default", "pk")
    ]
    rungs: dict[str, list[LadderRung]] = defaultdict(list)
    for rung in LadderRung.objects.filter(area__isnull=True).order_by("clock", "position"):
        rungs[rung.clock].append(rung)
    ladder = [(kind.label, rungs[kind]) for kind in ClockKind if rungs[kind]]
    return Page(policies, [level.label for level in Priority], ladder, may_change(viewer))


def get_rule(viewer: Viewer, pk: int) -> SlaRule:
    if not may_change(viewer):
        raise Http404
    rules = SlaRule.objects.filter(replaced_at__isnull=True).select_related("policy")
    return get_object_or_404(rules, pk=pk)


def earlier(rule: SlaRule) -> list[SlaRule]:
    same = SlaRule.objects.filter(policy=rule.policy, clock=rule.clock, priority=rule.priority)
    return list(same.exclude(pk=rule.pk).order_by("-version"))


def watch(viewer: Viewer) -> Watch:
    """Within one's reach; what healed lately stays in sight."""
    if not reads(viewer):
        raise Http404
    rows = Breach.objects.in_reach(viewer).select_related("community", "service_request")
    # Numbers only: a complaint about one's own house has a number like any other, and no words.
    standing = list(rows.standing().order_by("seen_at", "pk")[:SHOWN])
    healed = list(rows.filter(healed_at__isnull=False).order_by("-healed_at", "-pk")[:SHOWN])
    counts = [(rule.label, sum(one.rule == rule for one in standing)) for rule in Breach.Rule]
    return Watch(counts, standing, healed)


def clock_lines(row: ServiceRequest) -> list[dict[str, Any]]:
    """Each clock of the present epoch as a line anybody reads: due, late, in time."""
    shown = readings(row)
    kinds = [*DISPLAYED, ClockKind.ANSWER]
    return [{"name": kind.label, **saying.clock(shown[kind])} for kind in kinds if kind in shown]
