from organizations.models.assessments import Assessment
from organizations.models.checkins import MemberCheckin, PostClass, TimeSlot, UnitCheckin
from organizations.models.commissioners import Commissioner
from organizations.models.courses import CoursePlace, TrainingCourse
from organizations.models.cultivations import Cultivation, CultivationPaper
from organizations.models.demands import Demand, Interest, MatchTalk
from organizations.models.facilities import Facility
from organizations.models.incubations import Incubation, IncubationNote, IncubationScore
from organizations.models.letters import QuarterLetter
from organizations.models.organizations import ContactPerson, Organization, ServiceArea
from organizations.models.pairings import (
    AgreementTerm,
    Pairing,
    PairingLine,
    PairingYear,
)
from organizations.models.posts import CheckinPost, PostClaim, PostTurn
from organizations.models.reviews import OrganizationReview
from organizations.models.schooling import EducationHours, ExamEntry, ExamReward, WorkerPay
from organizations.models.scopes import OrganizationScope
from organizations.models.services import (
    Audience,
    OfferedService,
    ServiceDomain,
    Weekday,
)
from organizations.models.social_workers import SocialWorker, Stationing
from organizations.models.supervision import Supervision, Supervisor

__all__ = [
    "AgreementTerm",
    "Assessment",
    "Audience",
    "CheckinPost",
    "Commissioner",
    "ContactPerson",
    "CoursePlace",
    "Cultivation",
    "CultivationPaper",
    "Demand",
    "EducationHours",
    "ExamEntry",
    "ExamReward",
    "Facility",
    "Incubation",
    "IncubationNote",
    "IncubationScore",
    "Interest",
    "MatchTalk",
    "MemberCheckin",
    "OfferedService",
    "Organization",
    "OrganizationReview",
    "OrganizationScope",
    "Pairing",
    "PairingLine",
    "PairingYear",
    "PostClaim",
    "PostClass",
    "PostTurn",
    "QuarterLetter",
    "ServiceArea",
    "ServiceDomain",
    "SocialWorker",
    "Stationing",
    "Supervision",
    "Supervisor",
    "TimeSlot",
    "TrainingCourse",
    "UnitCheckin",
    "Weekday",
    "WorkerPay",
]
