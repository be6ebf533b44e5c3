from activities.models.activities import Activity, Kind, Organizer, Target
from activities.models.announcements import Announcement
from activities.models.attendances import Attendance
from activities.models.children import ChildCard, Handover, Pickup
from activities.models.enclaves import Enclave
from activities.models.enrolments import Enrolment, Role
from activities.models.feedbacks import Feedback
from activities.models.photos import ActivityPhoto, PhotoPerson, PortraitConsent
from activities.models.series import Series, ServiceBrand

__all__ = [
    "Activity",
    "ActivityPhoto",
    "Announcement",
    "Attendance",
    "ChildCard",
    "Enclave",
    "Enrolment",
    "Feedback",
    "Handover",
    "Kind",
    "Organizer",
    "PhotoPerson",
    "Pickup",
    "PortraitConsent",
    "Role",
    "Series",
    "ServiceBrand",
    "Target",
]
