"""Reports on a month or a quarter: what was drafted, what went out, what corrects what."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.models import RowScope, StoredFile
from insights.access import ABOVE, looks_at_figures, sees_far
from insights.periods import Period, month_of, quarter
from insights.report_workflow import RELEASERS, WRITERS, ReportStatus
from insights.spans import Span


class InsightReportQuerySet(models.QuerySet["InsightReport"]):
    def drafts(self) -> "InsightReportQuerySet":
        return self.filter(status=ReportStatus.DRAFTED)

    def visible_to(self, viewer: Viewer) -> "InsightReportQuerySet":
        """What is out, of the places whose figures he reads; a draft only who writes it."""
        if not looks_at_figures(viewer) or viewer.sleeping:
            return self.none()
        if sees_far(viewer):
            out = Q(area__level__in=ABOVE, area__is_active=True)
        else:
            out = NOTHING
            for pk in viewer.area_ids:
                out |= Q(area__path__contains=f"/{pk}/")
        return self.filter(out & ~Q(status=ReportStatus.DRAFTED) | _in_charge(viewer, WRITERS))

    def manageable_by(self, viewer: Viewer) -> "InsightReportQuerySet":
        return self.filter(_in_charge(viewer, WRITERS))

    def releasable_by(self, viewer: Viewer) -> "InsightReportQuerySet":
        return self.filter(_in_charge(viewer, RELEASERS))


def _in_charge(viewer: Viewer, table: Any) -> Q:
    if not viewer.is_staff or viewer.sleeping:
        return NOTHING
    levels = [level for level, roles in table.items() if viewer.role.code in roles]
    return Q(area__level__in=levels, area__in=viewer.area_ids)


class InsightReport(models.Model):
    """One version of a place's report on one month or quarter.

    `figures` is what the readings said at `taken_at`, with the words of then: names, definitions,
    units. Once it is out nothing of it changes but its state (a trigger sees to that).
    """

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="insight_reports", verbose_name=_("地方")
    )
    span = models.CharField(_("月报还是季报"), max_length=8, choices=Span)
    starts_on = models.DateField(_("从哪天起"))
    version = models.PositiveSmallIntegerField(_("第几版"), default=1)
    status = models.CharField(
        _("状态"), max_length=10, choices=ReportStatus, default=ReportStatus.DRAFTED
    )
    opening = models.TextField(_("开头的话"), blank=True)
    figures = models.JSONField(_("数据"), encoder=DjangoJSONEncoder)
    taken_at = models.DateTimeField(_("取数时间"), db_default=Now())
    edits = models.PositiveIntegerField(_("改过几次"), default=0)
    drafted_at = models.DateTimeField(_("起草时间"), db_default=Now())
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("更正哪一份"),
    )
    explanation = models.CharField(_("更正了什么、为什么"), max_length=200, blank=True)
    released_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    released_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("发布人"),
    )
    released_as = models.CharField(_("以什么身份发布"), max_length=32, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    reason = models.CharField(_("为什么撤回"), max_length=200, blank=True)
    pdf = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("正文")
    )
    table = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("附表")
    )

    objects = InsightReportQuerySet.as_manager()
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("月报和季报")
        verbose_name_plural = _("月报和季报")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "span", "starts_on", "version"], name="insight_report_version_once"
            ),
            models.UniqueConstraint(
                fields=["area", "span", "starts_on"],
                condition=Q(status="drafted"),
                name="insight_report_one_draft_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["area", "span", "starts_on"],
                condition=Q(status="released"),
                name="insight_report_one_that_holds",
            ),
            models.CheckConstraint(
                name="insight_report_known_status", condition=Q(status__in=ReportStatus.values)
            ),
            models.CheckConstraint(
                name="insight_report_of_a_month_or_quarter",
                condition=Q(starts_on__day=1)
                & (Q(span="month") | Q(span="quarter", starts_on__month__in=[1, 4, 7, 10])),
            ),
            models.CheckConstraint(
                name="insight_report_later_version_corrects_with_a_word",
                condition=Q(version=1, corrects__isnull=True, explanation="")
                | Q(version__gt=1, corrects__isnull=False) & ~Q(explanation=""),
            ),
            models.CheckConstraint(
                name="insight_report_corrects_another",
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("pk")),
            ),
            models.CheckConstraint(
                name="insight_report_out_with_name_and_files",
                condition=Q(
                    status="drafted",
                    released_at__isnull=True,
                    released_by__isnull=True,
                    released_as="",
                    pdf__isnull=True,
                    table__isnull=True,
                )
                | Q(
                    status__in=["released", "corrected", "withdrawn"],
                    released_at__isnull=False,
                    released_by__isnull=False,
                    pdf__isnull=False,
                    table__isnull=False,
                )
                & ~Q(released_as=""),
            ),
            models.CheckConstraint(
                name="insight_report_withdrawn_for_a_reason",
                condition=Q(status="withdrawn", withdrawn_at__isnull=False) & ~Q(reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_at__isnull=True, reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-starts_on", "-id"], name="insight_reports"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return _("{place} {period}报告").format(place=self.area.title, period=self.period)

    @property
    def period(self) -> Period:
        return month_of(self.starts_on) if self.span == Span.MONTH else quarter(self.starts_on)

    @property
    def is_draft(self) -> bool:
        return self.status == ReportStatus.DRAFTED

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area

    @property
    def scope(self) -> int:
        """In whose book its history stands; of a street or a district in its own."""
        return int(self.area.community_id or self.area_id)
