"""Who answers for a minor who helps."""

from django.db.models import Q

from communities.queries.wards import wards_of


def answers_for(user_id: int) -> Q:
    """Of volunteers, those who are children of this account's holder."""
    return Q(resident__in=wards_of(user_id).values("pk"))
