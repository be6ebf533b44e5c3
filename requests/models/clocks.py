"""What happened to the clocks (facts), and when somebody has to look next (timers)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.models import Ledger
from requests.clocks import Tick
from requests.models.policies import LadderRung, SlaRule
from requests.workflow import ClockKind


class ClockEvent(Ledger):
    """A fact about one clock. Deadlines are worked out from these (requests.clocks.read)."""

    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="clock_events",
        verbose_name=_("诉求"),
    )
    clock = models.CharField(_("哪个钟"), max_length=12, choices=ClockKind)
    epoch = models.PositiveSmallIntegerField(_("第几次办"))
    tick = models.CharField(_("怎样"), max_length=8, choices=Tick)
    at = models.DateTimeField(_("时间"), db_default=Now())
    rule = models.ForeignKey(
        SlaRule, models.PROTECT, null=True, related_name="+", verbose_name=_("规则")
    )
    until = models.DateTimeField(_("延到"), null=True)

    class Meta:
        verbose_name = _("时钟记录")
        verbose_name_plural = _("时钟记录")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["service_request", "epoch", "id"], name="clock_event_in_order")
        ]
        constraints = [
            models.CheckConstraint(
                name="clock_event_brings_what_it_needs",
                condition=(~Q(tick__in=["start", "rule"]) | Q(rule__isnull=False))
                & (~Q(tick="extend") | Q(until__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.tick}"


class Timer(models.Model):
    """The next look at a request, judged by the database's clock; beat only sweeps.

    The rung of a ladder, or one of the platform's own: an invitation to rate, the end of a
    pause, the answer that never came.
    """

    class Purpose(models.TextChoices):
        RUNG = "rung", _("催办")
        WAKE = "wake", _("暂停到期")
        LAPSE = "lapse", _("等补充到期")
        INVITE = "invite", _("请评价")
        CLOSE = "close", _("不评价就结")
        LOOK = "look", _("看一眼")
        FORWARD = "forward", _("转出去的还没收")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="timers",
        verbose_name=_("诉求"),
    )
    purpose = models.CharField(_("做什么"), max_length=8, choices=Purpose)
    clock = models.CharField(_("哪个钟"), max_length=12, choices=ClockKind, blank=True)
    epoch = models.PositiveSmallIntegerField(_("第几次办"))
    rung = models.ForeignKey(
        LadderRung, models.PROTECT, null=True, related_name="+", verbose_name=_("第几级")
    )
    turn = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    due_at = models.DateTimeField(_("到点"))
    fired_at = models.DateTimeField(_("响过"), null=True)

    class Meta:
        verbose_name = _("定时")
        verbose_name_plural = _("定时")
        constraints = [
            # Each rung exactly once per clock, epoch and turn, whoever sweeps how often.
            models.UniqueConstraint(
                fields=["service_request", "purpose", "clock", "epoch", "rung", "turn"],
                name="timer_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="timer_due", condition=Q(fired_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.due_at}"
