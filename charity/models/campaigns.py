"""募捐活动: what a charity that may raise in public did on the spot, by a plan it filed. Here
stands the record; the money goes to the charity, never through the platform."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import Gift, Purpose, kept
from charity.workflow import CampaignStatus
from communities.models import Area
from core.models import Disclosed, RowScope, disclosed
from organizations.models import Organization

REPORT_WITHIN = timedelta(days=90)
"""The law's three months after the end (art. 79)."""
LONGEST = timedelta(days=183)
"""What goes on longer is reported every three months: it is filed and recorded in parts."""


class Way(models.TextChoices):
    """On the spot, as the law counts them up (art. 23)."""

    SALE = "sale", _("义卖")
    BOX = "box", _("募捐箱")
    SHOW = "show", _("义演")
    MATCH = "match", _("义赛")
    FAIR = "fair", _("义展")
    AUCTION = "auction", _("义拍")
    EVENING = "evening", _("慈善晚会")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, viewer: Viewer) -> "CampaignQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "CampaignQuerySet":
        return self.filter(kept(viewer))

    def overdue(self, day: date | None = None) -> "CampaignQuerySet":
        """Three months over, and nobody has read a report."""
        today = day or timezone.localdate()
        waits = [CampaignStatus.RUNNING, CampaignStatus.COUNTED]
        rows = self.filter(status__in=waits, ends_on__lt=today - REPORT_WITHIN)
        return rows.filter(reports__isnull=True)


class Campaign(models.Model):
    """What was raised is in the gifts that name it; what is said of it everybody reads."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("哪家慈善组织办的")
    )
    title = models.CharField(_("叫什么"), max_length=60)
    way = models.CharField(_("怎么募"), max_length=8, choices=Way)
    certificate = models.CharField(_("公开募捐资格证书编号"), max_length=40)
    filing_number = models.CharField(_("募捐方案备案编号"), max_length=40)
    filed_on = models.DateField(_("备案日期"))
    starts_on = models.DateField(_("从哪天"))
    ends_on = models.DateField(_("到哪天（含）"))
    place = models.CharField(_("在哪里"), max_length=60)
    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose)
    plan = models.CharField(_("募来的用在哪里"), max_length=200)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=CampaignStatus,
        default=CampaignStatus.RUNNING,
        editable=False,
    )
    why_not = models.CharField(_("为什么没有办"), max_length=200, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    counted_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("清点人"),
    )
    raised = models.DecimalField(
        _("募得的钱（元）"), max_digits=12, decimal_places=2, null=True, editable=False
    )
    cost = models.DecimalField(
        _("募捐成本（元）"), max_digits=12, decimal_places=2, null=True, editable=False
    )
    text = models.TextField(_("说明"), blank=True, editable=False)
    explanation = models.CharField(_("更正说明"), max_length=200, blank=True, editable=False)
    """Of the report that is out: what was wrong; the next one says it."""

    objects = CampaignQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("募捐活动")
        verbose_name_plural = _("募捐活动")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "filing_number", "starts_on"], name="campaign_recorded_once"
            ),
            models.CheckConstraint(
                name="campaign_status_known", condition=Q(status__in=CampaignStatus.values)
            ),
            models.CheckConstraint(
                name="campaign_has_its_papers",
                condition=~Q(certificate="") & ~Q(filing_number="") & ~Q(plan=""),
            ),
            models.CheckConstraint(
                name="campaign_ends_after_it_began",
                condition=Q(ends_on__gte=F("starts_on"), ends_on__lte=F("starts_on") + LONGEST),
            ),
            models.CheckConstraint(
                name="campaign_counted_by_somebody",
                condition=Q(status__in=["running", "cancelled"])
                | Q(counted_by__isnull=False, raised__gte=0, cost__gte=0) & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="campaign_not_held_for_a_reason",
                condition=Q(status="cancelled") & ~Q(why_not="")
                | ~Q(status="cancelled") & Q(why_not=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-starts_on", "-id"], name="campaign_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return f"M{self.pk:05d}" if self.pk else ""

    @property
    def report_due(self) -> date:
        due: date = self.ends_on + REPORT_WITHIN
        return due

    @property
    def is_late(self) -> bool:
        """Three months over, of one whose report is not out."""
        waits = self.status in {CampaignStatus.RUNNING, CampaignStatus.COUNTED}
        return waits and not self.explanation and self.report_due < timezone.localdate()

    @property
    def stands(self) -> str:
        """As one says it: before, meanwhile, afterwards."""
        if self.status != CampaignStatus.RUNNING:
            return str(self.get_status_display())
        today = timezone.localdate()
        if self.explanation:
            return str(_("在更正"))
        if today < self.starts_on:
            return str(_("还没开始"))
        return str(_("正在办")) if today <= self.ends_on else str(_("办完了，等清点"))


class CampaignReport(Disclosed):
    """What was raised, as the public read it on that day."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="reports", verbose_name=_("募捐活动")
    )
    raised = models.DecimalField(_("募得的钱（元）"), max_digits=12, decimal_places=2)
    gifts = models.PositiveIntegerField(_("几笔"))
    worth = models.DecimalField(_("物资、服务估值（元）"), max_digits=12, decimal_places=2)
    cost = models.DecimalField(_("募捐成本（元）"), max_digits=12, decimal_places=2)
    text = models.TextField(_("说明"))
    counted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("清点人")
    )

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("募捐活动的报告")
        verbose_name_plural = _("募捐活动的报告")
        constraints = [
            *disclosed("campaign_report", "campaign"),
            models.CheckConstraint(
                name="campaign_report_seen_by_another",
                condition=~Q(released_by=F("counted_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.at:%Y-%m-%d}"


def raised_by(campaign: Campaign) -> "models.QuerySet[Gift]":
    """Received by whoever called for it, and kept."""
    return Gift.objects.filter(campaign=campaign, status="received")
