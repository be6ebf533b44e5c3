"""Which item a sentence may mean, by rules one can read; below the threshold, nothing.

    suggest("三楼楼道灯不亮了", rules) → Hint(item_id=…, hits=("楼道灯", "不亮"), score=7)

A rule's words count once, all of them must be said. An item's name and keywords are rules of
their own: the longer the word, and the fewer items share it, the more it says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

LEAST_SCORE = 2.5
LEAST_LEAD = 1.3
"""The best must say this much, and this many times as much as the next best."""
SHORTEST = 2
PARTING = " 、，,；;/（）()·和"  # data


@dataclass(frozen=True)
class Rule:
    words: tuple[str, ...]
    item_id: int
    weight: float


@dataclass(frozen=True)
class Hint:
    item_id: int
    hits: tuple[str, ...]
    score: float


def rules_of(items: Iterable[tuple[int, str, str]]) -> list[Rule]:
    """From (id, name, keywords) of the menu."""
    said: list[tuple[str, int]] = []
    for pk, name, keywords in items:
        said += [(word, pk) for word in {*_parts(name), *_parts(keywords)}]
    shared = Counter(word for word, _pk in said)
    return [Rule((word,), pk, len(word) / shared[word]) for word, pk in said]


def suggest(text: str, rules: Iterable[Rule]) -> Hint | None:
    """The one item it clearly means, or None."""
    low = text.lower()
    hits: dict[int, dict[str, float]] = defaultdict(dict)
    for rule in rules:
        if all(word in low for word in rule.words):
            hits[rule.item_id]["…".join(rule.words)] = rule.weight
    scored = sorted(
        ((_score(words), pk) for pk, words in hits.items()), key=lambda one: (-one[0], one[1])
    )
    if not scored or scored[0][0] < LEAST_SCORE:
        return None
    best, pk = scored[0]
    if len(scored) > 1 and best < LEAST_LEAD * max(scored[1][0], 0):
        return None
    good = [word for word, weight in hits[pk].items() if weight > 0]
    longest = [w for w in good if not any(w != other and w in other for other in good)]
    return Hint(pk, tuple(sorted(longest, key=lambda word: low.find(word[:1]))), best)


def _score(words: dict[str, float]) -> float:
    """A word inside a longer one that was said as well counts no second time."""
    return sum(
        weight
        for word, weight in words.items()
        if weight < 0 or not any(word != other and word in other for other in words)
    )


def _parts(text: str) -> list[str]:
    low = text.lower()
    for sign in PARTING:
        low = low.replace(sign, " ")
    return [word for word in low.split() if len(word) >= SHORTEST]
