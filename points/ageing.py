"""How much of what a household has is so old that it ends."""

from django.db.models import Sum

from core.models import last_link
from points.models import Account, Entry, Expiry, Posting


def ends_with(account: Account, expiry: Expiry) -> int:
    """The oldest are used first, so what is left over what came since is old. What is held for
    something somebody is about to collect counts among the newest: it stays."""
    rows = Posting.objects.filter(
        account=account,
        kind=Posting.Kind.EARN,
        happened_on__gte=expiry.earned_before,
        reversal__isnull=True,
    )
    since: int = rows.aggregate(sum=Sum("points"))["sum"] or 0
    mine = Entry.objects.filter(account=account)
    own, held = (int(last_link(mine.filter(side=side))[1]) for side in ("own", "held"))
    return max(0, min(own, own + held - since))
