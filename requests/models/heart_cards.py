"""连心卡: a card in an elder's pocket. Whoever finds it learns whom to call, and nothing else."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.models import Area, Resident
from core.fields import EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope
from core.tokens import Signed, in_groups
from requests.tiers import tier_of

_SIGNED = Signed("requests.heart_card")


class HeartCardQuerySet(models.QuerySet["HeartCard"]):
    def live(self) -> "HeartCardQuerySet":
        return self.filter(ended_at__isnull=True)

    def manageable_by(self, viewer: Viewer) -> "HeartCardQuerySet":
        """The desk of the place; a grid worker those of his grid. Who may not leaf through the
        residents may not leaf through the elders' cards either."""
        if tier_of(viewer) is None or not viewer.role.browses_residents:
            return self.none()
        return self.filter(reaches(viewer, grid="resident__grid"))


class HeartCard(KeepsNumbers):
    """One printed card. A lost or worn one has ended and its code is dead; the next is a row."""

    class Why(models.TextChoices):
        LOST = "lost", _("丢了")
        WORN = "worn", _("旧了、坏了")
        CHANGED = "changed", _("换了联系人")
        MOVED = "moved", _("搬走了")
        OTHER = "other", _("不用了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    resident = models.ForeignKey(
        Resident, models.PROTECT, related_name="heart_cards", verbose_name=_("谁的卡")
    )
    token = models.CharField(_("卡号"), max_length=8, unique=True, editable=False)
    copy = models.PositiveSmallIntegerField(_("第几张"), default=1, editable=False)
    helper_name = NameField(_("联系人"), blank=True, default="")
    """A volunteer or somebody who acts for him, who agreed to stand on the card."""
    helper_phone = EncryptedField(_("联系人电话"), mask="phone", blank=True)
    issued_at = models.DateTimeField(_("发卡时间"), db_default=Now())
    issued_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁发的")
    )
    printed = models.PositiveSmallIntegerField(_("印过几次"), default=0, editable=False)
    ended_at = models.DateTimeField(_("停用时间"), null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁停用的")
    )
    why_ended = models.CharField(
        _("为什么停用"), max_length=8, choices=Why, blank=True, editable=False
    )
    note = FreeLine(_("说明"), max_length=120, blank=True)

    objects = HeartCardQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("连心卡")
        verbose_name_plural = _("连心卡")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(ended_at__isnull=True), name="heart_card_one_live"
            ),
            models.CheckConstraint(
                name="heart_card_says_why_it_ended",
                condition=Q(ended_at__isnull=True, why_ended="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(why_ended=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return in_groups(self.token)

    @property
    def code(self) -> str:
        """What the QR says: the number and our signature, nothing of a person."""
        return _SIGNED.code(self.token)

    @property
    def is_live(self) -> bool:
        return self.ended_at is None


def token_of(code: str) -> str:
    """Of a code we signed; empty for one we did not."""
    return _SIGNED.token(code)
