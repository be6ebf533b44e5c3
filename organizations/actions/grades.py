"""The grade of a social organisation (社会组织评估等级): 1A to 5A, as civil affairs gave it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import DomainError
from organizations.actions.guards import lock_standing
from organizations.history import note, tell
from organizations.kinds import Family, Registration
from organizations.models import Organization
from organizations.models.organizations import GRADES, YEARS_OF_A_GRADE


@transaction.atomic
def rate(
    organization: Organization,
    *,
    grade: int,
    graded_on: date,
    graded_until: date | None = None,
    actor: User | None,
) -> Organization:
    """As the plaque says; without a last day it holds five years, and never longer. A later one
    takes its place, the earlier one stays in the history."""
    fresh = lock_standing(organization)
    if fresh.family != Family.SOCIAL or fresh.registration != Registration.REGISTERED:
        raise DomainError(_("在民政部门登记过的社会组织才评等级"), code="not_registered")
    if grade not in GRADES:
        raise DomainError(_("等级是 1A 到 5A"), field="grade")
    if graded_on > timezone.localdate():
        raise DomainError(_("还没到那天，评了再来登记"), field="graded_on")
    if fresh.founded_on is not None and graded_on < fresh.founded_on:
        said = _("它 %(day)s 才成立，评定日期不能更早") % {"day": fresh.founded_on.isoformat()}
        raise DomainError(said, field="graded_on")
    longest = _years_later(graded_on)
    until = graded_until or longest
    if until <= graded_on:
        raise DomainError(_("有效期要在评定日期以后"), field="graded_until")
    if until > longest:
        said = _("等级最长五年，最晚到 %(day)s") % {"day": longest.isoformat()}
        raise DomainError(said, field="graded_until")
    fresh.grade, fresh.graded_on, fresh.graded_until = grade, graded_on, until
    fresh.save(update_fields=["grade", "graded_on", "graded_until"])
    details = {"grade": grade, "on": graded_on.isoformat(), "until": until.isoformat()}
    note("organization_graded", fresh, actor=actor, details=details)
    tell("organization_graded", fresh)
    return fresh


def _years_later(day: date) -> date:
    """The 29th of February ends on the 28th."""
    year = day.year + YEARS_OF_A_GRADE
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
