"""The desk's suggestions measured on the sentences of the town.

The rules were tuned on what people said earlier and elsewhere; these weeks' own sentences, at
the desk and online, were held out. Whoever adds sentences to the story adds them to the measure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from doors.town.order_texts import OF_THE_STORY, Said
from doors.town.order_texts_desk import AT_THE_DESK, ELSEWHERE
from doors.town.order_texts_earlier import EARLIER
from requests.models import MenuItem
from requests.queries.hints import rules_for
from requests.suggesting import Rule, suggest

LEAST_PRECISION = 0.9
"""Nine in ten must be right, or the rules are not good enough to be shown."""


@dataclass
class Measured:
    name: str
    total: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def given(self) -> int:
        return self.right + len(self.wrong)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def coverage(self) -> float:
        return self.given / self.total if self.total else 0.0


def measure() -> list[Measured]:
    """Tuned ones first, those held out last."""
    rules = rules_for(None)
    codes = dict(MenuItem.objects.values_list("pk", "code"))
    earlier = [one.said for one in EARLIER]
    return [
        _measured("调过的 tuned", (*ELSEWHERE, *earlier), rules, codes),
        _measured("没看过的 held out", (*OF_THE_STORY, *AT_THE_DESK), rules, codes),
    ]


def _measured(
    name: str, sentences: Iterable[Said], rules: list[Rule], codes: dict[int, str]
) -> Measured:
    found = Measured(name)
    for said in sentences:
        found.total += 1
        hint = suggest(said.words, rules)
        if hint is None:
            continue
        if codes[hint.item_id] == said.item:
            found.right += 1
        else:
            found.wrong.append(
                f"{said.words} · {said.item} ≠ {codes[hint.item_id]} {'、'.join(hint.hits)}"
            )
    return found
