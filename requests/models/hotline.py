"""What the city's hotline sent us: their number, their deadline, and which order it became."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.models import RowScope


class HotlineTicket(models.Model):
    """Their number comes once, however often the same file is brought."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.OneToOneField(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="hotline",
        verbose_name=_("诉求"),
    )
    number = models.CharField(_("工单编号"), max_length=40, unique=True)
    due_on = models.DateField(_("要求办结"), null=True)
    came_at = models.DateTimeField(_("转来时间"), db_default=Now())

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("热线工单")
        verbose_name_plural = _("热线工单")
        indexes = [models.Index(fields=["community", "id"], name="hotline_of_community")]

    def __str__(self) -> str:
        return self.number
