"""What a month's list says, for those who draft it, release it and read it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q, Sum

from core.spans import next_month
from points.models import Account, Posting, Publicity


@dataclass(frozen=True)
class Moved:
    """Of one household in one month, what is still in the books."""

    account: Account
    given: int
    taken: int


def months_over(community_id: int, today: date) -> list[date]:
    """From the month in which the first household agreed, those that are over."""
    agreed = Account.objects.filter(community_id=community_id).aggregate(day=Min("agreed_on"))
    known = Publicity.objects.filter(community_id=community_id).aggregate(day=Min("month"))
    days = [day for day in (agreed["day"], known["day"]) if day is not None]
    found = []
    first = min(days).replace(day=1) if days else today
    while (following := next_month(first)) <= today:
        found.append(first)
        first = following
    return found


def moved_in(community_id: int, month: date) -> list[Moved]:
    """By the number of the household: no list says who has most."""
    rows = Posting.objects.filter(
        account__in=Account.objects.listed().filter(community_id=community_id),
        at__date__gte=month,
        at__date__lt=next_month(month),
        reversal__isnull=True,
    )
    sums = rows.values("account").annotate(
        given=Sum("points", filter=Q(kind=Posting.Kind.EARN), default=0),
        taken=Sum("points", filter=Q(kind=Posting.Kind.DEDUCT), default=0),
    )
    moved = {row["account"]: row for row in sums if row["given"] or row["taken"]}
    accounts = Account.objects.filter(pk__in=moved).select_related("household")
    return [
        Moved(account, moved[account.pk]["given"], moved[account.pk]["taken"])
        for account in accounts.order_by("household__number", "pk")
    ]
