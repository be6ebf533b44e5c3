from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.models.base import Ledger


class TallyDelta(Ledger):
    """One counted fact, as a signed step. Insights owns what a measure means and folds them."""

    measure = models.CharField(_("量"), max_length=64)
    scope = models.BigIntegerField(_("范围"))
    at = models.DateTimeField(_("发生时间"))
    dims = models.JSONField(_("维度"), default=dict)
    delta = models.BigIntegerField(_("增减"))
    recorded_at = models.DateTimeField(_("记入时间"), db_default=Now())

    class Meta:
        verbose_name = _("计数增量")
        verbose_name_plural = _("计数增量")

    def __str__(self) -> str:
        return f"{self.measure} {self.delta:+d}"
