from activities.models.activities import Activity, Kind, Organizer, Series, ServiceBrand, Target
from activities.models.announcements import Announcement
from activities.models.attendances import Attendance
from activities.models.children import ChildCard, Handover, Pickup
from activities.models.enrolments import Enrolment, Role
from activities.models.feedbacks import Feedback

__all__ = [
    "Activity",
    "Announcement",
    "Attendance",
    "ChildCard",
    "Enrolment",
    "Feedback",
    "Handover",
    "Kind",
    "Organizer",
    "Pickup",
    "Role",
    "Series",
    "ServiceBrand",
    "Target",
]
