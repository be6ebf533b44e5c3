from volunteers.models.skills import Skill
from volunteers.models.volunteers import (
    GuardianConsent,
    Volunteer,
    VolunteerSkill,
    WeeklyTime,
)

__all__ = [
    "GuardianConsent",
    "Skill",
    "Volunteer",
    "VolunteerSkill",
    "WeeklyTime",
]
