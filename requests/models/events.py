"""What happened to a request, line by line. Never changed: a correction is a new line."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.fields import FreeText
from core.models import KeepsNumbers, Ledger, RowScope
from requests.workflow import Status, step_names


class RequestEvent(KeepsNumbers, Ledger):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="events",
        verbose_name=_("诉求"),
    )
    at = models.DateTimeField(_("时间"), db_default=Now())
    step = models.CharField(
        _("发生了什么"),
        max_length=20,
        choices=step_names,  # a function: a new line of the table is not a new schema
    )
    duty = models.CharField(_("以什么身份"), max_length=12)
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )
    from_status = models.CharField(_("从"), max_length=12, choices=Status, blank=True)
    to_status = models.CharField(_("到"), max_length=12, choices=Status)
    epoch = models.PositiveSmallIntegerField(_("第几次办"), default=1)
    note = FreeText(_("说明"), blank=True)
    data = models.JSONField(_("其他"), default=dict)
    """Ids and codes, never a person's words or numbers."""
    is_public = models.BooleanField(_("当事人看得到"), default=True)

    row_scope = RowScope(community="community_id", person="actor_id")

    class Meta:
        verbose_name = _("诉求经过")
        verbose_name_plural = _("诉求经过")
        ordering = ["id"]
        indexes = [models.Index(fields=["service_request", "id"], name="request_event_in_order")]

    def __str__(self) -> str:
        return f"{self.step} → {self.to_status}"
