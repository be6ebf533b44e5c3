"""外勤: a round through the grid, a visit to a door; what was found becomes an order."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.models import Area, Resident
from core.fields import FreeLine, FreeText
from core.models import KeepsNumbers, RowScope


class OutingQuerySet(models.QuerySet["Outing"]):
    def visible_to(self, viewer: Viewer) -> "OutingQuerySet":
        """The desk of the place; a grid worker reads those of his grids."""
        return self.filter(reaches(viewer))

    def mine(self, viewer: Viewer) -> "OutingQuerySet":
        return self.visible_to(viewer).filter(worker_id=viewer.user_id or 0)

    def waiting(self) -> "OutingQuerySet":
        return self.filter(outcome="")


class Outing(KeepsNumbers):
    class Kind(models.TextChoices):
        PATROL = "patrol", _("巡查")
        VISIT = "visit", _("入户走访")

    class Outcome(models.TextChoices):
        FINE = "fine", _("都好")
        FOUND = "found", _("有情况")
        AWAY = "away", _("没见到人")
        DROPPED = "dropped", _("不去了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("网格"))
    kind = models.CharField(_("哪一种"), max_length=8, choices=Kind)
    worker = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁去")
    )
    planned_on = models.DateField(_("哪天去"))
    route = FreeLine(_("路线"), max_length=120, blank=True)
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("去看谁"),
    )
    why = FreeLine(_("去做什么"), max_length=120, blank=True)
    companions = FreeLine(_("同去的人"), max_length=80, blank=True)
    planned_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁排的")
    )
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome, blank=True, editable=False)
    words = FreeText(_("看到什么"), blank=True, editable=False)
    done_at = models.DateTimeField(_("记下的时间"), null=True, editable=False)

    objects = OutingQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="worker_id")

    class Meta:
        verbose_name = _("外勤")
        verbose_name_plural = _("外勤")
        ordering = ["planned_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="outing_goes_somewhere",
                condition=Q(kind="patrol", resident__isnull=True) & ~Q(route="") | Q(kind="visit"),
            ),
            models.CheckConstraint(
                name="outing_done_says_how",
                condition=Q(outcome="", done_at__isnull=True)
                | ~Q(outcome="") & Q(done_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["worker", "planned_on"], name="outing_waiting", condition=Q(outcome="")
            ),
            models.Index(fields=["worker", "done_at"], name="outing_of_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.planned_on}"

    @property
    def is_late(self) -> bool:
        return not self.outcome and self.planned_on < timezone.localdate()


class OutingFinding(KeepsNumbers):
    """What was seen: put right on the spot, or an order with everything that follows."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    outing = models.ForeignKey(
        Outing, models.PROTECT, related_name="findings", verbose_name=_("外勤")
    )
    words = FreeLine(_("什么情况"), max_length=300)
    service_request = models.OneToOneField(
        "requests.ServiceRequest",
        models.PROTECT,
        null=True,
        related_name="found_on",
        verbose_name=_("诉求"),
    )
    """None where it was put right on the spot."""
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("外勤发现")
        verbose_name_plural = _("外勤发现")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.words)
