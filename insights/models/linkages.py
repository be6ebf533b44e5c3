"""五社联动 of one order or activity: who took part, and in which of the ten ways. Worked out from
the work itself; nobody ticks a box."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.models import RowScope
from insights.societies import Society, Tag


class Linkage(models.Model):
    """What was counted of it, so that it can be taken back when more is known."""

    class What(models.TextChoices):
        ORDER = "order", _("诉求")
        ACTIVITY = "activity", _("活动")

    what = models.CharField(_("是什么"), max_length=8, choices=What)
    reference = models.PositiveBigIntegerField(_("哪一件"))
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    on = models.DateField(_("算在哪天"))
    societies = ArrayField(
        models.CharField(max_length=16, choices=Society), verbose_name=_("哪几社")
    )
    tags = ArrayField(
        models.CharField(max_length=16, choices=Tag), verbose_name=_("五联五共"), default=list
    )

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("联动")
        verbose_name_plural = _("联动")
        constraints = [
            models.UniqueConstraint(fields=["what", "reference"], name="linkage_once"),
            models.CheckConstraint(
                name="linkage_what_known", condition=Q(what__in=["order", "activity"])
            ),
            models.CheckConstraint(name="linkage_of_somebody", condition=~Q(societies=[])),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.reference}"
