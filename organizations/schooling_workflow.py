"""What a social worker learns and what he earns, as data. Read it aloud.

Hours of continuing education (继续教育) are told by himself and looked at by who keeps his record,
or written down by that one. An examination is entered for, passed or not; who passes has a reward
(考试奖励) by the rule of his place, paid when somebody else has the voucher.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HoursStatus(TextChoices):
    TOLD = "told", _("等核对")
    COUNTED = "counted", _("算数")
    REFUSED = "refused", _("没有算")


class ExamStatus(TextChoices):
    ENTERED = "entered", _("报考了")
    PASSED = "passed", _("通过了")
    FAILED = "failed", _("没通过")
    PAID = "paid", _("奖励发了")


@dataclass(frozen=True)
class SchoolStep:
    name: str
    sources: frozenset[str]
    target: str
    reason_required: bool = False


H, E = HoursStatus, ExamStatus

COUNT = SchoolStep("count", frozenset({H.TOLD}), H.COUNTED)
REFUSE = SchoolStep("refuse", frozenset({H.TOLD}), H.REFUSED, reason_required=True)
HOURS_STEPS = (COUNT, REFUSE)

PASS = SchoolStep("pass", frozenset({E.ENTERED}), E.PASSED)
FAIL = SchoolStep("fail", frozenset({E.ENTERED}), E.FAILED)
PAY = SchoolStep("pay", frozenset({E.PASSED}), E.PAID)
EXAM_STEPS = (PASS, FAIL, PAY)


NEEDS_BEFORE = {"senior": frozenset({"intermediate", "senior"})}
"""By the national rule: who sits for the highest holds the middle one; the others need none."""


def may_sit(level: str, held: str) -> bool:
    return level != "none" and (level not in NEEDS_BEFORE or held in NEEDS_BEFORE[level])


RESULTS_FROM = 9
"""The month from which the results of the year's examinations are out."""


def year_of_results(day: date) -> int:
    """The last year whose results can be seen on this day."""
    return day.year if day.month >= RESULTS_FROM else day.year - 1


def required_for(level: str) -> int:
    """Hours that a certificate of this level asks for before it is registered again."""
    return int(settings.EDUCATION_HOURS.get(level, 0))


def first_day(last: date) -> date:
    """Of the period a certificate is registered for, which ends on its last day."""
    year = last.year - settings.EDUCATION_YEARS
    leap = (last.month, last.day) == (2, 29)
    return (date(year, 2, 28) if leap else last.replace(year=year)) + timedelta(days=1)


MOST_HOURS = 90
"""Of one entry: a degree in social work counts for a whole period."""
