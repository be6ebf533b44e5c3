"""The yearly review (年度检查) of a social organisation: what it did, and what the keeper says."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models.organizations import Organization

DUE = (3, 31)
"""Month and day by which the year before has been looked at."""


def year_due(today: date | None = None) -> int:
    """The year that is to be reviewed now."""
    return (today or timezone.localdate()).year - 1


def due_on(today: date | None = None) -> date:
    return date((today or timezone.localdate()).year, *DUE)


class OrganizationReview(models.Model):
    """One for each year; what was said first stays in the history when it is said again."""

    class Verdict(models.TextChoices):
        PASSED = "passed", _("合格")
        MEND = "mend", _("限期整改")
        FAILED = "failed", _("不合格")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="reviews", verbose_name=_("组织")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    verdict = models.CharField(_("结论"), max_length=8, choices=Verdict)
    members = models.PositiveIntegerField(_("成员人数"))
    activities = models.PositiveIntegerField(_("活动次数"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    mend_by = models.DateField(_("整改到哪天"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    reviewed_at = models.DateTimeField(_("检查时间"), db_default=Now())

    class Meta:
        verbose_name = _("年度检查")
        verbose_name_plural = _("年度检查")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year"], name="organization_reviewed_once_a_year"
            ),
            models.CheckConstraint(
                name="review_verdict_known",
                condition=Q(verdict__in=["passed", "mend", "failed"]),
            ),
            models.CheckConstraint(
                name="review_mend_has_a_day",
                condition=Q(verdict="mend", mend_by__isnull=False)
                | ~Q(verdict="mend") & Q(mend_by__isnull=True),
            ),
            models.CheckConstraint(
                name="review_short_of_passing_says_why",
                condition=Q(verdict="passed") | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.year}"
