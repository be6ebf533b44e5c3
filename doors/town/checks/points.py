"""Points: the books add up, nobody approved his own, no cap was passed, as many as promised."""

from collections import Counter

from django.db.models import Case, F, Q, Sum, When

from activities.models import Attendance
from communities.models import SmartCode, SmartCodeScan
from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, each, equal, none_of
from doors.town.plan import WUTONGLI_CODE
from doors.town.point_list import (
    AGREED,
    CODES,
    GRANTS,
    HOUSEHOLDS,
    LEFT,
    MONTHS_OUT,
    POLICIES,
    RULES,
    TAKEN,
)
from points.models import (
    Account,
    Entry,
    Expiry,
    IncentiveGrant,
    IncentiveKind,
    IncentivePolicy,
    Posting,
    Publicity,
    PublicityRelease,
    Record,
    Redemption,
    Rule,
    Side,
)
from points.months import moved_in
from points.workflow import BUDGETED, GrantStatus
from volunteers.models import ServiceRecord


def promised() -> Finding:
    rows = Account.objects.filter(community__code=WUTONGLI_CODE)
    taken = Record.objects.filter(is_deduction=True, status="posted", account__in=rows)
    found = {
        "households": rows.count() >= HOUSEHOLDS,
        "left": rows.filter(left_on__isnull=False).count() >= LEFT,
        "rules": Rule.objects.filter(community__code=WUTONGLI_CODE).count() >= len(RULES),
        "taken": taken.count() >= len(TAKEN),
        "waiting": Record.objects.filter(status="pending").exists(),
        "objected": Record.objects.filter(appealed_at__isnull=False).exists(),
        "announced": Expiry.objects.exists(),
    }
    return equal(dict.fromkeys(found, True), found, "points")


def balanced() -> Finding:
    """What a household can use is what came and went, and all sides together are nothing."""
    sums: Counter[tuple[int, str]] = Counter()
    for account, side, amount in Entry.objects.values_list("account", "side").annotate(
        n=Sum("amount")
    ):
        sums[account, side] = amount
    total = sum(sums.values())
    if total:
        return Finding(len(sums), f"points.Entry sum {total}")

    def wrong(account: Account) -> str:
        has = (account.own, account.held)  # type: ignore[attr-defined]
        came = tuple(sums[account.pk, side] for side in (Side.OWN, Side.HELD))
        return "" if has == came else f"has {has}, came {came}"

    return each(Account, Account.objects.with_balance(), wrong)


def counted() -> Finding:
    """What the tally has is what the books have."""
    books = Posting.objects.values_list("community_id").annotate(n=Sum("points"))
    tally = TallyDelta.objects.filter(measure="points.moved").values_list("scope")
    return equal(dict(books), dict(tally.annotate(n=Sum("delta"))), "points in community")


def by_two() -> Finding:
    """Whoever wrote it down did not approve it; a deduction was announced before it was taken."""
    rows = Record.objects.filter(status="posted")
    bad = Q(decided_by=F("recorded_by")) | Q(decided_by__isnull=True) | Q(posting__isnull=True)
    soon = Q(is_deduction=True, object_until__gte=F("posting__at__date"))
    return none_of(rows, rows.filter(bad | soon), "was not approved by another in time")


def under_caps() -> Finding:
    rows = Posting.objects.filter(kind="earn", rule__cap__isnull=False, reversal__isnull=True)
    used: Counter[tuple[int, int, object]] = Counter()
    bad = ""
    for row in rows.select_related("rule").order_by("pk"):
        if row.rule is None or (period := row.rule.period(row.happened_on)) is None:
            continue
        used[row.account_id, row.rule.pk, period[0]] += row.points
        if not bad and used[row.account_id, row.rule.pk, period[0]] > (row.rule.cap or 0):
            bad = f"points.Posting {row.pk} is over the cap"
    return Finding(sum(used.values()), bad)


def on_the_shelf() -> Finding:
    """As much was put aside as was asked for and not given back; held points wait for something."""
    rows = Redemption.objects.annotate(
        aside=Sum("movements__quantity"),
    )
    expected = Case(When(status="cancelled", then=0), default=-1 * F("quantity"))
    bad = rows.exclude(aside=expected)
    if bad.exists():
        return none_of(rows, bad, "was not put aside as asked")
    held = Redemption.objects.filter(status="held").values_list("account").annotate(n=Sum("points"))
    books = Entry.objects.filter(side=Side.HELD).values_list("account").annotate(n=Sum("amount"))
    found = equal(dict(held), dict(books), "held points of account")
    return Finding(rows.count(), found.bad)


