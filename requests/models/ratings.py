"""What the person served says of it: five grades, once, and one later addition."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.fields import EncryptedField, FreeLine
from core.models import KeepsNumbers, Ledger, RowScope


class Grade(models.IntegerChoices):
    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("基本满意")
    POOR = 2, _("不满意")
    VERY_POOR = 1, _("非常不满意")

    @property
    def is_low(self) -> bool:
        return self <= Grade.POOR


class AskedHow(models.TextChoices):
    PHONE = "phone", _("电话")
    DOOR = "door", _("上门")
    ONLINE = "online", _("网上")
    PAPER = "paper", _("纸质")


class SpokeWith(models.TextChoices):
    SELF = "self", _("本人")
    FAMILY = "family", _("家里人")
    AGENT = "agent", _("替他办事的人")


class Rating(KeepsNumbers, Ledger):
    """By the person served, or by somebody who asked him and says how; never by who did it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="ratings",
        verbose_name=_("诉求"),
    )
    epoch = models.PositiveSmallIntegerField(_("第几次办"))
    grade = models.PositiveSmallIntegerField(_("满意程度"), choices=Grade)
    solved = models.BooleanField(_("办好了吗"), null=True)
    words = FreeLine(_("想说的话"), max_length=300, blank=True)
    is_addition = models.BooleanField(_("追评"), default=False)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁录的")
    )
    asked_how = models.CharField(_("怎么问的"), max_length=8, choices=AskedHow, blank=True)
    """Empty: the person served said it himself."""
    spoke_with = models.CharField(_("和谁说的"), max_length=8, choices=SpokeWith, blank=True)
    call_back = EncryptedField(_("回拨号码"), mask="phone", blank=True)
    """Where whoever checks can ask again."""
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id", person="by_id")

    class Meta:
        verbose_name = _("评价")
        verbose_name_plural = _("评价")
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "epoch", "is_addition"], name="rating_once"
            ),
            models.CheckConstraint(name="rating_grade_known", condition=Q(grade__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.grade}"
