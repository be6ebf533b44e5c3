from volunteers.models.skills import Skill
from volunteers.models.teams import TeamMembership, VolunteerTeam
from volunteers.models.volunteers import (
    GuardianConsent,
    Volunteer,
    VolunteerSkill,
    WeeklyTime,
)

__all__ = [
    "GuardianConsent",
    "Skill",
    "TeamMembership",
    "Volunteer",
    "VolunteerSkill",
    "VolunteerTeam",
    "WeeklyTime",
]