def established() -> Finding:
    """What was earned for a presence or for hours is of this household's own people, once."""
    rows = Posting.objects.filter(kind="earn", reversal__isnull=True)
    presences = dict(Attendance.objects.values_list("pk", "enrolment__resident__household"))
    hours = ServiceRecord.objects.counted()
    served = dict(hours.values_list("pk", "volunteer__resident__household"))
    of = {"activity": presences, "service": served}
    earned = rows.filter(source_kind__in=of).select_related("account")

    def wrong(row: Posting) -> str:
        home = of[row.source_kind].get(int(row.source_reference))
        return "" if home == row.account.household_id else f"was earned by household {home}"

    missing = of.keys() - set(earned.values_list("source_kind", flat=True))
    if missing:
        return Finding(earned.count(), f"points.Posting none for {sorted(missing)}")
    return each(Posting, earned, wrong)


def published() -> Finding:
    """Whoever agreed stands in each month that is out with what the books say; one was corrected,
    one waits."""
    wrong = ""
    for row in PublicityRelease.objects.standing().select_related("released_by"):
        said = row.lines.filter(account__in=Account.objects.listed())
        lines = {line.account_id: (line.given, line.taken) for line in said}
        moved = moved_in(row.community_id, row.month)
        if lines != {each.account.pk: (each.given, each.taken) for each in moved}:
            wrong = wrong or f"points.PublicityRelease {row.pk} differs from the books"
        if row.signed.open() != row.released_by.name.open():
            wrong = wrong or f"points.PublicityRelease {row.pk} is signed by somebody else"
    found = {
        "agreed": Account.objects.listed().count() >= AGREED,
        "out": PublicityRelease.objects.count() >= MONTHS_OUT,
        "corrected": PublicityRelease.objects.filter(corrects__isnull=False).exists(),
        "waiting": Publicity.objects.drafts().exists(),
    }
    promised = equal(dict.fromkeys(found, True), found, "lists of points")
    return promised if promised.bad else Finding(PublicityRelease.objects.count(), wrong)


def given_back() -> Finding:
    """What is promised and what is left are the budget; nobody approved what he wrote down."""
    states = set(IncentiveGrant.objects.values_list("status", flat=True))
    found = {
        "policies": IncentivePolicy.objects.count() >= len(POLICIES),
        "grants": IncentiveGrant.objects.count() >= len(GRANTS),
        "states": states == set(GrantStatus.values),
        "all eight": not IncentiveKind.objects.filter(policies=None).exists(),
        "on his phone": IncentiveGrant.objects.filter(user=F("recorded_by")).exists(),
    }
    promised = equal(dict.fromkeys(found, True), found, "incentives")
    if promised.bad:
        return promised
    given = Sum("grants__yuan", filter=Q(grants__status__in=BUDGETED), default=0)

    def wrong(row: IncentivePolicy) -> str:
        has = row.given + row.left  # type: ignore[attr-defined]
        return "" if has == row.budget else f"has {has} of {row.budget}"

    rows = IncentivePolicy.objects.with_left().annotate(given=given)
    return each(IncentivePolicy, rows, wrong)


def found_by_code() -> Finding:
    """Some are in use, a lost one was followed by another, the counter opened some."""
    rows = SmartCode.objects.all()
    lost = rows.filter(why_ended="lost").values("household")
    found = {
        "codes": rows.live().count() >= CODES - 2,
        "lost and new": rows.live().filter(household__in=lost).exists(),
        "ended": rows.filter(ended_at__isnull=False).count() >= 2,
        "scanned": SmartCodeScan.objects.exists(),
    }
    return equal(dict.fromkeys(found, True), found, "smart codes")


CHECKS = (
    Check("智码 · smart codes", found_by_code),
    Check("八有激励 · incentives within budget", given_back),
    Check("积分公示 · lists of points", published),
    Check("积分来自事实 · points for presences and hours", established),
    Check("积分超市 · shelf and redemptions", on_the_shelf),
    Check("积分户 · points promised", promised),
    Check("积分账相符 · points add up", balanced),
    Check("积分计数 · points counted", counted),
    Check("一人登记一人审核 · points by two", by_two),
    Check("积分封顶 · points under caps", under_caps),
)
