"""Points for a fact that is established elsewhere: an activity attended, hours confirmed."""

from datetime import date, timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from communities.models import Household
from core import audit
from points.actions import ledger
from points.models import Account, Posting, Rule, Side

Kind = Posting.Kind


@transaction.atomic
def earn(
    household: Household,
    rule: Rule | str,
    *,
    source_kind: str,
    source_reference: str,
    happened_on: date | None = None,
    times: int | Fraction = 1,
    reason: str = "",
    recorded_by: User | None = None,
    approved_by: User | None = None,
) -> Posting | None:
    """The rule, or the source it rewards (points.models.rules.Source). Nothing for a household
    that does not take part, over the cap, under a veto, without a rule; the same source again is
    the same points. Whoever calls need not ask anything first."""
    day = happened_on or timezone.localdate()
    account = Account.objects.taking_part().filter(household=household).first()
    if account is None:
        return None
    account = ledger.lock(account)
    found = _known(account, source_kind, source_reference)
    if found is not None:
        return found
    if isinstance(rule, str):
        in_force = Rule.objects.in_force(day).filter(community=account.community_id, source=rule)
        named = in_force.first()
        if named is None:
            return None
        rule = named
    points = allowed(account, rule, day, times)
    if points == 0:
        return None
    return ledger.post(
        account,
        Kind.EARN,
        points,
        source=(source_kind, source_reference),
        rule=rule,
        happened_on=day,
        reason=reason,
        recorded_by=recorded_by,
        approved_by=approved_by,
    )


@transaction.atomic
def take_back(source_kind: str, source_reference: str, *, reason: str) -> int:
    """The fact was none after all. What the household has used meanwhile it used in good faith:
    nobody owes points. What it only holds is asked for again when it is released."""
    rows = Posting.objects.filter(
        kind=Kind.EARN, source_kind=source_kind, source_reference=source_reference
    )
    taken = 0
    for made in rows.select_related("account").order_by("pk"):
        account = ledger.lock(made.account)
        if Posting.objects.filter(reverses=made).exists():
            continue
        if ledger.last(account, Side.OWN)[1] < made.points:
            audit.record("points.left_as_used", account, actor=None)
            continue
        ledger.reverse(made, reason=reason, actor=None)
        taken += made.points
    return taken


def allowed(account: Account, rule: Rule, day: date, times: int | Fraction) -> int:
    """What is left under the cap of that day; nothing under a veto. Of a locked account."""
    if vetoed_until(account, day) is not None:
        return 0
    wanted = int(times * rule.points)
    if (period := rule.period(day)) is None or rule.cap is None:
        return wanted
    first, end = period
    rows = Posting.objects.filter(
        account=account,
        kind=Kind.EARN,
        rule=rule,
        happened_on__gte=first,
        happened_on__lt=end,
        reversal__isnull=True,
    )
    return max(0, min(wanted, rule.cap - (rows.aggregate(sum=Sum("points"))["sum"] or 0)))


def vetoed_until(account: Account, day: date) -> date | None:
    """A deduction under a rule with a veto stops what is earned afterwards, for a while."""
    rows = Posting.objects.filter(
        account=account,
        kind=Kind.DEDUCT,
        rule__veto_days__isnull=False,
        reversal__isnull=True,
        happened_on__lte=day,
    )
    ends = [
        happened + timedelta(days=days or 0)
        for happened, days in rows.values_list("happened_on", "rule__veto_days")
    ]
    last = max(ends, default=None)
    return last if last is not None and last >= day else None


# --- inside ---------------------------------------------------------------------------------------
def _known(account: Account, kind: str, reference: str) -> Posting | None:
    rows = Posting.objects.filter(
        account=account, kind=Kind.EARN, source_kind=kind, source_reference=reference
    )
    return rows.first()
