"""共享物品: things that are lent, come back, and are lent again; never to two at once."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import Gift, kept
from communities.models import Area, Resident
from core.fields import BlindIndexField, EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope


class SharedThingQuerySet(models.QuerySet["SharedThing"]):
    def offered(self) -> "SharedThingQuerySet":
        return self.filter(ended_on__isnull=True)

    def visible_to(self, viewer: Viewer) -> "SharedThingQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "SharedThingQuerySet":
        return self.filter(kept(viewer))


class SharedThing(models.Model):
    """A ladder, a wheelchair, a drill. What it is and whether it is in is public."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("什么东西"), max_length=60)
    place = models.CharField(_("放在哪里"), max_length=40, blank=True)
    days = models.PositiveSmallIntegerField(_("一次借几天"), default=7)
    gift = models.ForeignKey(
        Gift,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("从哪笔捐赠来"),
    )
    ended_on = models.DateField(_("停借日期"), null=True, blank=True, editable=False)

    objects = SharedThingQuerySet.as_manager()

    class Meta:
        verbose_name = _("共享物品")
        verbose_name_plural = _("共享物品")
        constraints = [
            models.CheckConstraint(
                name="shared_thing_lent_for_days", condition=Q(days__gte=1, days__lte=90)
            )
        ]
        indexes = [models.Index(fields=["community", "name"], name="shared_things_of")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def number(self) -> str:
        """What stands on the sticker."""
        return f"G{self.pk:05d}" if self.pk else ""


class LoanQuerySet(models.QuerySet["Loan"]):
    def out(self) -> "LoanQuerySet":
        return self.filter(returned_on__isnull=True)

    def overdue(self, day: date | None = None) -> "LoanQuerySet":
        return self.out().filter(due_on__lt=day or timezone.localdate())

    def visible_to(self, viewer: Viewer) -> "LoanQuerySet":
        return self.filter(kept(viewer))

    def back_before(self, day: date) -> "LoanQuerySet":
        return self.filter(returned_on__lt=day)


class Loan(KeepsNumbers):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    thing = models.ForeignKey(
        SharedThing, models.PROTECT, related_name="loans", verbose_name=_("共享物品")
    )
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("居民档案"),
    )
    name = NameField(_("借用人"))
    phone = EncryptedField(_("电话"), mask="phone")
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    lent_on = models.DateField(_("借出日期"), default=timezone.localdate)
    due_on = models.DateField(_("哪天前还"))
    returned_on = models.DateField(_("归还日期"), null=True, blank=True, editable=False)
    condition = FreeLine(_("还回来时怎么样"), max_length=120, blank=True)
    lent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )

    objects = LoanQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("借用")
        verbose_name_plural = _("借用")
        constraints = [
            models.UniqueConstraint(
                fields=["thing"],
                condition=Q(returned_on__isnull=True),
                name="loan_one_at_a_time",
            ),
            models.CheckConstraint(
                name="loan_due_after_lent", condition=Q(due_on__gte=F("lent_on"))
            ),
            models.CheckConstraint(
                name="loan_back_after_lent",
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(returned_on__isnull=True), name="loan_due")
        ]

    def __str__(self) -> str:
        return f"{self.thing} · {self.name}"

    @property
    def is_overdue(self) -> bool:
        return self.returned_on is None and self.due_on < timezone.localdate()

    @property
    def days_late(self) -> int:
        late: timedelta = timezone.localdate() - self.due_on
        return late.days
