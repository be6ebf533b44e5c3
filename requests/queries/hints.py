"""A suggestion for the desk, with the reason beside it; a person decides, and sees so."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from requests.models import MenuItem, SuggestionRule
from requests.suggesting import Rule, rules_of, suggest


@dataclass(frozen=True)
class Suggested:
    item: MenuItem
    hits: tuple[str, ...]

    @property
    def why(self) -> str:
        return "".join(f"“{word}”" for word in self.hits)  # data


def rules_for(community_id: int | None) -> list[Rule]:
    """Two statements: the menu's own words, and what was written beside them."""
    items = MenuItem.objects.for_community(community_id).values_list("pk", "name", "keywords")
    written = SuggestionRule.objects.filter(
        Q(community=None) | Q(community_id=community_id), is_active=True
    )
    return [
        *rules_of(items),
        *(
            Rule(tuple(words.lower().split()), item_id, float(weight))
            for words, item_id, weight in written.values_list("words", "item_id", "weight")
        ),
    ]


def suggested(text: str, community_id: int | None) -> Suggested | None:
    hint = suggest(text, rules_for(community_id)) if text.strip() else None
    if hint is None:
        return None
    item = MenuItem.objects.select_related("category__parent", "sla").get(pk=hint.item_id)
    return Suggested(item, hint.hits)


def item_of(text: str, rules: Iterable[Rule]) -> MenuItem | None:
    hint = suggest(text, rules)
    return MenuItem.objects.select_related("sla").get(pk=hint.item_id) if hint else None
