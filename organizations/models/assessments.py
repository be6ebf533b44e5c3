"""Mutual assessment (双向评价): each side judges the other once a year, and a stationed cadre is
judged by both, where he serves and where he comes from; the street publishes."""

from datetime import timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.models import RowScope
from grids.access import runs_community
from organizations.models.organizations import Organization
from organizations.models.pairings import over_the_place
from organizations.models.secondments import Secondment
from organizations.partner_workflow import TOLD, AssessmentStatus

APPEAL_WITHIN = timedelta(days=15)
"""Counted from the day it was published."""
ASPECTS = ("responsibility", "consultation", "results", "cadres")
"""双向压实责任、双向沟通协商、双向考核激励、双向评价干部: one to five points for each."""
OF_A_CADRE = dict(
    zip(ASPECTS, (_("到岗履责"), _("联系群众"), _("办成实事"), _("作风纪律")), strict=True)
)
"""The same four, said of one person."""


class Direction(models.TextChoices):
    ON_UNIT = "on_unit", _("社区评单位")
    ON_COMMUNITY = "on_community", _("单位评社区")
    CADRE_HERE = "cadre_here", _("社区评驻点干部")
    CADRE_HOME = "cadre_home", _("单位评驻点干部")


BY_COMMUNITY = (Direction.ON_UNIT, Direction.CADRE_HERE)
BY_UNIT = (Direction.ON_COMMUNITY, Direction.CADRE_HOME)
CADRES = (Direction.CADRE_HERE, Direction.CADRE_HOME)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, viewer: Viewer) -> "AssessmentQuerySet":
        """Its author from the first word, the street once it is submitted, the other side once it
        is published: nobody answers an opinion that is still being written."""
        told = Q(status__in=TOLD)
        community = Q(direction__in=BY_COMMUNITY) | told
        rule = runs_community(viewer) & community
        rule |= over_the_place(viewer) & ~Q(status=AssessmentStatus.DRAFT)
        if viewer.organization_ids:
            unit = Q(direction__in=BY_UNIT) | told
            rule |= Q(organization_id__in=viewer.organization_ids) & unit
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "AssessmentQuerySet":
        """What each may do with it, the table of steps says."""
        return self.visible_to(viewer)

    def of(self, viewer: Viewer) -> "AssessmentQuerySet":
        """What was published of this very person."""
        if viewer.user_id is None:
            return self.none()
        return self.filter(secondment__user_id=viewer.user_id, status__in=TOLD)


def _points(label: Any) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class Assessment(models.Model):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="assessments", verbose_name=_("单位")
    )
    secondment = models.ForeignKey(
        Secondment,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="assessments",
        verbose_name=_("挂职驻点"),
    )
    """Where it is about a cadre: which one."""
    direction = models.CharField(_("谁评谁"), max_length=12, choices=Direction)
    year = models.PositiveSmallIntegerField(_("年度"))
    responsibility = _points(_("压实责任"))
    consultation = _points(_("沟通协商"))
    results = _points(_("办成实事"))
    cadres = _points(_("干部表现"))
    comment = models.CharField(_("评语"), max_length=300, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=AssessmentStatus,
        default=AssessmentStatus.DRAFT,
        editable=False,
    )
    written_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("填写人")
    )
    written_at = models.DateTimeField(_("填写时间"), db_default=Now(), editable=False)
    published_on = models.DateField(_("公布日期"), null=True, blank=True, editable=False)
    appeal = models.CharField(_("异议"), max_length=200, blank=True, editable=False)
    answer = models.CharField(_("街道的答复"), max_length=200, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        organization="organization_id",
        with_owner="organizations_secondment.secondment_id",
    )
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("双向评价")
        verbose_name_plural = _("双向评价")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "organization", "direction", "year"],
                condition=Q(secondment__isnull=True),
                name="assessment_once_a_year_each_way",
            ),
            models.UniqueConstraint(
                fields=["secondment", "direction", "year"],
                name="assessment_of_a_cadre_once_a_year",
            ),
            models.CheckConstraint(
                name="assessment_status_known",
                condition=Q(status__in=AssessmentStatus.values, direction__in=Direction.values),
            ),
            models.CheckConstraint(
                name="assessment_of_a_cadre_names_him",
                condition=Q(direction__in=["on_unit", "on_community"], secondment__isnull=True)
                | Q(direction__in=["cadre_here", "cadre_home"], secondment__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_of_one_to_five",
                condition=Q(**{f"{name}__range": (1, 5) for name in ASPECTS}),
            ),
            models.CheckConstraint(
                name="assessment_published_on_a_day",
                condition=Q(status__in=["draft", "submitted"], published_on__isnull=True)
                | ~Q(status__in=["draft", "submitted"]) & Q(published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_answers_an_appeal",
                condition=Q(status__in=["draft", "submitted", "published"], appeal="", answer="")
                | Q(status="appealed", answer="") & ~Q(appeal="")
                | Q(status__in=["upheld", "withdrawn"]) & ~Q(appeal="") & ~Q(answer=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-year", "status"], name="assessment_list"),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.get_direction_display()}"

    @property
    def points(self) -> int:
        return sum(getattr(self, name) for name in ASPECTS)

    @property
    def scores(self) -> list[tuple[str, int]]:
        """In words, in the order of the form."""
        fields = [field for field in self._meta.fields if field.name in ASPECTS]
        return [
            (
                str(OF_A_CADRE[field.name] if self.is_of_a_cadre else field.verbose_name),
                getattr(self, field.name),
            )
            for field in fields
        ]

    @property
    def is_by_community(self) -> bool:
        return self.direction in BY_COMMUNITY

    @property
    def is_of_a_cadre(self) -> bool:
        return self.secondment_id is not None

    @property
    def appeal_ends_on(self) -> str:
        """Empty until it is published."""
        return f"{self.published_on + APPEAL_WITHIN:%Y-%m-%d}" if self.published_on else ""

    @property
    def may_still_be_appealed(self) -> bool:
        if self.status != AssessmentStatus.PUBLISHED or self.published_on is None:
            return False
        return timezone.localdate() <= self.published_on + APPEAL_WITHIN
