"""Orders that come again: a rule for each, and one row for each day it opened one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.models import Area, Resident
from core.fields import FreeLine
from core.models import KeepsNumbers, Ledger, RowScope
from requests.models.menu import MenuItem
from requests.models.service_requests import ServiceRequest
from requests.tiers import tier_of


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("周一")
    TUESDAY = 1, _("周二")
    WEDNESDAY = 2, _("周三")
    THURSDAY = 3, _("周四")
    FRIDAY = 4, _("周五")
    SATURDAY = 5, _("周六")
    SUNDAY = 6, _("周日")


class RecurringOrderQuerySet(models.QuerySet["RecurringOrder"]):
    def manageable_by(self, viewer: Viewer) -> "RecurringOrderQuerySet":
        if tier_of(viewer) is None:
            return self.none()
        return self.filter(reaches(viewer))

    def running(self) -> "RecurringOrderQuerySet":
        return self.filter(stopped_at__isnull=True)


class RecurringOrder(KeepsNumbers):
    """Such as: look in on somebody every Monday, whoever is on duty."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("网格")
    )
    item = models.ForeignKey(
        MenuItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("服务")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("为谁办")
    )
    words = FreeLine(_("办什么"), max_length=120)
    consent_note = FreeLine(_("本人怎样同意的"), max_length=120)
    weekday = models.PositiveSmallIntegerField(_("星期几"), choices=Weekday)
    every_weeks = models.PositiveSmallIntegerField(
        _("每几周一次"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
    )
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天"), null=True, blank=True)
    kept_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁定的")
    )
    stopped_at = models.DateTimeField(_("停下的时间"), null=True, editable=False)
    why_stopped = FreeLine(_("为什么停"), max_length=120, blank=True, editable=False)

    objects = RecurringOrderQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("定期单")
        verbose_name_plural = _("定期单")
        ordering = ["weekday", "id"]
        constraints = [
            models.CheckConstraint(
                name="recurring_order_rhythm",
                condition=Q(weekday__range=(0, 6), every_weeks__range=(1, 8)),
            ),
            models.CheckConstraint(
                name="recurring_order_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.words)


class RecurringRun(Ledger):
    """On this day the rule opened this order; the database lets it happen once."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    rule = models.ForeignKey(
        RecurringOrder, models.PROTECT, related_name="runs", verbose_name=_("定期单")
    )
    day = models.DateField(_("哪天的"))
    service_request = models.OneToOneField(
        ServiceRequest, models.PROTECT, related_name="recurring_run", verbose_name=_("诉求")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("定期单开出的单")
        verbose_name_plural = _("定期单开出的单")
        constraints = [
            models.UniqueConstraint(fields=["rule", "day"], name="recurring_run_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.day}"
