"""Partner units: agreements in every state with lists that move, assessments both ways."""

from django.db.models import Exists, F, OuterRef, Q, Sum

from communities.models import Area
from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.cultivation_list import CULTIVATIONS, SUPPORTS
from doors.town.demand_list import DEMANDS
from doors.town.hubs import MEMBERS
from doors.town.partner_list import (
    ASSESSMENTS,
    COMMISSIONERS,
    JUDGED,
    MEETINGS,
    PAIRINGS,
)
from doors.town.plan import WUTONGLI_CODE
from doors.town.secondment_list import SECONDMENTS
from organizations.committee_workflow import MeetingStatus, SeatStatus
from organizations.cultivation_workflow import FILE, FORM, HAND_IN, REGISTER, Stage, SupportKind
from organizations.demand_workflow import Result
from organizations.hub_workflow import MembershipStatus
from organizations.match_workflow import GuestStatus, MatchStatus
from organizations.models import (
    AgreementTerm,
    Assessment,
    Commissioner,
    CommissionerCall,
    CommissionerYear,
    CommitteeMeeting,
    Cultivation,
    CultivationSupport,
    Demand,
    HubMembership,
    MatchGuest,
    MatchMeeting,
    MatchTalk,
    Pairing,
    PairingLine,
    SchoolGroup,
    Secondment,
    SecondmentDay,
    SecondmentReport,
)
from organizations.models.assessments import CADRES
from organizations.partner_workflow import (
    AgreementKind,
    AssessmentStatus,
    LineStatus,
    PairingStatus,
)
from organizations.post_workflow import LetterStatus
from organizations.queries.commissioners import seats_of
from organizations.queries.secondments import stationed_in
from organizations.secondment_workflow import SecondmentStatus


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
        "branches and clubs": set(
            SchoolGroup.objects.filter(pairing__in=told, ended_on=None).values_list(
                "kind", flat=True
            )
        )
        == set(SchoolGroup.Kind.values),
        "one that left": SchoolGroup.objects.exclude(ended_on=None).exists(),
        "three parties": told.exclude(third=None).exists(),
        "late lines": any(line.is_late for line in lines),
    }
    expected = {
        "agreements": len(PAIRINGS),
        "states": len(PairingStatus),
        "states of lines": len(LineStatus),
        "lists": 3,
        "kinds": len(AgreementKind),
        "terms": True,
        "branches and clubs": True,
        "one that left": True,
        "years": True,
        "three parties": True,
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
    rows = Assessment.objects.filter(community__code=WUTONGLI_CODE, secondment=None)
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


def met() -> Finding:
    """One of each state; of the one that was held, who came for something, for nothing, not."""
    rows, guests = MatchMeeting.objects.filter(area__code=WUTONGLI_CODE), MatchGuest.objects.all()
    held = rows.filter(status=MatchStatus.HELD)
    spoke = MatchTalk.objects.filter(meeting=OuterRef("meeting"))
    spoke = spoke.filter(organization=OuterRef("organization"))
    came = guests.filter(meeting__in=held, status=GuestStatus.CAME)
    found = {
        "states": rows.values("status").distinct().count(),
        "ahead": rows.ahead().filter(guests__status=GuestStatus.COMING).exists(),
        "changed his mind": guests.filter(status=GuestStatus.WITHDRAWN).exists(),
        "absent": guests.filter(meeting__in=held, status=GuestStatus.ABSENT).exists(),
        "spoke": came.filter(Exists(spoke)).exists(),
        "quiet": came.exclude(Exists(spoke)).exists(),
        "without a demand": rows.filter(demands__isnull=True).exists(),
        "talks of who did not come": MatchTalk.objects.filter(meeting__in=held)
        .exclude(organization__in=came.values("organization"))
        .exists(),
    }
    expected = dict.fromkeys(found, True) | {
        "states": len(MatchStatus), "without a demand": False, "talks of who did not come": False,
    }  # fmt: skip
    return equal(expected, found, "match meetings")


_ASKED = {
    Stage.TEAM: FORM.papers,
    Stage.HANDED_IN: FORM.papers + HAND_IN.papers,
    Stage.FILED: FORM.papers + HAND_IN.papers + FILE.papers,
    Stage.REGISTERED: FORM.papers + HAND_IN.papers + REGISTER.papers,
}
_REGISTERED_AS = {"team": "managed", "handed_in": "managed", "filed": "filed"}


def in_hubs() -> Finding:
    """Members of the hub, one who asks, one it refused, one who left; in one hub at a time."""
    rows = HubMembership.objects.all()
    found = {
        "told": rows.count(),
        "members": rows.standing().count(),
        "states": rows.values("status").distinct().count(),
        "of no hub": rows.open().exclude(hub__is_hub=True).count(),
        "grows": rows.standing().exclude(member__cultivation=None).exists(),
    }
    expected = {
        "told": len(MEMBERS) + 1,
        "members": sum(status == "member" for _name, _ago, status, _why in MEMBERS),
        "states": len(MembershipStatus), "of no hub": 0, "grows": True,
    }  # fmt: skip
    return equal(expected, found, "members of the hub")


def supported() -> Finding:
    """Of every kind, some by the hub, one struck out; no money without an amount."""
    rows = CultivationSupport.objects.all()
    found = {
        "told": rows.count(),
        "kinds": rows.standing().values("kind").distinct().count(),
        "by the hub": rows.filter(given_by__is_hub=True).exists(),
        "by the place itself": rows.filter(given_by=None).exists(),
        "struck out": rows.exclude(struck_on=None).exists(),
        "before it began": rows.filter(given_on__lt=F("cultivation__started_on")).count(),
    }
    expected = dict.fromkeys(found, True) | {
        "told": len(SUPPORTS), "kinds": len(SupportKind), "before it began": 0,
    }  # fmt: skip
    return equal(expected, found, "support of what grows")


def grown() -> Finding:
    """Of every stage one; nobody came further than his papers, and the register agrees."""
    rows = Cultivation.objects.order_by("pk")
    told = rows.filter(pk__in=rows.values("pk")[: len(CULTIVATIONS)])
    papers = set(rows.values_list("pk", "papers__kind"))
    found = {
        "told": told.count(),
        "led by a hub": told.exclude(hub=None).exists(),
        "introduced": told.filter(source="introduced").exists(),
        "cleans together": told.filter(name__contains="互助环卫").exclude(hub=None).exists(),
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
        "cleans together": True,
        "sent back": True,
        "stages": True,
    }
    return equal(expected, found, "cultivations")


def at_work() -> Finding:
    """Meetings of every state, with those who came, were excused and stayed away; two judged."""
    rows = CommitteeMeeting.objects.filter(community__code=WUTONGLI_CODE)
    calls = CommissionerCall.objects.filter(meeting__in=rows)
    found = {
        "told": rows.exclude(status=MeetingStatus.CANCELLED).count(),
        "states": rows.values("status").distinct().count(),
        "of seats": calls.values("status").distinct().count(),
        "judged": CommissionerYear.objects.count(),
        "not written down": calls.filter(
            meeting__status=MeetingStatus.HELD, status=SeatStatus.CALLED
        ).count(),
    }
    expected = {
        "told": len(MEETINGS), "states": len(MeetingStatus), "of seats": len(SeatStatus),
        "judged": len(JUDGED), "not written down": 0,
    }  # fmt: skip
    return equal(expected, found, "commissioners at work")


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


def stationed() -> Finding:
    """Agreed by two, each day seen by two, each confirmed day in one letter at most; on the wall
    without a name."""
    rows = Secondment.objects.filter(community__code=WUTONGLI_CODE)
    days = SecondmentDay.objects.filter(secondment__in=rows)
    reports = SecondmentReport.objects.filter(secondment__in=rows)
    home = Area.objects.get(code=WUTONGLI_CODE)
    steps = TallyDelta.objects.filter(measure="organizations.secondment_days", scope=home.pk)
    over = days.filter(secondment__status__in=("ended", "stopped"))
    found = {
        "told": rows.count() >= len(SECONDMENTS),
        **{status: rows.filter(status=status).exists() for status in SecondmentStatus.values},
        "ending": rows.ending().exists(),
        "on the wall": len(stationed_in(home)) == rows.stationed().count() > 0,
        **{f"letter {each}": reports.filter(status=each).exists() for each in LetterStatus.values},
        "closing": reports.filter(closing=True).exclude(word="").exists(),
        "waiting": days.waiting().exists(),
        "seen by one": days.counted().filter(Q(decided_by=F("told_by")) | Q(told_by=None)).exists(),
        "lost": over.untold().exists(),
        "judged by both": set(CADRES)
        <= set(Assessment.objects.filter(secondment__in=rows).values_list("direction", flat=True)),
        "appealed": Assessment.objects.filter(secondment__in=rows, status="appealed").exists(),
        "added up": (steps.aggregate(n=Sum("delta"))["n"] or 0) == days.counted().count(),
    }
    expected = dict.fromkeys(found, True) | {"seen by one": False, "lost": False}
    return equal(expected, found, "secondments")


CHECKS = (
    Check("挂职驻点 · stationed cadres", stationed),
    Check("枢纽的成员 · members of the hub", in_hubs),
    Check("得到的支持 · support of what grows", supported),
    Check("兼职委员 · part-time commissioners", seated),
    Check("到会和年度评定 · commissioners at work", at_work),
    Check("组织培育 · organisations that grow", grown),
    Check("供需对接 · demands and their results", board),
    Check("对接会 · match meetings", met),
    Check("结对共建 · agreements and their lists", paired),
    Check("共建清单 · lists of the pair", lists_of_the_pair),
    Check("双向评价 · assessments both ways", judged),
)
