"""What became of a gift: a chain of uses that the database adds up and never lets exceed it."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import Gift, Purpose, Resource, money, plain
from charity.models.stock import StockMovement
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, Ledger, RowScope, chain


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, viewer: Viewer) -> "AllocationQuerySet":
        """Whoever sees the gift sees what became of it."""
        return self.filter(gift__in=Gift.objects.visible_to(viewer).values("pk"))

    def standing(self) -> "AllocationQuerySet":
        """Without what was taken back as a whole, and the taking back."""
        return self.filter(undoes__isnull=True, undone__isnull=True)


class Allocation(KeepsNumbers, Ledger):
    """One link: of a gift so much had been used, so much more is, so much is now. Each begins
    where the one before it ended, keeps to the same whole and never passes it: the database
    says so."""

    class Kind(models.TextChoices):
        ORDER = "order", _("居民的诉求")
        ACTIVITY = "activity", _("社区活动")
        AID = "aid", _("困难帮扶")
        HANDOUT = "handout", _("物资发放")
        SHARED = "shared", _("共享物品")
        USE = "use", _("直接使用")
        BACK = "back", _("退回")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    gift = models.ForeignKey(
        Gift, models.PROTECT, related_name="allocations", verbose_name=_("捐赠")
    )
    seq = models.PositiveIntegerField(_("序号"))
    previous = models.PositiveIntegerField(_("上一笔"), null=True)
    kind = models.CharField(_("用在哪一类"), max_length=8, choices=Kind)
    reference = models.PositiveBigIntegerField(
        _("哪一件"), null=True, help_text=_("那件诉求、那次活动、那次帮扶或发放的编号")
    )
    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose)
    before = models.DecimalField(_("此前已用"), max_digits=12, decimal_places=2)
    quantity = models.DecimalField(_("用了多少"), max_digits=12, decimal_places=2)
    after = models.DecimalField(_("累计已用"), max_digits=12, decimal_places=2)
    of = models.DecimalField(_("一共多少"), max_digits=12, decimal_places=2)
    used_on = models.DateField(_("哪天用的"), default=timezone.localdate)
    what = FreeLine(_("用在哪里"), max_length=200)
    recipient = models.CharField(
        _("谁受益（已隐去）"), max_length=40, blank=True, help_text=_("只写姓，名字用星号")
    )
    consent = FreeLine(_("捐赠人怎么同意的"), max_length=200, blank=True)
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone",
        verbose_name=_("撤销哪一笔"),
    )
    movement = models.OneToOneField(
        StockMovement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocation",
        verbose_name=_("哪一笔出入库"),
    )
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    objects = AllocationQuerySet.as_manager()
    row_scope = RowScope(community="community_id", with_owner="charity_gift.gift_id")

    class Meta:
        verbose_name = _("捐赠去向")
        verbose_name_plural = _("捐赠去向")
        constraints = [
            *chain("allocation", "gift", holds=("of",)),
            models.CheckConstraint(
                name="allocation_never_more_than_given",
                condition=Q(after__gte=0, after__lte=F("of")),
            ),
            models.CheckConstraint(
                name="allocation_kind_says_which_way",
                condition=Q(kind="back", quantity__lt=0)
                | Q(
                    kind__in=["order", "activity", "aid", "handout", "shared", "use"],
                    quantity__gt=0,
                    undoes__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="allocation_says_which_one",
                condition=Q(kind__in=["use", "back"]) | Q(reference__isnull=False),
            ),
            models.CheckConstraint(name="allocation_says_what_for", condition=~Q(what="")),
        ]
        indexes = [
            models.Index(fields=["community", "-used_on"], name="allocation_newest"),
            models.Index(
                fields=["kind", "reference"],
                condition=Q(reference__isnull=False),
                name="allocation_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gift.number} {self.what}"

    @property
    def share(self) -> str:
        """How much of it, as one says it."""
        return share_of(self.gift, self.quantity)


def with_rest(rows: "models.QuerySet[Gift]") -> "models.QuerySet[Gift]":
    """How much of each is `used`, and of goods how much is `unstored`: here, in no storeroom and
    not used straight away."""
    uses = Allocation.objects.filter(gift=OuterRef("pk")).order_by().values("gift")
    moved = StockMovement.objects.filter(lot__gift=OuterRef("pk"), kind="receive")
    came = moved.order_by().values("lot__gift")

    def sum_of(found: "models.QuerySet[Any]") -> Coalesce:
        nothing = Value(Decimal(), output_field=models.DecimalField())
        return Coalesce(Subquery(found.annotate(sum=Sum("quantity")).values("sum")), nothing)

    straight = sum_of(uses.filter(movement__isnull=True))
    return rows.annotate(used=sum_of(uses), unstored=F("quantity") - sum_of(came) - straight)


def share_of(gift: Gift, quantity: Decimal) -> str:
    """A part of a gift, in the measure of the gift."""
    amount = abs(quantity)
    if gift.resource == Resource.MONEY:
        return str(_("{amount} 元").format(amount=money(amount)))
    unit = gift.unit or str(_("项"))
    return f"{plain(amount)} {unit}"
