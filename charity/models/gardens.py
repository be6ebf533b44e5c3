"""爱心菜园: plots, who tends each, and what was gathered; the harvest is a gift in kind."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import Gift, kept, plain
from charity.models.programmes import Programme
from communities.models import Area, Resident
from core.models import RowScope


class PlotQuerySet(models.QuerySet["Plot"]):
    def open(self) -> "PlotQuerySet":
        return self.filter(closed_on__isnull=True)

    def manageable_by(self, viewer: Viewer) -> "PlotQuerySet":
        return self.filter(kept(viewer))


class Plot(models.Model):
    """One bed of a garden."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="plots", verbose_name=_("服务项目")
    )
    name = models.CharField(_("哪块地"), max_length=20)
    size = models.DecimalField(_("多少平方米"), max_digits=6, decimal_places=1)
    closed_on = models.DateField(_("不种了的日期"), null=True, blank=True, editable=False)

    objects = PlotQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("菜地")
        verbose_name_plural = _("菜地")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                condition=Q(closed_on__isnull=True),
                name="plot_named_once",
            ),
            models.CheckConstraint(name="plot_has_ground", condition=Q(size__gt=0) & ~Q(name="")),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Tending(models.Model):
    """Who looks after a plot: somebody of the register, or a group; one at a time."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    plot = models.ForeignKey(Plot, models.PROTECT, related_name="tendings", verbose_name=_("菜地"))
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪位居民"),
    )
    party = models.CharField(_("哪个组或单位"), max_length=40, blank=True)
    since = models.DateField(_("从哪天起"), default=timezone.localdate)
    until = models.DateField(_("到哪天"), null=True, blank=True, editable=False)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("谁在种")
        verbose_name_plural = _("谁在种")
        constraints = [
            models.UniqueConstraint(
                fields=["plot"], condition=Q(until__isnull=True), name="plot_tended_by_one"
            ),
            models.CheckConstraint(
                name="tending_is_somebody_s",
                condition=Q(resident__isnull=False, party="")
                | Q(resident__isnull=True) & ~Q(party=""),
            ),
            models.CheckConstraint(
                name="tending_ends_after_it_began",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.party or self.resident)


class HarvestQuerySet(models.QuerySet["Harvest"]):
    def manageable_by(self, viewer: Viewer) -> "HarvestQuerySet":
        return self.filter(kept(viewer))


class Harvest(models.Model):
    """What was gathered on a day. From then on it is a gift: somebody else says that it came, and
    it goes into the storeroom and to the canteen like any other."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    plot = models.ForeignKey(Plot, models.PROTECT, related_name="harvests", verbose_name=_("菜地"))
    gathered_on = models.DateField(_("哪天收的"))
    gift = models.OneToOneField(
        Gift, models.PROTECT, related_name="harvest", verbose_name=_("哪笔捐赠")
    )

    objects = HarvestQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("收成")
        verbose_name_plural = _("收成")
        indexes = [models.Index(fields=["plot", "-gathered_on"], name="harvest_newest")]

    def __str__(self) -> str:
        return f"{self.plot} {self.gift.what}"

    @property
    def share(self) -> str:
        return f"{plain(self.gift.quantity)} {self.gift.unit}" if self.gift.quantity else ""
