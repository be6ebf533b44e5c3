from volunteers.models.calendar import CalendarLink
from volunteers.models.certificates import Certificate, CertificateEntry
from volunteers.models.hours import HourQuestion, ServiceRecord, Source, StarLevel
from volunteers.models.meetings import Meeting, Opinion
from volunteers.models.shifts import Shift, ShiftApplication, ShiftPlace
from volunteers.models.skills import Skill, VolunteerSkill
from volunteers.models.teams import TeamMembership, VolunteerTeam
from volunteers.models.volunteers import GuardianConsent, Volunteer, WeeklyTime

__all__ = [
    "CalendarLink",
    "Certificate",
    "CertificateEntry",
    "GuardianConsent",
    "HourQuestion",
    "Meeting",
    "Opinion",
    "ServiceRecord",
    "Shift",
    "ShiftApplication",
    "ShiftPlace",
    "Skill",
    "Source",
    "StarLevel",
    "TeamMembership",
    "Volunteer",
    "VolunteerSkill",
    "VolunteerTeam",
    "WeeklyTime",
]
