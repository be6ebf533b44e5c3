"""Each day a stationed cadre was there, and what his unit is told of it (到岗小结)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.models import RowScope
from grids.access import runs_community
from organizations.models.letters import TOLD, UnitLetter
from organizations.models.secondments import Secondment
from organizations.post_workflow import LetterStatus, TurnStatus
from organizations.secondment_workflow import AGREED


class SecondmentReportQuerySet(models.QuerySet["SecondmentReport"]):
    def drafts(self) -> "SecondmentReportQuerySet":
        return self.filter(status=LetterStatus.DRAFT)

    def visible_to(self, viewer: Viewer) -> "SecondmentReportQuerySet":
        """The community that writes it; the unit, once it is sent."""
        rule = runs_community(viewer)
        if viewer.organization_ids:
            units = viewer.organization_ids
            rule |= Q(secondment__organization_id__in=units, status__in=TOLD)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "SecondmentReportQuerySet":
        return self.filter(runs_community(viewer))


class SecondmentReport(UnitLetter):
    """What his unit hears (到岗小结): of a quarter, and of the last stretch when it has ended.

    A day is told in one report and in no other: sending it puts the report's key on the day.
    """

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    secondment = models.ForeignKey(
        Secondment, models.PROTECT, related_name="reports", verbose_name=_("挂职驻点")
    )
    first = models.DateField(_("从哪天"))
    last = models.DateField(_("到哪天（含）"))
    closing = models.BooleanField(_("结束时的总结"), default=False)
    due = models.PositiveSmallIntegerField(_("约定几天"), null=True, editable=False)
    came = models.PositiveSmallIntegerField(_("到岗几天"), null=True, editable=False)

    objects = SecondmentReportQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id", with_owner="organizations_secondment.secondment_id"
    )

    class Meta:
        verbose_name = _("到岗小结")
        verbose_name_plural = _("到岗小结")
        constraints = [
            models.UniqueConstraint(fields=["secondment", "last"], name="secondment_report_once"),
            models.UniqueConstraint(
                fields=["secondment"],
                condition=Q(closing=True),
                name="secondment_closed_by_one_report",
            ),
            models.CheckConstraint(
                name="secondment_report_status_known",
                condition=Q(status__in=LetterStatus.values),
            ),
            models.CheckConstraint(
                name="secondment_report_of_days", condition=Q(last__gte=F("first"))
            ),
            models.CheckConstraint(
                name="secondment_report_sent_by_somebody",
                condition=Q(
                    status="draft", released_at__isnull=True, due__isnull=True, came__isnull=True
                )
                | ~Q(status="draft")
                & Q(released_at__isnull=False, due__isnull=False, came__isnull=False)
                & ~Q(signed=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community"],
                name="secondment_reports_waiting",
                condition=Q(status="draft"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.secondment} · {self.last}"

    @property
    def is_draft(self) -> bool:
        return self.status == LetterStatus.DRAFT


class SecondmentDayQuerySet(models.QuerySet["SecondmentDay"]):
    def waiting(self) -> "SecondmentDayQuerySet":
        return self.filter(status=TurnStatus.TOLD)

    def counted(self) -> "SecondmentDayQuerySet":
        return self.filter(status=TurnStatus.COUNTED)

    def untold(self) -> "SecondmentDayQuerySet":
        """Confirmed, and in no report that has gone to the unit."""
        return self.counted().filter(report__isnull=True)

    def visible_to(self, viewer: Viewer) -> "SecondmentDayQuerySet":
        seen = Secondment.objects.visible_to(viewer)
        return self.filter(Q(secondment__in=seen.values("pk")) | _own(viewer))

    def manageable_by(self, viewer: Viewer) -> "SecondmentDayQuerySet":
        return self.filter(runs_community(viewer))

    def answerable_by(self, viewer: Viewer) -> "SecondmentDayQuerySet":
        """He himself may say that what the desk wrote down of him is so."""
        return self.filter(_own(viewer))


class SecondmentDay(models.Model):
    """One day he was there, and what he did in one line, when somebody else says that it is so."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    secondment = models.ForeignKey(
        Secondment, models.PROTECT, related_name="days", verbose_name=_("挂职驻点")
    )
    on_day = models.DateField(_("哪天"))
    did = models.CharField(_("做了什么"), max_length=80)
    status = models.CharField(
        _("状态"), max_length=8, choices=TurnStatus, default=TurnStatus.TOLD, editable=False
    )
    reason = models.CharField(_("为什么没有算"), max_length=200, blank=True, editable=False)
    told_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    told_at = models.DateTimeField(_("登记时间"), db_default=Now())
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("核对人"),
    )
    decided_at = models.DateTimeField(_("核对时间"), null=True, editable=False)
    report = models.ForeignKey(
        SecondmentReport,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="days",
        verbose_name=_("写进哪份小结"),
    )

    objects = SecondmentDayQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id", with_owner="organizations_secondment.secondment_id"
    )

    class Meta:
        verbose_name = _("驻点到岗")
        verbose_name_plural = _("驻点到岗")
        constraints = [
            models.UniqueConstraint(
                fields=["secondment", "on_day"],
                condition=~Q(status="refused"),
                name="secondment_day_told_once",
            ),
            models.CheckConstraint(
                name="secondment_day_status_known", condition=Q(status__in=TurnStatus.values)
            ),
            models.CheckConstraint(name="secondment_day_says_what", condition=~Q(did="")),
            models.CheckConstraint(
                name="secondment_day_decided_at_a_time",
                condition=Q(status="told", decided_at__isnull=True)
                | ~Q(status="told") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="secondment_day_seen_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("told_by")),
            ),
            models.CheckConstraint(
                name="secondment_day_refused_for_a_reason",
                condition=~Q(status="refused") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="secondment_day_reported_once_it_counts",
                condition=Q(report__isnull=True) | Q(status="counted"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "told_at"],
                name="secondment_days_waiting",
                condition=Q(status="told"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.secondment} · {self.on_day}"


def _own(viewer: Viewer) -> Q:
    if viewer.user_id is None:
        return NOTHING
    return Q(secondment__user_id=viewer.user_id, secondment__status__in=AGREED)
