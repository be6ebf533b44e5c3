from organizations.models.assessments import Assessment
from organizations.models.certificates import WorkerCertificate
from organizations.models.checkins import MemberCheckin, PostClass, TimeSlot, UnitCheckin
from organizations.models.commissioners import Commissioner
from organizations.models.committee_meetings import (
    CommissionerCall,
    CommissionerYear,
    CommitteeMeeting,
)
from organizations.models.courses import CoursePlace, TrainingCourse
from organizations.models.cultivations import (
    Cultivation,
    CultivationPaper,
    CultivationSupport,
)
from organizations.models.demands import Demand, Interest, MatchTalk
from organizations.models.facilities import Facility
from organizations.models.hubs import HubMembership
from organizations.models.incubations import Incubation, IncubationNote, IncubationScore
from organizations.models.letters import QuarterLetter
from organizations.models.match_meetings import MatchGuest, MatchMeeting
from organizations.models.organizations import ContactPerson, Organization, ServiceArea
from organizations.models.pairings import (
    AgreementTerm,
    Pairing,
    PairingLine,
    PairingYear,
)
from organizations.models.positions import PositionHolding, WorkerPosition
from organizations.models.posts import CheckinPost, PostClaim, PostTurn
from organizations.models.recruitments import Recruitment, RecruitmentReply
from organizations.models.reviews import OrganizationReview
from organizations.models.school_groups import SchoolGroup
from organizations.models.schooling import EducationHours, ExamEntry, ExamReward, WorkerPay
from organizations.models.scopes import OrganizationScope
from organizations.models.secondment_days import SecondmentDay, SecondmentReport
from organizations.models.secondments import Secondment
from organizations.models.services import (
    Audience,
    OfferedService,
    ServiceDomain,
    Weekday,
)
from organizations.models.social_workers import SocialWorker, Stationing
from organizations.models.supervision import Supervision, Supervisor
from organizations.models.supervision_asks import SupervisionAsk
from organizations.models.trainers import Trainer, TrainingBase

__all__ = [
    "AgreementTerm",
    "Assessment",
    "Audience",
    "CheckinPost",
    "Commissioner",
    "CommissionerCall",
    "CommissionerYear",
    "CommitteeMeeting",
    "ContactPerson",
    "CoursePlace",
    "Cultivation",
    "CultivationPaper",
    "CultivationSupport",
    "Demand",
    "EducationHours",
    "ExamEntry",
    "ExamReward",
    "Facility",
    "HubMembership",
    "Incubation",
    "IncubationNote",
    "IncubationScore",
    "Interest",
    "MatchGuest",
    "MatchMeeting",
    "MatchTalk",
    "MemberCheckin",
    "OfferedService",
    "Organization",
    "OrganizationReview",
    "OrganizationScope",
    "Pairing",
    "PairingLine",
    "PairingYear",
    "PositionHolding",
    "PostClaim",
    "PostClass",
    "PostTurn",
    "QuarterLetter",
    "Recruitment",
    "RecruitmentReply",
    "SchoolGroup",
    "Secondment",
    "SecondmentDay",
    "SecondmentReport",
    "ServiceArea",
    "ServiceDomain",
    "SocialWorker",
    "Stationing",
    "Supervision",
    "SupervisionAsk",
    "Supervisor",
    "TimeSlot",
    "Trainer",
    "TrainingBase",
    "TrainingCourse",
    "UnitCheckin",
    "Weekday",
    "WorkerCertificate",
    "WorkerPay",
    "WorkerPosition",
]
