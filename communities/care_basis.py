"""On what ground a care label may stand: a duty by law, or the person's own separate yes.

What a list or a paper of an authority says (the disability card, the low-income list, the
assessment), and whom the law tells a community to visit (old people alone, children left behind),
is recorded by duty. What is known only because somebody said so, or saw it, is recorded when he
agrees, and goes when he takes that back.
"""

from accounts.models import ConsentKind
from communities.models import CareLabel, Resident

Basis, Group, Condition = CareLabel.Basis, CareLabel.Group, CareLabel.Condition
DUTY, EITHER = frozenset({Basis.DUTY}), frozenset({Basis.DUTY, Basis.CONSENT})

OF_GROUP = {
    Group.ELDER: DUTY,
    Group.CHILD: DUTY,
    Group.DISABLED: EITHER,
    Group.HARDSHIP: EITHER,
}
OF_HEALTH = frozenset({Condition.DEPENDENT, Condition.PARTLY_DEPENDENT})
KIND_OF_GROUP = {
    Group.DISABLED: ConsentKind.DISABILITY,
    Group.HARDSHIP: ConsentKind.HARDSHIP,
}


def possible(group: str, condition: str) -> frozenset[str]:
    """The grounds such a label may have."""
    if condition in OF_HEALTH:
        return frozenset(EITHER)
    return frozenset(OF_GROUP[Group(group)])


def kind_of(group: str, condition: str, *, is_child: bool) -> ConsentKind:
    """Which question must have been answered with yes; for a child, by the guardian."""
    if is_child:
        return ConsentKind.CHILD
    if condition in OF_HEALTH:
        return ConsentKind.HEALTH
    return KIND_OF_GROUP.get(Group(group), ConsentKind.HEALTH)


def kinds_to_ask(resident: Resident) -> list[ConsentKind]:
    """A child's consent is one question; an adult's sensitive kinds are asked one by one."""
    if resident.is_protected:
        return [ConsentKind.CHILD, ConsentKind.PORTRAIT]
    return [kind for kind in ConsentKind if kind not in (ConsentKind.SERVICE, ConsentKind.CHILD)]
