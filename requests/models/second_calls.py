"""The street's own sample: some of those for whom others wrote down the grade are asked again."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.fields import EncryptedField, FreeLine
from core.models import KeepsNumbers, RowScope
from requests.models.ratings import Grade, Rating
from requests.tiers import Tier, tier_of


class SecondCallDraw(models.Model):
    """One draw per street and month. With its seed anybody can draw the same again."""

    street = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("街道"))
    month = models.DateField(_("哪个月"))
    seed = models.CharField(_("种子"), max_length=32, editable=False)
    drawn_from = models.PositiveIntegerField(_("从多少件里抽"), editable=False)
    share = models.DecimalField(_("比例"), max_digits=4, decimal_places=3, editable=False)
    drawn_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁抽的")
    )
    drawn_at = models.DateTimeField(_("什么时候抽的"), db_default=Now())

    class Meta:
        verbose_name = _("二次回访抽样")
        verbose_name_plural = _("二次回访抽样")
        constraints = [
            # Nobody draws until he likes what he drew.
            models.UniqueConstraint(fields=["street", "month"], name="second_call_draw_once"),
            models.CheckConstraint(name="second_call_draw_of_a_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.month:%Y-%m}"


class SecondCallQuerySet(models.QuerySet["SecondCall"]):
    def visible_to(self, viewer: Viewer) -> "SecondCallQuerySet":
        """The street that drew, and those above; whoever was checked upon does not see whom."""
        tier = tier_of(viewer)
        if viewer.sleeping or tier is None or tier < Tier.STREET:
            return self.filter(NOTHING)
        return self.filter(community_id__in=viewer.community_ids)


class SecondCall(KeepsNumbers):
    """What the person said the second time stands beside the first, never instead of it."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("问到了")
        UNREACHED = "unreached", _("三次没打通")
        UNWILLING = "unwilling", _("不愿意说")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    draw = models.ForeignKey(
        SecondCallDraw, models.PROTECT, related_name="calls", verbose_name=_("抽样")
    )
    rating = models.OneToOneField(
        Rating, models.PROTECT, related_name="second_call", verbose_name=_("评价")
    )
    outcome = models.CharField(
        _("结果"), max_length=10, choices=Outcome, blank=True, editable=False
    )
    grade = models.PositiveSmallIntegerField(
        _("满意程度"), choices=Grade, null=True, editable=False
    )
    solved = models.BooleanField(_("办好了吗"), null=True, editable=False)
    words = FreeLine(_("他说的"), max_length=300, blank=True, editable=False)
    called_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁打的")
    )
    called_at = models.DateTimeField(_("什么时候打的"), null=True, editable=False)
    called_number = EncryptedField(_("打的号码"), mask="phone", blank=True, editable=False)

    objects = SecondCallQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="called_by_id")

    class Meta:
        verbose_name = _("二次回访")
        verbose_name_plural = _("二次回访")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="second_call_says_who",
                condition=Q(outcome="", called_by__isnull=True, called_at__isnull=True)
                | ~Q(outcome="") & Q(called_by__isnull=False, called_at__isnull=False),
            ),
            models.CheckConstraint(
                name="second_call_has_an_answer",
                condition=Q(outcome="reached", grade__range=(1, 5))
                | ~Q(outcome="reached") & Q(grade__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id}"

    @property
    def is_made(self) -> bool:
        return self.outcome != ""

    @property
    def differs(self) -> bool:
        """Content one way and not content the other, or solved and not solved."""
        if self.grade is None:
            return False
        before = Grade(self.rating.grade)
        return before.is_low != Grade(self.grade).is_low or (
            self.solved is not None
            and self.rating.solved is not None
            and self.solved != self.rating.solved
        )
