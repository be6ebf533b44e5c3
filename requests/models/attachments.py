"""Photos and papers of a request: as it was, as it is now."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.models import RowScope


class Attachment(models.Model):
    class Moment(models.TextChoices):
        ASKED = "asked", _("提出时")
        BEFORE = "before", _("办之前")
        AFTER = "after", _("办之后")
        RECEIPT = "receipt", _("小票")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="attachments",
        verbose_name=_("诉求"),
    )
    file = models.ForeignKey(
        "core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("文件")
    )
    moment = models.CharField(_("什么时候的"), max_length=8, choices=Moment, default=Moment.ASKED)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁放的")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id", person="added_by_id")

    class Meta:
        verbose_name = _("诉求附件")
        verbose_name_plural = _("诉求附件")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["service_request", "file"], name="attachment_once")
        ]

    def __str__(self) -> str:
        return self.get_moment_display()
