from activities.models.activities import Activity, Kind, Organizer, Series, ServiceBrand, Target
from activities.models.enrolments import Enrolment

__all__ = [
    "Activity",
    "Enrolment",
    "Kind",
    "Organizer",
    "Series",
    "ServiceBrand",
    "Target",
]
