from activities.models.activities import Activity, Kind, Organizer, Series, ServiceBrand, Target
from activities.models.attendances import Attendance
from activities.models.enrolments import Enrolment, Role

__all__ = [
    "Activity",
    "Attendance",
    "Enrolment",
    "Kind",
    "Organizer",
    "Role",
    "Series",
    "ServiceBrand",
    "Target",
]
