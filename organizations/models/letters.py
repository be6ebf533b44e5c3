"""What a community tells a unit each quarter about its members who serve there (季度反馈)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.models import RowScope
from core.spans import in_hours, next_quarter
from grids.access import runs_community
from organizations.models.organizations import Organization
from organizations.post_workflow import LetterStatus

TOLD = (LetterStatus.RELEASED, LetterStatus.RECEIVED)


class QuarterLetterQuerySet(models.QuerySet["QuarterLetter"]):
    def drafts(self) -> "QuarterLetterQuerySet":
        return self.filter(status=LetterStatus.DRAFT)

    def visible_to(self, viewer: Viewer) -> "QuarterLetterQuerySet":
        """The community that writes it; the unit, once it is released."""
        rule = runs_community(viewer)
        if viewer.organization_ids:
            rule |= Q(organization_id__in=viewer.organization_ids, status__in=TOLD)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "QuarterLetterQuerySet":
        return self.filter(runs_community(viewer))


class UnitLetter(models.Model):
    """What every letter to a unit has: a word of one's own, a name under it, a day it arrived."""

    word = models.CharField(_("想对单位说的"), max_length=300, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=LetterStatus, default=LetterStatus.DRAFT, editable=False
    )
    drafted_on = models.DateField(_("起草日期"), editable=False)
    released_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("签发人"),
    )
    signed = models.CharField(_("落款"), max_length=64, blank=True, editable=False)
    released_at = models.DateTimeField(_("签发时间"), null=True, editable=False)
    received_at = models.DateTimeField(_("收到时间"), null=True, editable=False)
    made_at = models.DateTimeField(_("生成时间"), db_default=Now())

    class Meta:
        abstract = True


class QuarterLetter(UnitLetter):
    """Figures only: whom it may know by name, the unit reads in its own list of members."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    quarter = models.DateField(_("哪个季度"), help_text=_("季度的第一天"))
    members = models.PositiveSmallIntegerField(_("报到几人"))
    served = models.PositiveSmallIntegerField(_("到岗几人"))
    times = models.PositiveIntegerField(_("到岗几次"))
    minutes = models.PositiveIntegerField(_("共多少分钟"))

    objects = QuarterLetterQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization",)
    """A unit comes from wherever it stands."""

    class Meta:
        verbose_name = _("季度反馈")
        verbose_name_plural = _("季度反馈")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "community", "quarter"], name="letter_once_a_quarter"
            ),
            models.CheckConstraint(
                name="letter_status_known", condition=Q(status__in=LetterStatus.values)
            ),
            models.CheckConstraint(
                name="letter_released_by_somebody",
                condition=Q(status="draft", released_at__isnull=True)
                | ~Q(status="draft") & Q(released_at__isnull=False) & ~Q(signed=""),
            ),
            models.CheckConstraint(
                name="letter_of_no_more_than_there_are", condition=Q(served__lte=F("members"))
            ),
        ]
        indexes = [models.Index(fields=["community", "status", "-quarter"], name="letters")]

    def __str__(self) -> str:
        return f"{self.community} · {self.organization} · {self.quarter}"

    @property
    def last_day(self) -> date:
        return next_quarter(self.quarter) - timedelta(days=1)

    @property
    def hours(self) -> str:
        return in_hours(self.minutes)

    @property
    def number(self) -> int:
        return (self.quarter.month + 2) // 3
