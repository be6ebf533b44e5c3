"""帮扶: one person is helped with so much of a gift, because somebody decided it on some ground."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.allocations import share_of
from charity.models.gifts import Gift, Purpose, kept
from charity.models.stock import Lot
from charity.workflow import AID_STANDING, AidStatus
from communities.models import Area, Resident
from core.fields import EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope


class AidKind(models.TextChoices):
    STUDENTS = "students", _("助学")
    DISABLED = "disabled", _("助残")
    HARDSHIP = "hardship", _("济困")
    ILLNESS = "illness", _("大病救助")
    CHILDREN = "children", _("“六一”慰问")
    ELDERS = "elders", _("重阳关爱")
    DISASTER = "disaster", _("临时应急")


PURPOSE_OF: dict[str, Purpose] = {kind: Purpose(kind.value) for kind in AidKind}
"""A donor's purpose and a kind of aid have the same words."""


class AidRecordQuerySet(models.QuerySet["AidRecord"]):
    def standing(self) -> "AidRecordQuerySet":
        """Decided for, whether it has been handed over or not."""
        return self.filter(status__in=AID_STANDING)

    def visible_to(self, viewer: Viewer) -> "AidRecordQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "AidRecordQuerySet":
        return self.filter(kept(viewer))

    def ended_before(self, day: date) -> "AidRecordQuerySet":
        return self.filter(proposed_on__lt=day)


class AidRecord(KeepsNumbers):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    kind = models.CharField(_("哪一种帮扶"), max_length=10, choices=AidKind)
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("居民档案"),
    )
    name = NameField(_("受助人"))
    where = EncryptedField(_("住址"), mask="address", blank=True)
    gift = models.ForeignKey(Gift, models.PROTECT, related_name="aid", verbose_name=_("哪笔捐赠"))
    lot = models.ForeignKey(
        Lot,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="aid",
        verbose_name=_("物资批次"),
    )
    quantity = models.DecimalField(_("多少"), max_digits=12, decimal_places=2)
    ground = FreeLine(_("依据"), max_length=200)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=AidStatus,
        default=AidStatus.PROPOSED,
        editable=False,
    )
    proposed_on = models.DateField(_("提出日期"), default=timezone.localdate)
    proposed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    decision = FreeLine(_("怎么决定的"), max_length=200, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("批准人"),
    )
    given_on = models.DateField(_("送到日期"), null=True, blank=True, editable=False)
    signed = FreeLine(_("怎么签收的"), max_length=120, blank=True, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)

    objects = AidRecordQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("帮扶记录")
        verbose_name_plural = _("帮扶记录")
        constraints = [
            models.CheckConstraint(name="aid_kind_known", condition=Q(kind__in=AidKind.values)),
            models.CheckConstraint(
                name="aid_status_known", condition=Q(status__in=AidStatus.values)
            ),
            models.CheckConstraint(name="aid_gives_something", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="aid_stands_on_a_ground", condition=~Q(ground="")),
            models.CheckConstraint(
                name="aid_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="aid_decided_once_it_is",
                condition=Q(status="proposed", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(status="proposed") & Q(decided_by__isnull=False, decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="aid_given_and_signed_for",
                condition=Q(status="given", given_on__isnull=False) & ~Q(signed="")
                | ~Q(status="given") & Q(given_on__isnull=True, signed=""),
            ),
            models.CheckConstraint(
                name="aid_over_for_a_reason",
                condition=Q(status__in=["refused", "cancelled"]) & ~Q(reason="")
                | ~Q(status__in=["refused", "cancelled"]) & Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-proposed_on", "-id"], name="aid_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

    @property
    def number(self) -> str:
        return f"B{self.pk:06d}" if self.pk else ""

    @property
    def share(self) -> str:
        """How much of which: 500 元, 2 袋."""
        return share_of(self.gift, self.quantity)
