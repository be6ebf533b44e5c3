"""What a household hears about its points: everybody of it who has an account, in the inbox."""

from accounts.models import User
from communities.models import Binding
from core import messaging
from points.models import Account


def tell(
    account: Account,
    code: str,
    *,
    said: dict[str, str],
    key: str,
    link: str,
    but: User | None = None,
) -> None:
    """Whoever did it himself knows."""
    people = Binding.objects.standing().filter(
        resident__household=account.household_id, community=account.community_id
    )
    if but is not None:
        people = people.exclude(user=but)
    for user_id in people.values_list("user_id", flat=True).distinct():
        messaging.send(
            f"points.{code}",
            to_user=user_id,
            scope=account.community_id,
            context=said,
            dedup_key=f"points.{key}",
            link=link,
        )
