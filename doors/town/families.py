"""Families: how many under one roof, how old, who is what to whom."""

from dataclasses import dataclass
from random import Random

from communities.models import Resident

Origin = Resident.Origin

LARGEST = 8
ADULT = 18
OLD = 60
_SIZES = (13, 19, 20, 19, 13, 9, 4, 3)
"""How often households have one to eight members, before the sum is made to fit."""


@dataclass(frozen=True)
class Member:
    age: int
    female: bool
    relation: str
    """To the household's head; empty for the head."""
    from_head: bool = True
    """Bears the family name of the head."""


def sizes(dice: Random, households: int, residents: int) -> list[int]:
    """Household sizes that add up to exactly so many people."""
    drawn = dice.choices(range(1, LARGEST + 1), _SIZES, k=households)
    difference = residents - sum(drawn)
    while difference:
        at = dice.randrange(households)
        step = 1 if difference > 0 else -1
        if 1 <= drawn[at] + step <= LARGEST:
            drawn[at] += step
            difference -= step
    return drawn


def origins(dice: Random, kind: str, households: int) -> list[str]:
    """Whole households come from somewhere: from the mountains, from far, from here."""
    shares = {
        "relocation": (61, 36, 3),
        "mixed": (22, 45, 33),
        "rural": (0, 3, 97),
    }.get(kind, (4, 22, 74))
    return dice.choices((Origin.RELOCATED, Origin.FLOATING, Origin.LOCAL), shares, k=households)


def family(dice: Random, size: int, origin: str) -> list[Member]:
    if size == 1:
        return [_alone(dice, origin)]
    if size == 2:
        return dice.choices((_couple, _parent_and_child, _flatmates), (60, 25, 15))[0](dice)
    return _generations(dice, size)


def _alone(dice: Random, origin: str) -> Member:
    old = origin != Origin.FLOATING and dice.random() < 0.62
    return Member(dice.randint(64, 93) if old else dice.randint(21, 58), dice.random() < 0.55, "")


def _couple(dice: Random) -> list[Member]:
    age = dice.choice((dice.randint(24, 38), dice.randint(50, 63), dice.randint(64, 88)))
    return [_head(age), _spouse(dice, age)]


def _parent_and_child(dice: Random) -> list[Member]:
    age = dice.randint(27, 47)
    return [Member(age, True, ""), _child(dice, age, from_head=dice.random() < 0.3)]


def _flatmates(dice: Random) -> list[Member]:
    female = dice.random() < 0.4
    return [
        Member(dice.randint(20, 45), female, ""),
        Member(dice.randint(20, 45), female, "同住", from_head=False),
    ]


def _generations(dice: Random, size: int) -> list[Member]:
    """A couple, their children, and where there is room the parents of one of them."""
    age = dice.randint(25, 52)
    rest = size - 2
    parents = min(dice.choices((0, 1, 2), (48, 27, 25))[0], max(rest - 1, 0))
    children = rest - parents
    if children > 4:
        parents, children = min(2, rest), rest - min(2, rest)
    members = [_head(age), _spouse(dice, age)]
    members += [_child(dice, age - 2) for _ in range(children)]
    own = dice.random() < 0.8
    for n in range(parents):
        female = n == 1 or (parents == 1 and dice.random() < 0.7)
        members.append(
            Member(
                min(age + dice.randint(21, 33), 97),
                female,
                ("母亲" if female else "父亲") if own else ("岳母" if female else "岳父"),
                from_head=own and not female,
            )
        )
    return members


def _head(age: int) -> Member:
    return Member(age, False, "")


def _spouse(dice: Random, age: int) -> Member:
    return Member(max(20, age + dice.randint(-5, 2)), True, "配偶", from_head=False)


def _child(dice: Random, parent_age: int, *, from_head: bool = True) -> Member:
    age = dice.randint(0, max(1, min(parent_age - 20, 26)))
    female = dice.random() < 0.48
    return Member(age, female, "女儿" if female else "儿子", from_head=from_head)
