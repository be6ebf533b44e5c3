"""Partner units: agreements in every state with lists that move, assessments both ways."""

from django.db.models import F, Q

from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.partner_list import ASSESSMENTS, PAIRINGS
from doors.town.plan import WUTONGLI_CODE
from organizations.models import Assessment, Pairing, PairingLine
from organizations.partner_workflow import AssessmentStatus, LineStatus, PairingStatus


def paired() -> Finding:
    """Twelve, in every state; lines in every state, and some whose day has passed."""
    rows = Pairing.objects.filter(community__code=WUTONGLI_CODE).order_by("pk")
    told = Pairing.objects.filter(pk__in=rows.values("pk")[: len(PAIRINGS)])
    lines = PairingLine.objects.filter(pairing__in=told)
    found = {
        "agreements": told.count(),
        "states": told.values("status").distinct().count(),
        "states of lines": lines.values("status").distinct().count(),
        "lists": lines.values("kind").distinct().count(),
        "years": told.filter(years__isnull=False).exists(),
        "late lines": any(line.is_late for line in lines),
    }
    expected = {
        "agreements": len(PAIRINGS),
        "states": len(PairingStatus),
        "states of lines": len(LineStatus),
        "lists": 3,
        "years": True,
        "late lines": True,
    }
    return equal(expected, found, "pairings")


def lists_of_the_pair() -> Finding:
    """A line belongs to the two of its agreement: its wall hangs on that."""
    rows = PairingLine.objects.all()
    same = Q(community_id=F("pairing__community_id"), organization_id=F("pairing__organization_id"))
    return none_of(rows, rows.exclude(same), "stands on another's list")


def judged() -> Finding:
    """Both ways and in every state, of those who were paired."""
    rows = Assessment.objects.filter(community__code=WUTONGLI_CODE)
    found = {
        "enough": rows.count() >= len(ASSESSMENTS),
        "states": rows.values("status").distinct().count(),
        "directions": rows.values("direction").distinct().count(),
        "of strangers": rows.exclude(
            organization__in=Pairing.objects.exclude(signed_on=None).values("organization")
        ).exists(),
    }
    expected = {"enough": True, "states": len(AssessmentStatus), "directions": 2}
    return equal(expected, found, "assessments")


CHECKS = (
    Check("结对共建 · agreements and their lists", paired),
    Check("共建清单 · lists of the pair", lists_of_the_pair),
    Check("双向评价 · assessments both ways", judged),
)
