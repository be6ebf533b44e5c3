from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.models.audit import CurrentTransaction
from core.models.base import Ledger


class TallyDelta(Ledger):
    """One counted fact, as a signed step. Insights owns what a measure means and folds them.

    `transaction` tells the folding which steps are committed for good; `who` is a keyed digest of
    the person it is about, where people are counted and not only their visits.
    """

    measure = models.CharField(_("量"), max_length=64)
    scope = models.BigIntegerField(_("范围"))
    at = models.DateTimeField(_("发生时间"))
    dims = models.JSONField(_("维度"), default=dict)
    delta = models.BigIntegerField(_("增减"))
    who = models.BigIntegerField(_("谁"), null=True)
    recorded_at = models.DateTimeField(_("记入时间"), db_default=Now())
    transaction = models.BigIntegerField(editable=False, db_default=CurrentTransaction())

    class Meta:
        verbose_name = _("计数增量")
        verbose_name_plural = _("计数增量")
        indexes = [
            models.Index(fields=["transaction"], name="tally_by_transaction"),
            BrinIndex(fields=["at"], name="tally_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.delta:+d}"
