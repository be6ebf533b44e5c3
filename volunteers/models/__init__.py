from volunteers.models.skills import Skill, VolunteerSkill
from volunteers.models.teams import TeamMembership, VolunteerTeam
from volunteers.models.volunteers import GuardianConsent, Volunteer, WeeklyTime

__all__ = [
    "GuardianConsent",
    "Skill",
    "TeamMembership",
    "Volunteer",
    "VolunteerSkill",
    "VolunteerTeam",
    "WeeklyTime",
]
