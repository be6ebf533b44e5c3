"""The promises, the ladder and the shelves of the menu, as every process keeps them."""

from collections.abc import Iterable

from communities.models import Area
from core.reference import kept
from requests.models import LadderRung, MenuCategory, SlaPolicy, SlaRule


@kept
def categories() -> tuple[MenuCategory, ...]:
    return tuple(MenuCategory.objects.order_by("position", "pk"))


@kept
def rules_in_force() -> tuple[SlaRule, ...]:
    rules = SlaRule.objects.filter(replaced_at__isnull=True).select_related("policy")
    return tuple(rules.order_by("pk"))


@kept
def policies() -> dict[str, SlaPolicy]:
    """By code."""
    return {policy.code: policy for policy in SlaPolicy.objects.order_by("pk")}


@kept
def rungs() -> tuple[LadderRung, ...]:
    return tuple(LadderRung.objects.order_by("clock", "position"))


def ladder(community: Area, among: Iterable[LadderRung] | None = None) -> list[LadderRung]:
    """The place's own rungs where it has any for a clock, else everybody's."""
    path = community.ancestor_ids
    known = [rung for rung in among or rungs() if rung.area_id is None or rung.area_id in path]
    nearest: dict[str, int] = {}
    for rung in known:
        at = path.index(rung.area_id) if rung.area_id else -1
        nearest[rung.clock] = max(at, nearest.get(rung.clock, -1))
    return [
        rung
        for rung in known
        if (path.index(rung.area_id) if rung.area_id else -1) == nearest[rung.clock]
    ]
