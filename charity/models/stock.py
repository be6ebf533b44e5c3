"""Goods in the storeroom: a lot, and a chain of movements that the database adds up itself."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import Gift, kept, plain
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, Ledger, RowScope, chain

EXPIRING = timedelta(days=30)
"""How long before its last day a lot is talked about."""
REMIND_AT = (30, 7)
"""Days before its last one on which who keeps the storeroom hears of it."""


class LotQuerySet(models.QuerySet["Lot"]):
    def with_balance(self) -> "LotQuerySet":
        """What the last link of its chain says is left."""
        last = StockMovement.objects.filter(lot=OuterRef("pk")).order_by("-seq")
        nothing = Value(Decimal(), output_field=models.DecimalField())
        return self.annotate(held=Coalesce(Subquery(last.values("after")[:1]), nothing))

    def with_came(self) -> "LotQuerySet":
        """What the first link of its chain brought in."""
        first = StockMovement.objects.filter(lot=OuterRef("pk"), kind="receive").order_by("seq")
        return self.annotate(came=Subquery(first.values("quantity")[:1]))

    def in_store(self) -> "LotQuerySet":
        return self.with_balance().filter(held__gt=0)  # type: ignore[misc]

    def expired(self, day: date | None = None) -> "LotQuerySet":
        return self.in_store().filter(expires_on__lt=day or timezone.localdate())

    def expiring(self, day: date | None = None) -> "LotQuerySet":
        today = day or timezone.localdate()
        return self.in_store().filter(expires_on__range=(today, today + EXPIRING))

    def visible_to(self, viewer: Viewer) -> "LotQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "LotQuerySet":
        return self.filter(kept(viewer))


class Lot(models.Model):
    """What came in together and runs out on one day."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    gift = models.ForeignKey(
        Gift, models.PROTECT, related_name="lots", verbose_name=_("从哪笔捐赠来")
    )
    name = models.CharField(_("品名"), max_length=60)
    unit = models.CharField(_("计量单位"), max_length=8)
    place = models.CharField(_("放在哪里"), max_length=40, blank=True)
    expires_on = models.DateField(_("保质期到（含）"), null=True, blank=True)
    opened_at = models.DateTimeField(_("入库时间"), db_default=Now(), editable=False)

    objects = LotQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("物资批次")
        verbose_name_plural = _("物资批次")
        indexes = [models.Index(fields=["community", "expires_on"], name="lot_by_expiry")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def number(self) -> str:
        """What stands on the label."""
        return f"W{self.pk:06d}" if self.pk else ""

    @property
    def balance(self) -> Decimal:
        """Of one that came `with_balance`; the chain of movements is what is true."""
        held: Decimal = self.held  # type: ignore[attr-defined]
        return held

    @property
    def left(self) -> str:
        return f"{plain(self.balance)} {self.unit}"

    @property
    def is_expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def expires_soon(self) -> bool:
        if self.expires_on is None or self.is_expired:
            return False
        return self.expires_on - timezone.localdate() <= EXPIRING


class StockMovementQuerySet(models.QuerySet["StockMovement"]):
    def visible_to(self, viewer: Viewer) -> "StockMovementQuerySet":
        return self.filter(kept(viewer))


class StockMovement(KeepsNumbers, Ledger):
    """One link: what was there, what came or went, what is there now. Each begins where the one
    before it ended (a foreign key of the database says so), so the sum cannot be wrong, and no
    two can follow the same one, so nothing is taken twice."""

    class Kind(models.TextChoices):
        RECEIVE = "receive", _("入库")
        ISSUE = "issue", _("领用")
        BACK = "back", _("退库")
        COUNT = "count", _("盘点差异")
        DISCARD = "discard", _("报损")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="movements", verbose_name=_("批次"))
    seq = models.PositiveIntegerField(_("序号"))
    previous = models.PositiveIntegerField(_("上一笔"), null=True)
    kind = models.CharField(_("什么变动"), max_length=8, choices=Kind)
    before = models.DecimalField(_("变动前"), max_digits=10, decimal_places=2)
    quantity = models.DecimalField(_("增减"), max_digits=10, decimal_places=2)
    after = models.DecimalField(_("变动后"), max_digits=10, decimal_places=2)
    reason = FreeLine(_("用在哪里或原因"), max_length=200, blank=True)
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    objects = StockMovementQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("出入库")
        verbose_name_plural = _("出入库")
        constraints = [
            *chain("stock", "lot", kind="receive"),
            models.CheckConstraint(name="stock_never_below_nothing", condition=Q(after__gte=0)),
            models.CheckConstraint(
                name="stock_kind_says_which_way",
                condition=Q(kind__in=["receive", "back"], quantity__gt=0)
                | Q(kind__in=["issue", "discard"], quantity__lt=0)
                | Q(kind="count") & ~Q(quantity=0),
            ),
            models.CheckConstraint(
                name="stock_goes_for_a_reason", condition=Q(kind="receive") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["community", "-at"], name="stock_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.signed}"

    @property
    def signed(self) -> str:
        return f"{'+' if self.quantity > 0 else '−'}{plain(abs(self.quantity))}"

    @property
    def left(self) -> str:
        return plain(self.after)
