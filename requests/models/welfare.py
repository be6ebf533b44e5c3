"""上门看望: a meal that did not reach an old person who lives alone opened this order, once."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from charity.models import Meal
from communities.models import Area
from core.models import Ledger, RowScope
from requests.models.service_requests import ServiceRequest


class WelfareCheck(Ledger):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    meal = models.OneToOneField(
        Meal, models.PROTECT, related_name="+", verbose_name=_("哪份饭没送成")
    )
    service_request = models.OneToOneField(
        ServiceRequest, models.PROTECT, related_name="welfare_check", verbose_name=_("诉求")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("没接到饭的上门看望")
        verbose_name_plural = _("没接到饭的上门看望")

    def __str__(self) -> str:
        return f"{self.meal_id} {self.service_request_id}"
