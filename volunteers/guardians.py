"""Who answers for a minor: as the register says, or by a paper the desk has seen."""

from django.db.models import Q

from communities.models import Authority, Binding, Resident

GUARDIANS = frozenset({Authority.Relation.PARENT, Authority.Relation.GUARDIAN})
"""Relations that answer for a minor; a neighbour's errand paper does not."""


def answers_for(user_id: int) -> Q:
    """Of volunteers, those who are children of this account's holder."""
    bound = Binding.objects.standing().filter(user=user_id)
    children = Resident.objects.present().filter(guardian__in=bound.values("resident"))
    trusted = Authority.objects.in_force().filter(
        user=user_id, relation__in=GUARDIANS, purpose=Authority.Purpose.ALL
    )
    return Q(resident__in=children.values("pk")) | Q(resident__in=trusted.values("resident"))
