"""造血自给: what lay idle and earns now, by which contract, shared by which resolved rule."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from charity.workflow import AssetStatus
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, Ledger, RowScope


class Head(models.TextChoices):
    """What earned money is for."""

    UPKEEP = "upkeep", _("公共维护")
    CARE = "care", _("帮扶关爱")
    RESERVE = "reserve", _("留存备用")


_Row = TypeVar("_Row", bound=models.Model)


class PlaceQuerySet(models.QuerySet[_Row]):
    """Rows of the community as a whole."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> Self:
        return self.filter(kept(viewer))


class IdleAsset(KeepsNumbers):
    """A shed, an empty shop, a strip of ground: found, planned for, in use or given up."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("什么闲置"), max_length=60)
    where = models.CharField(_("在哪里"), max_length=60, blank=True)
    found_on = models.DateField(_("摸底日期"), default=timezone.localdate)
    status = models.CharField(
        _("状态"), max_length=8, choices=AssetStatus, default=AssetStatus.FOUND, editable=False
    )
    plan = FreeLine(_("打算怎么用"), max_length=200, blank=True)

    objects = PlaceQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("闲置资源")
        verbose_name_plural = _("闲置资源")
        constraints = [
            models.CheckConstraint(
                name="asset_status_known", condition=Q(status__in=AssetStatus.values)
            ),
            models.CheckConstraint(
                name="asset_planned_in_words", condition=Q(status="found") | ~Q(plan="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OperatingProject(models.Model):
    """What earns, with whom, until when. All of it is public."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("项目"), max_length=60)
    asset = models.OneToOneField(
        IdleAsset,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project",
        verbose_name=_("盘活了哪处闲置"),
    )
    partner = models.CharField(_("合作方"), max_length=80, help_text=_("单位全称"))
    agreement_number = models.CharField(_("合同编号"), max_length=40)
    starts_on = models.DateField(_("从哪天"))
    ends_on = models.DateField(_("到哪天（含）"))
    ended_on = models.DateField(_("提前结束"), null=True, blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("经营项目")
        verbose_name_plural = _("经营项目")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "agreement_number"], name="project_one_per_agreement"
            ),
            models.CheckConstraint(
                name="project_ends_after_it_began", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def runs(self) -> bool:
        return self.ended_on is None and self.starts_on <= timezone.localdate() <= self.ends_on


class SharingRule(KeepsNumbers, Ledger):
    """Of a hundred yuan so many for each head, as a meeting of residents resolved. A new rule is
    a new row; what came before was shared by the old one."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    upkeep = models.PositiveSmallIntegerField(_("公共维护（%）"))
    care = models.PositiveSmallIntegerField(_("帮扶关爱（%）"))
    reserve = models.PositiveSmallIntegerField(_("留存备用（%）"))
    since = models.DateField(_("从哪天起"))
    resolution = FreeLine(_("哪次会议定的"), max_length=200)
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    objects = PlaceQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("收益分配办法")
        verbose_name_plural = _("收益分配办法")
        constraints = [
            models.UniqueConstraint(fields=["community", "since"], name="rule_one_from_a_day"),
            models.CheckConstraint(
                name="rule_shares_a_hundred",
                condition=Q(upkeep=100 - F("care") - F("reserve")),
            ),
            models.CheckConstraint(name="rule_was_resolved", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"{self.upkeep} / {self.care} / {self.reserve}"


def year_of(day: date) -> tuple[date, date]:
    """Its first day and its last."""
    return date(day.year, 1, 1), date(day.year, 12, 31)
