"""The board of supply and demand (供需对接): what is asked for, who would do it, how it came out.

What an organisation can do stands with its offered services already: the supply side of the
board is those, so that nobody keeps the same words twice.
"""

from datetime import date

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from organizations.access import keeps_register, under
from organizations.demand_workflow import SILENT_FOR, DemandStatus, InterestStatus, Result
from organizations.models.organizations import Organization
from organizations.models.services import ServiceDomain


class DemandQuerySet(models.QuerySet["Demand"]):
    def open(self) -> "DemandQuerySet":
        return self.filter(status=DemandStatus.OPEN)

    def silent_on(self, day: date) -> "DemandQuerySet":
        """Open, told of long enough ago, and nobody has answered."""
        answered = Interest.objects.filter(demand=OuterRef("pk"))
        return self.open().filter(~Exists(answered), published_on__lte=day - SILENT_FOR)

    def with_interest(self) -> "DemandQuerySet":
        return self.annotate(offers=Count("interests"))

    def visible_to(self, viewer: Viewer) -> "DemandQuerySet":
        """Published means: for everybody."""
        return self.all()

    def manageable_by(self, viewer: Viewer) -> "DemandQuerySet":
        """Who keeps the register of the place it is for."""
        return self.filter(under(viewer, "area")) if keeps_register(viewer) else self.none()


class Demand(models.Model):
    """What a place looks for an organisation to do: public from the first word."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("哪里"))
    domain = models.ForeignKey(
        ServiceDomain, models.PROTECT, related_name="+", verbose_name=_("服务领域")
    )
    title = models.CharField(_("需要什么"), max_length=60)
    details = models.CharField(_("具体要求"), max_length=400, blank=True)
    budget = models.CharField(
        _("经费"), max_length=60, blank=True, help_text=_("如：每次 300 元；没有就不填")
    )
    answer_by = models.DateField(_("哪天前应答"))
    status = models.CharField(
        _("状态"), max_length=6, choices=DemandStatus, default=DemandStatus.OPEN, editable=False
    )
    result = models.CharField(_("结果"), max_length=10, choices=Result, blank=True, editable=False)
    result_note = models.CharField(_("结果说明"), max_length=200, blank=True, editable=False)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("发布人")
    )
    published_on = models.DateField(_("发布日期"), default=timezone.localdate, editable=False)
    reminded_on = models.DateField(_("提醒日期"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("供需对接需求")
        verbose_name_plural = _("供需对接需求")
        constraints = [
            models.CheckConstraint(
                name="demand_status_known", condition=Q(status__in=DemandStatus.values)
            ),
            models.CheckConstraint(
                name="demand_closed_with_a_result",
                condition=Q(status="open", result="", closed_on__isnull=True)
                | Q(status="closed", result__in=Result.values, closed_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "-published_on"], name="demand_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status == DemandStatus.OPEN

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area


class Interest(models.Model):
    """An organisation would do it, and says how. Named on the board like the organisation."""

    demand = models.ForeignKey(
        Demand, models.CASCADE, related_name="interests", verbose_name=_("需求")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="interests", verbose_name=_("组织")
    )
    message = models.CharField(_("打算怎么做"), max_length=200)
    status = models.CharField(
        _("结果"),
        max_length=8,
        choices=InterestStatus,
        default=InterestStatus.OFFERED,
        editable=False,
    )
    offered_at = models.DateTimeField(_("应答时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("对接意向")
        verbose_name_plural = _("对接意向")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "organization"], name="interest_once_per_organization"
            ),
            models.UniqueConstraint(
                fields=["demand"], condition=Q(status="chosen"), name="demand_chooses_one"
            ),
            models.CheckConstraint(
                name="interest_status_known", condition=Q(status__in=InterestStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.demand}"


class MatchTalk(models.Model):
    """A line of a match meeting (供需对接会): which demand, with whom, and what came of it."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("谈成")
        AGAIN = "again", _("再谈")
        NOTHING = "nothing", _("没谈成")

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="talks", verbose_name=_("需求"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("组织")
    )
    meeting = models.ForeignKey(
        "organizations.MatchMeeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name=_("哪次对接会"),
    )
    """None where the two spoke without a meeting."""
    held_on = models.DateField(_("对接会日期"))
    outcome = models.CharField(_("谈得怎样"), max_length=8, choices=Outcome)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    noted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    class Meta:
        verbose_name = _("对接会结果")
        verbose_name_plural = _("对接会结果")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "organization", "held_on"], name="match_talk_once_a_day"
            ),
            models.CheckConstraint(
                name="match_outcome_known",
                condition=Q(outcome__in=["agreed", "again", "nothing"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demand} · {self.organization}"
