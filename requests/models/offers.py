"""An offer to a volunteer: never an order. He takes it, declines it, or lets it lapse."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.models import RowScope


class OfferQuerySet(models.QuerySet["Offer"]):
    def waiting(self) -> "OfferQuerySet":
        """Neither answered nor past its hour, by the database's clock."""
        return self.filter(answer="", expires_at__gt=Now())

    def overdue(self) -> "OfferQuerySet":
        return self.filter(answer="", expires_at__lte=Now())

    def of_user(self, viewer: Viewer) -> "OfferQuerySet":
        return self.filter(user_id=viewer.user_id or 0)


class Offer(models.Model):
    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("接了")
        DECLINED = "declined", _("这次来不了")
        LAPSED = "lapsed", _("没有回")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="offers",
        verbose_name=_("诉求"),
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("邀请谁")
    )
    sent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁邀请的")
    )
    why = models.JSONField(_("为什么是他"), default=list)
    """Reasons in words, as the dispatcher read them."""
    sent_at = models.DateTimeField(_("邀请时间"), db_default=Now())
    expires_at = models.DateTimeField(_("等到"))
    answer = models.CharField(_("答复"), max_length=12, choices=Answer, blank=True, editable=False)
    answered_at = models.DateTimeField(_("答复时间"), null=True, editable=False)

    objects = OfferQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("邀请")
        verbose_name_plural = _("邀请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "user"], condition=Q(answer=""), name="offer_one_waiting"
            ),
            models.CheckConstraint(
                name="offer_answered_when",
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="offer_waits_a_while", condition=Q(expires_at__gt=F("sent_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-sent_at"], name="offer_of_user"),
            models.Index(fields=["expires_at"], name="offer_waiting", condition=Q(answer="")),
        ]

    def __str__(self) -> str:
        return f"{self.service_request_id} → {self.user_id}"
