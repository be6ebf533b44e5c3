"""A training course (培训), as data. Read it aloud.

Its base announces it, social workers enrol while there is room, and on the day the base signs who
was there: then it is over, and hours of continuing education arise from every signature. They wait
for who keeps the record of each, so that who signs and who counts are two. Or it is cancelled.

Where it is examined, the base then says who of those that were there has passed. Who was there, and
passed where it is examined, gets a certificate (结业证) with a number.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CourseKind(TextChoices):
    LECTURE = "lecture", _("讲座")
    WORKSHOP = "workshop", _("工作坊")
    FIELD = "field", _("现场教学")
    GROUP = "group", _("督导小组")


class CourseExam(TextChoices):
    NONE = "none", _("不考核，到了就结业")
    PAPER = "paper", _("笔试")
    TASK = "task", _("交作业")
    LIVE = "live", _("现场演练")


class CourseStatus(TextChoices):
    OPEN = "open", _("在报名")
    HELD = "held", _("办完了")
    GRADED = "graded", _("出了结果")
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
GRADE = CourseStep("graded", frozenset({C.HELD}), C.GRADED)
STEPS = (SIGN, CANCEL, GRADE)

SEATED = (PlaceStatus.ENROLLED, PlaceStatus.SIGNED, PlaceStatus.ABSENT)
"""These took a place; who withdrew gave it back."""
MOST_COURSE_HOURS = 40
"""Of one course: a working week."""
MOST_PLACES = 500
