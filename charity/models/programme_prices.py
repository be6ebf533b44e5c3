"""What a programme would ask for, and for whom it would be free (A8-12): said by one, approved by
another. Only what was approved is asked for."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from charity.models.programmes import EligibleGroup, Programme, price_in_words
from charity.programme_workflow import Price, PriceStatus
from communities.models import Area
from core.fields import NameField
from core.models import RowScope


class ProgrammePriceQuerySet(models.QuerySet["ProgrammePrice"]):
    def waiting(self) -> "ProgrammePriceQuerySet":
        return self.filter(status=PriceStatus.WAITING)

    def visible_to(self, viewer: Viewer) -> "ProgrammePriceQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "ProgrammePriceQuerySet":
        return self.filter(kept(viewer))


class ProgrammePrice(models.Model):
    """One of them waits at a time; what was decided stays, whatever came after it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="prices", verbose_name=_("服务项目")
    )
    fee = models.DecimalField(_("每次收多少元"), max_digits=6, decimal_places=2)
    free_groups = models.ManyToManyField(EligibleGroup, verbose_name=_("哪些人免费"))
    status = models.CharField(
        _("状态"), max_length=8, choices=PriceStatus, default=PriceStatus.WAITING, editable=False
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    asked_on = models.DateField(_("提出日期"), default=timezone.localdate)
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("批准人"),
    )
    decided_on = models.DateField(_("决定日期"), null=True, editable=False)
    signed = NameField(_("由谁批准"), blank=True, editable=False)
    """In full, as he was called that day: everybody reads it with the price."""
    why = models.CharField(_("为什么不批"), max_length=80, blank=True, editable=False)

    objects = ProgrammePriceQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("收费标准")
        verbose_name_plural = _("收费标准")
        constraints = [
            models.CheckConstraint(
                name="programme_price_status_known", condition=Q(status__in=PriceStatus.values)
            ),
            models.CheckConstraint(name="programme_price_asks_something", condition=Q(fee__gt=0)),
            models.CheckConstraint(
                name="programme_price_decided_once_it_is",
                condition=Q(status="waiting", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(status="waiting") & Q(decided_by__isnull=False, decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="programme_price_approved_by_another",
                condition=~Q(status="approved") | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="programme_price_signed_by_who_approved",
                condition=Q(status="approved") & ~Q(signed="")
                | ~Q(status="approved") & Q(signed=""),
            ),
            models.CheckConstraint(
                name="programme_price_refused_for_a_reason",
                condition=Q(status="refused") & ~Q(why="") | ~Q(status="refused") & Q(why=""),
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(status="waiting"),
                name="programme_price_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return price_in_words(Price.LOW_FEE, self.fee, self.free_groups.all())

    @property
    def waits(self) -> bool:
        return self.status == PriceStatus.WAITING


def signed_by() -> Subquery:
    """Beside a programme: who approved what it asks for; nothing where it asks for nothing."""
    rows = ProgrammePrice.objects.filter(
        programme=OuterRef("pk"), status=PriceStatus.APPROVED, programme__price=Price.LOW_FEE
    )
    return Subquery(rows.order_by("-decided_on", "-pk").values("signed")[:1])
