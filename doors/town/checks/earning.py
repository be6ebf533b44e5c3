"""What the community earns: shared as resolved, spent from its pots, told of a year."""

from django.db.models import Count, F, Q, Sum

from charity.models import IdleAsset, Income, OperatingProject, PotLine, YearlyAccount
from charity.workflow import AssetStatus
from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.earning_list import PROJECTS, SPENT


def shared() -> Finding:
    """Each income is in the pots as its rule said, to the cent."""
    rows = Income.objects.annotate(shared=Sum("lines__amount"))
    return none_of(rows, rows.filter(~Q(shared=F("amount")) | Q(shared=None)), "is not in the pots")


def earned() -> Finding:
    """Five projects, one over; assets in every state; a spending and an income taken back."""
    moves = PotLine.objects.filter(income__isnull=True)
    found = {
        "projects": OperatingProject.objects.count() == len(PROJECTS),
        "over": OperatingProject.objects.filter(ended_on__isnull=False).exists(),
        "assets": IdleAsset.objects.values("status").distinct().count() == len(AssetStatus),
        "income taken back": Income.objects.filter(corrects__isnull=False).exists(),
        "spent": moves.filter(kind="spend").count() >= len(SPENT),
        "put back": moves.filter(kind="back").exists(),
        "told": YearlyAccount.objects.exists(),
    }
    return equal(dict.fromkeys(found, True), found, "earned money")


def counted() -> Finding:
    register = Income.objects.values_list("community_id").annotate(n=Count("pk"))
    tally = TallyDelta.objects.filter(measure="charity.incomes").values_list("scope")
    return equal(dict(register), dict(tally.annotate(n=Sum("delta"))), "incomes in community")


CHECKS = (
    Check("收益分账 · income shared", shared),
    Check("经营项目 · money earned", earned),
    Check("经营收入计数 · incomes counted", counted),
)
