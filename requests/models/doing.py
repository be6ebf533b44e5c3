"""Inside the work: who does which part of it, and the money of an errand."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Q, Sum, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from requests.models.parties import Party
from requests.models.ratings import AskedHow


class SubTask(KeepsNumbers):
    """分工: what, and which of those who work on it does it."""

    class Outcome(models.TextChoices):
        DONE = "done", _("做完了")
        DROPPED = "dropped", _("不用做了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="sub_tasks",
        verbose_name=_("诉求"),
    )
    what = FreeLine(_("做什么"), max_length=120)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁来做")
    )
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁分的")
    )
    added_at = models.DateTimeField(_("分工时间"), db_default=Now())
    outcome = models.CharField(
        _("怎么样了"), max_length=8, choices=Outcome, blank=True, editable=False
    )
    ended_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁说的"),
    )
    ended_at = models.DateTimeField(_("了结时间"), null=True, editable=False)

    row_scope = RowScope(community="community_id", person="added_by_id")

    class Meta:
        verbose_name = _("分工")
        verbose_name_plural = _("分工")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="sub_task_ended_says_how",
                condition=Q(outcome="", ended_at__isnull=True)
                | ~Q(outcome="") & Q(ended_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.what)


class MoneyQuerySet(models.QuerySet["MoneyLine"]):
    def unsigned(self) -> "MoneyQuerySet":
        """Cash that changed hands and that only one of the two has confirmed."""
        return self.filter(kind__in=MoneyLine.HANDED, signed_at__isnull=True)

    def in_hand(self) -> Decimal:
        """What of his money is with the helper; below zero: what the helper laid out for him."""
        plus = When(kind__in=MoneyLine.PLUS, then="amount")
        minus = Case(plus, default=Value(Decimal(0)) - models.F("amount"))
        return self.aggregate(n=Sum(minus))["n"] or Decimal(0)


class MoneyLine(KeepsNumbers):
    """代办的钱: a note of cash that passed from hand to hand; the platform moves none of it."""

    class Kind(models.TextChoices):
        ADVANCE = "advance", _("他先给的")
        SPENT = "spent", _("替他花了")
        RETURNED = "returned", _("找还给他")
        REPAID = "repaid", _("他补给的")

    TO_HIM: ClassVar[dict[str, Any]] = {
        Kind.ADVANCE: _("您先给的"),
        Kind.SPENT: _("替您花了"),
        Kind.RETURNED: _("找还给您"),
        Kind.REPAID: _("您补给的"),
    }
    """The same, said to whose money it is."""
    HANDED = (Kind.ADVANCE, Kind.RETURNED, Kind.REPAID)
    PLUS = (Kind.ADVANCE, Kind.REPAID)
    """From hand to hand: both sign. What was spent has a receipt instead."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="money",
        verbose_name=_("诉求"),
    )
    kind = models.CharField(_("哪一种"), max_length=8, choices=Kind)
    amount = models.DecimalField(_("多少元"), max_digits=8, decimal_places=2)
    note = FreeLine(_("说明"), max_length=120, blank=True)
    receipt = models.ForeignKey(
        "requests.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("小票"),
    )
    noted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())
    signed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁核对的"),
    )
    signed_at = models.DateTimeField(_("核对时间"), null=True, editable=False)
    signed_how = models.CharField(
        _("怎么核对的"), max_length=8, choices=AskedHow, blank=True, editable=False
    )

    objects = MoneyQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="noted_by_id")

    class Meta:
        verbose_name = _("代办的钱")
        verbose_name_plural = _("代办的钱")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="money_is_some", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="money_spent_has_receipt",
                condition=~Q(kind="spent") | Q(receipt__isnull=False),
            ),
            models.CheckConstraint(
                name="money_signed_by_another",
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=models.F("noted_by")),
            ),
            models.CheckConstraint(
                name="money_signed_says_how",
                condition=Q(signed_at__isnull=True, signed_how="")
                | Q(signed_at__isnull=False) & ~Q(signed_how=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ¥{self.amount}"

    @property
    def to_him(self) -> str:
        return f"{self.TO_HIM[self.Kind(self.kind)]} ¥{self.amount}"

    @property
    def needs_sign(self) -> bool:
        return self.kind in self.HANDED and self.signed_at is None
