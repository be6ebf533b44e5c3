"""The shelf: goods for points, and what is put aside for a household until it comes for it."""

from datetime import timedelta

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models import Lot
from charity.models.gifts import kept
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, Ledger, RowScope, chain
from points.models.ledger import Account

KEPT = timedelta(days=14)
"""So long a thing waits for who asked for it."""


class ItemQuerySet(models.QuerySet["Item"]):
    def with_left(self) -> "ItemQuerySet":
        """What the last link of its chain says is on the shelf."""
        last = ShelfMovement.objects.filter(item=OuterRef("pk")).order_by("-seq")
        return self.annotate(left=Coalesce(Subquery(last.values("after")[:1]), 0))

    def offered(self) -> "ItemQuerySet":
        return self.filter(withdrawn_on__isnull=True)

    def visible_to(self, viewer: Viewer) -> "ItemQuerySet":
        return self.filter(community_id__in=viewer.community_ids)

    def manageable_by(self, viewer: Viewer) -> "ItemQuerySet":
        return self.filter(kept(viewer))


class Item(models.Model):
    """One kind of goods at one price. The price is not changed: another price is another item."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("品名"), max_length=60)
    unit = models.CharField(_("计量单位"), max_length=8)
    points = models.PositiveIntegerField(_("换一份要多少分"))
    withdrawn_on = models.DateField(_("下架日期"), null=True, blank=True, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("积分超市商品")
        verbose_name_plural = _("积分超市商品")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(withdrawn_on__isnull=True),
                name="item_offered_once",
            ),
            models.CheckConstraint(name="item_costs_something", condition=Q(points__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def is_of(self, lot: Lot) -> bool:
        """The same goods: what a household asks for by this name is what the donor gave."""
        return (self.name, self.unit) == (lot.name, lot.unit)


class RedemptionQuerySet(models.QuerySet["Redemption"]):
    def held(self) -> "RedemptionQuerySet":
        return self.filter(status=Redemption.Status.HELD)

    def to_bring(self) -> "RedemptionQuerySet":
        """By the community, to who cannot come."""
        return self.held().filter(brought_home=True)

    def lapsing(self) -> "RedemptionQuerySet":
        """Nobody came for it in time. What the community is to bring waits for the community."""
        late = self.held().filter(collect_until__lt=timezone.localdate())
        return late.filter(brought_home=False)

    def visible_to(self, viewer: Viewer) -> "RedemptionQuerySet":
        rule = kept(viewer)
        if not viewer.is_staff:
            rule |= Q(account__household_id__in=viewer.household_ids)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "RedemptionQuerySet":
        return self.filter(kept(viewer))


class Redemption(models.Model):
    """兑换: the points are held and the thing is put aside in one transaction, or neither is."""

    class Status(models.TextChoices):
        HELD = "held", _("等来领")
        COLLECTED = "collected", _("已领取")
        CANCELLED = "cancelled", _("已取消")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="redemptions", verbose_name=_("积分户")
    )
    item = models.ForeignKey(
        Item, models.PROTECT, related_name="redemptions", verbose_name=_("商品")
    )
    quantity = models.PositiveSmallIntegerField(_("几份"))
    points = models.PositiveIntegerField(_("多少分"))
    code = models.CharField(_("领取码"), max_length=6)
    status = models.CharField(
        _("状态"), max_length=9, choices=Status, default=Status.HELD, editable=False
    )
    asked_at = models.DateTimeField(_("兑换时间"), db_default=Now(), editable=False)
    brought_home = models.BooleanField(_("请送上门"), default=False)
    collect_until = models.DateField(_("领到哪天（含）"))
    ended_at = models.DateTimeField(_("领取或取消时间"), null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )

    objects = RedemptionQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("积分兑换")
        verbose_name_plural = _("积分兑换")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "code"],
                condition=Q(status="held"),
                name="redemption_code_once_while_held",
            ),
            models.CheckConstraint(
                name="redemption_is_of_something", condition=Q(quantity__gt=0, points__gt=0)
            ),
            models.CheckConstraint(
                name="redemption_ends_once",
                condition=Q(status="held", ended_at__isnull=True)
                | Q(status__in=["collected", "cancelled"], ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["community", "status", "-id"], name="redemption_by_status")]

    def __str__(self) -> str:
        return f"{self.item.name} × {self.quantity}"

    @property
    def is_held(self) -> bool:
        return self.status == self.Status.HELD

    @property
    def is_late(self) -> bool:
        return self.is_held and self.collect_until < timezone.localdate()


class ShelfMovement(KeepsNumbers, Ledger):
    """One link of what is on the shelf: the same chain as the storeroom's."""

    class Kind(models.TextChoices):
        FILL = "fill", _("上架")
        ASIDE = "aside", _("兑换留出")
        BACK = "back", _("取消放回")
        REMOVE = "remove", _("撤下")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="movements", verbose_name=_("商品"))
    seq = models.PositiveIntegerField(_("序号"))
    previous = models.PositiveIntegerField(_("上一笔"), null=True)
    kind = models.CharField(_("什么变动"), max_length=8, choices=Kind)
    before = models.IntegerField(_("变动前"))
    quantity = models.IntegerField(_("增减"))
    after = models.IntegerField(_("变动后"))
    lot = models.ForeignKey(
        Lot, models.PROTECT, null=True, related_name="+", verbose_name=_("从哪一批物资来")
    )
    redemption = models.ForeignKey(
        Redemption,
        models.PROTECT,
        null=True,
        related_name="movements",
        verbose_name=_("哪次兑换"),
    )
    reason = FreeLine(_("从哪里来或原因"), max_length=200, blank=True)
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("货架变动")
        verbose_name_plural = _("货架变动")
        constraints = [
            *chain("shelf", "item"),
            models.CheckConstraint(name="shelf_never_below_nothing", condition=Q(after__gte=0)),
            models.CheckConstraint(
                name="shelf_kind_says_which_way",
                condition=Q(kind="fill", quantity__gt=0, redemption__isnull=True) & ~Q(reason="")
                | Q(kind="back", quantity__gt=0, redemption__isnull=False)
                | Q(kind="aside", quantity__lt=0, redemption__isnull=False)
                | Q(kind="remove", quantity__lt=0) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity:+d}"
