"""A training course (培训), as data. Read it aloud.

Its base announces it, social workers enrol while there is room, and on the day the base signs who
was there: then it is over, and hours of continuing education arise from every signature. They wait
for who keeps the record of each, so that who signs and who counts are two. Or it is cancelled.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CourseKind(TextChoices):
    LECTURE = "lecture", _("讲座")
    WORKSHOP = "workshop", _("工作坊")
    FIELD = "field", _("现场教学")
    GROUP = "group", _("督导小组")


class CourseStatus(TextChoices):
    OPEN = "open", _("在报名")
    HELD = "held", _("办完了")
    CANCELLED = "cancelled", _("取消了")


class PlaceStatus(TextChoices):
    ENROLLED = "enrolled", _("报了名")
    SIGNED = "signed", _("到了")
    ABSENT = "absent", _("没有到")
    WITHDRAWN = "withdrawn", _("退了")


@dataclass(frozen=True)
class CourseStep:
    name: str
    sources: frozenset[CourseStatus]
    target: CourseStatus
    reason_required: bool = False


C = CourseStatus

SIGN = CourseStep("signed", frozenset({C.OPEN}), C.HELD)
CANCEL = CourseStep("cancelled", frozenset({C.OPEN}), C.CANCELLED, reason_required=True)
STEPS = (SIGN, CANCEL)

SEATED = (PlaceStatus.ENROLLED, PlaceStatus.SIGNED, PlaceStatus.ABSENT)
"""These took a place; who withdrew gave it back."""
MOST_COURSE_HOURS = 40
"""Of one course: a working week."""
MOST_PLACES = 500
