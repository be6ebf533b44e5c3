from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models.area import Area
from core.models import RowScope


class SetupConfirmation(models.Model):
    """Somebody read a rule or a wording and says that it fits this community."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    item = models.CharField(_("事项"), max_length=32)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("确认人")
    )
    at = models.DateTimeField(_("确认时间"), db_default=Now())

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("开通确认")
        verbose_name_plural = _("开通确认")
        constraints = [
            models.UniqueConstraint(fields=["community", "item"], name="setup_confirmed_once")
        ]

    def __str__(self) -> str:
        return self.item
