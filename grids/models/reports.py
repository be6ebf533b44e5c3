"""What people tell through their ten-household group, and how far up it had to go."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.roles import DISPATCHER, STREET_OFFICIAL
from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from grids.access import runs_community, runs_grid
from grids.models.duties import GridMatter
from grids.models.groups import TenHouseholdGroup
from grids.workflow import ReportLevel, ReportStatus

AT_THE_STREET = frozenset({DISPATCHER, STREET_OFFICIAL})


def _sent_up_to(viewer: Viewer) -> Q:
    """The street reads what a community could not settle, and nothing else of the groups."""
    if viewer.role.code not in AT_THE_STREET:
        return NOTHING
    return Q(level=ReportLevel.STREET) & reaches(viewer, grid="")


class GroupReportQuerySet(models.QuerySet["GroupReport"]):
    def unseen(self) -> "GroupReportQuerySet":
        return self.filter(seen_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> "GroupReportQuerySet":
        """The worker and the staff; a leader reads what he wrote himself, not his neighbours;
        the street what was sent up to it."""
        rule = runs_grid(viewer) | _sent_up_to(viewer)
        if viewer.user_id is not None:
            rule |= Q(reporter_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "GroupReportQuerySet":
        return self.filter(runs_grid(viewer))

    def open(self) -> "GroupReportQuerySet":
        return self.exclude(status=ReportStatus.HANDLED)

    def answerable_by(self, viewer: Viewer) -> "GroupReportQuerySet":
        """Open, and lying with the level on which this viewer works."""
        at_grid = Q(level=ReportLevel.GRID) & runs_grid(viewer)
        at_community = Q(level=ReportLevel.COMMUNITY) & runs_community(viewer)
        return self.open().filter(at_grid | at_community | _sent_up_to(viewer))


class GroupReport(KeepsNumbers):
    """What a leader tells the grid worker. Numbers of people are taken out of the text."""

    class Kind(models.TextChoices):
        SAFETY = "safety", _("安全隐患")
        NEED = "need", _("有人需要帮助")
        DISPUTE = "dispute", _("邻里矛盾")
        CHANGE = "change", _("人员变动")
        OTHER = "other", _("其他")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("网格"))
    group = models.ForeignKey(
        TenHouseholdGroup, models.PROTECT, related_name="reports", verbose_name=_("十联户")
    )
    reporter = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("报告人")
    )
    kind = models.CharField(_("种类"), max_length=16, choices=Kind)
    matter = models.ForeignKey(
        GridMatter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("事项"),
    )
    text = FreeLine(_("情况"), max_length=500)
    at = models.DateTimeField(_("报告时间"), db_default=Now())
    seen_at = models.DateTimeField(_("收到时间"), null=True, editable=False)
    seen_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("收到人"),
    )

    level = models.CharField(
        _("在哪一级"), max_length=12, choices=ReportLevel, default=ReportLevel.GRID, editable=False
    )
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=ReportStatus,
        default=ReportStatus.RECEIVED,
        editable=False,
    )
    reason = FreeLine(_("为什么报上去"), max_length=300, blank=True, editable=False)
    escalated_at = models.DateTimeField(_("上报时间"), null=True, editable=False)
    outcome = FreeLine(_("怎样办的"), max_length=300, blank=True, editable=False)
    handled_at = models.DateTimeField(_("办好时间"), null=True, editable=False)
    handled_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("办好的人"),
    )

    belongs_to = ""
    """Whose matter it is by the list, in words; written by `queries.duties.suggest`."""

    objects = GroupReportQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="reporter_id")

    class Meta:
        verbose_name = _("联户报告")
        verbose_name_plural = _("联户报告")
        constraints = [
            models.CheckConstraint(
                name="group_report_kind_known",
                condition=Q(kind__in=["safety", "need", "dispute", "change", "other"]),
            ),
            models.CheckConstraint(
                name="group_report_stands_somewhere",
                condition=Q(status="received", level="grid")
                | Q(status="escalated", level__in=["community", "street"])
                | Q(status="handled", level__in=["grid", "community", "street"]),
            ),
            models.CheckConstraint(
                name="group_report_handled_by_somebody",
                condition=Q(status="handled", handled_at__isnull=False, handled_by__isnull=False)
                | Q(~Q(status="handled"), handled_at__isnull=True, handled_by__isnull=True),
            ),
            models.CheckConstraint(
                name="group_report_above_was_sent_up",
                condition=Q(level="grid", escalated_at__isnull=True)
                | Q(~Q(level="grid"), escalated_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["grid", "-at"],
                name="group_report_unseen",
                condition=Q(seen_at__isnull=True),
            ),
            models.Index(
                fields=["community", "level", "-at"],
                name="group_report_open",
                condition=~Q(status="handled"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.get_kind_display()}"
