"""Handing out: one lot, so much each, a list of people who sign for it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept, plain
from charity.models.stock import Lot
from communities.models import Area, Resident
from core.fields import EncryptedField, NameField
from core.models import RowScope


class HandOutQuerySet(models.QuerySet["HandOut"]):
    def visible_to(self, viewer: Viewer) -> "HandOutQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "HandOutQuerySet":
        return self.filter(kept(viewer))


class HandOut(models.Model):
    """发放: what leaves the storeroom as each signs; nothing leaves for who does not come."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="handouts", verbose_name=_("批次"))
    title = models.CharField(_("发放名称"), max_length=60)
    held_on = models.DateField(_("哪天发"))
    place = models.CharField(_("在哪里发"), max_length=40, blank=True)
    each = models.DecimalField(_("每人多少"), max_digits=10, decimal_places=2)
    closed_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)

    objects = HandOutQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("物资发放")
        verbose_name_plural = _("物资发放")
        constraints = [
            models.CheckConstraint(name="handout_gives_something", condition=Q(each__gt=0))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def share(self) -> str:
        return f"{plain(self.each)} {self.lot.unit}"


class HandOutLineQuerySet(models.QuerySet["HandOutLine"]):
    def visible_to(self, viewer: Viewer) -> "HandOutLineQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "HandOutLineQuerySet":
        return self.filter(kept(viewer))

    def kept_longer_than(self, day: date) -> "HandOutLineQuerySet":
        return self.filter(handout__held_on__lt=day)


class HandOutLine(models.Model):
    """One person on the list."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    handout = models.ForeignKey(
        HandOut, models.PROTECT, related_name="lines", verbose_name=_("发放")
    )
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("居民档案"),
    )
    name = NameField(_("领取人"))
    where = EncryptedField(_("住址"), mask="address", blank=True)
    taken_at = models.DateTimeField(_("领取时间"), null=True, blank=True, editable=False)
    proxy = NameField(_("代领人"), blank=True)

    objects = HandOutLineQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("发放名单")
        verbose_name_plural = _("发放名单")
        constraints = [
            models.UniqueConstraint(
                fields=["handout", "resident"], name="handout_line_once_per_person"
            ),
            models.CheckConstraint(
                name="handout_proxy_took_it",
                condition=Q(proxy="") | Q(taken_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["handout"], name="handout_line_of")]

    def __str__(self) -> str:
        return str(self.name)
