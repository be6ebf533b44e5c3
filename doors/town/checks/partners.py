"""Partner units: agreements in every state with lists that move, assessments both ways."""

from django.db.models import F, Q

from communities.models import Area
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.cultivation_list import CULTIVATIONS
from doors.town.demand_list import DEMANDS
from doors.town.partner_list import ASSESSMENTS, COMMISSIONERS, PAIRINGS
from doors.town.plan import WUTONGLI_CODE
from organizations.cultivation_workflow import FILE, FORM, HAND_IN, REGISTER, Stage
from organizations.demand_workflow import Result
from organizations.models import (
    AgreementTerm,
    Assessment,
    Commissioner,
    Cultivation,
    Demand,
    Pairing,
    PairingLine,
)
from organizations.partner_workflow import (
    AgreementKind,
    AssessmentStatus,
    LineStatus,
    PairingStatus,
)
from organizations.queries.commissioners import seats_of


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
        "kinds": told.values("kind").distinct().count(),
        "terms": AgreementTerm.objects.filter(pairing__in=told).count() >= 2,
        "terms of others": AgreementTerm.objects.exclude(pairing__kind="university").exists(),
        "late lines": any(line.is_late for line in lines),
    }
    expected = {
        "agreements": len(PAIRINGS),
        "states": len(PairingStatus),
        "states of lines": len(LineStatus),
        "lists": 3,
        "kinds": len(AgreementKind),
        "terms": True,
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


def board() -> Finding:
    """Open ones answered, not answered and reminded of; closed ones with every result."""
    rows = Demand.objects.filter(area__code=WUTONGLI_CODE).order_by("pk")
    told = Demand.objects.filter(pk__in=rows.values("pk")[: len(DEMANDS)])
    found = {
        "demands": told.count(),
        "results": told.exclude(result="").values("result").distinct().count(),
        "answered": told.filter(interests__status="offered").exists(),
        "reminded": told.filter(reminded_on__isnull=False).exists(),
        "matched without a choice": told.filter(result="matched")
        .exclude(interests__status="chosen")
        .exists(),
        "talks": told.filter(talks__isnull=False).exists(),
    }
    expected = {
        "demands": len(DEMANDS),
        "results": len(Result),
        "answered": True,
        "reminded": True,
        "talks": True,
    }
    return equal(expected, found, "demands")


_ASKED = {
    Stage.TEAM: FORM.papers,
    Stage.HANDED_IN: FORM.papers + HAND_IN.papers,
    Stage.FILED: FORM.papers + HAND_IN.papers + FILE.papers,
    Stage.REGISTERED: FORM.papers + HAND_IN.papers + REGISTER.papers,
}
_REGISTERED_AS = {"team": "managed", "handed_in": "managed", "filed": "filed"}


def grown() -> Finding:
    """Of every stage one; nobody came further than his papers, and the register agrees."""
    rows = Cultivation.objects.order_by("pk")
    told = rows.filter(pk__in=rows.values("pk")[: len(CULTIVATIONS)])
    papers = set(rows.values_list("pk", "papers__kind"))
    found = {
        "told": told.count(),
        "led by a hub": told.exclude(hub=None).exists(),
        "introduced": told.filter(source="introduced").exists(),
        "sent back": told.filter(stage="team").exclude(reason="").exists(),
        "further than their papers": sum(
            (row.pk, paper) not in papers
            for row in rows
            for paper in _ASKED.get(Stage(row.stage), ())
        ),
        "other than the register": sum(
            row.organization.registration != _REGISTERED_AS.get(row.stage, "registered")
            for row in rows.exclude(stage="stopped").select_related("organization")
            if row.organization
        ),
        "stages": rows.values("stage").distinct().count() >= len(Stage) - 1,
    }
    expected = {
        "told": len(CULTIVATIONS),
        "led by a hub": True,
        "introduced": True,
        "sent back": True,
        "stages": True,
    }
    return equal(expected, found, "cultivations")


def seated() -> Finding:
    """One for each unit, one whose term ends soon, one who left; on the wall without a name."""
    rows = Commissioner.objects.filter(community__code=WUTONGLI_CODE)
    home = Area.objects.get(code=WUTONGLI_CODE)
    found = {
        "told": rows.count() >= len(COMMISSIONERS),
        "ending": rows.ending().exists(),
        "left": rows.exclude(ended_on=None).exists(),
        "on the wall": len(seats_of(home)) == rows.seated().count() > 0,
        "of strangers": rows.exclude(organization__family="partner").exists(),
    }
    return equal(dict.fromkeys(found, True) | {"of strangers": False}, found, "commissioners")


CHECKS = (
    Check("兼职委员 · part-time commissioners", seated),
    Check("组织培育 · organisations that grow", grown),
    Check("供需对接 · demands and their results", board),
    Check("结对共建 · agreements and their lists", paired),
    Check("共建清单 · lists of the pair", lists_of_the_pair),
    Check("双向评价 · assessments both ways", judged),
)
