"""Whose children an account answers for: as the register says, or by a paper the desk has seen."""

from django.db.models import Q, QuerySet

from communities.models import Authority, Binding, Resident

GUARDIANS = frozenset({Authority.Relation.PARENT, Authority.Relation.GUARDIAN})
"""Relations that answer for a minor; a neighbour's errand paper does not."""


def wards_of(user_id: int) -> "QuerySet[Resident]":
    bound = Binding.objects.standing().filter(user=user_id)
    trusted = Authority.objects.in_force().filter(
        user=user_id, relation__in=GUARDIANS, purpose=Authority.Purpose.ALL
    )
    rule = Q(guardian__in=bound.values("resident")) | Q(pk__in=trusted.values("resident"))
    return Resident.objects.present().filter(rule)
