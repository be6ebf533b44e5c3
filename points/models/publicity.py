"""公示: each month what was given and taken, of those who agreed; a draft, and what came out of it,
which nobody rewrites. Whose line it is is read when somebody looks: who takes his word back is gone
from every month at once."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from communities.models import Area
from core.models import Disclosed, Ledger, RowScope, disclosed
from points.models.ledger import Account


def month_in_words(first: date) -> str:
    return str(_("{year} 年 {month} 月").format(year=first.year, month=first.month))


class PublicityReleaseQuerySet(models.QuerySet["PublicityRelease"]):
    def standing(self) -> "PublicityReleaseQuerySet":
        """What no later one corrects."""
        return self.filter(corrected__isnull=True)


class PublicityRelease(Disclosed):
    """One month as it was published on that day."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    month = models.DateField(_("月份"), help_text=_("那个月的第一天"))
    households = models.PositiveIntegerField(_("参加的户数"))
    agreed = models.PositiveIntegerField(_("同意公示的户数"))

    objects = PublicityReleaseQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("公布的积分公示")
        verbose_name_plural = _("公布的积分公示")
        constraints = [
            *disclosed("publicity", "community", "month"),
            models.CheckConstraint(
                name="publicity_counts_whom_it_lists",
                condition=Q(agreed__lte=models.F("households")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return month_in_words(self.month)

    @property
    def unlisted(self) -> int:
        return self.households - self.agreed


class PublicityLine(Ledger):
    """What one household was given and what was taken. Without a name: the page reads the surname,
    and reads none of who no longer agrees."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    release = models.ForeignKey(
        PublicityRelease, models.PROTECT, related_name="lines", verbose_name=_("哪一份公示")
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("积分户"))
    given = models.PositiveIntegerField(_("记入"))
    taken = models.PositiveIntegerField(_("扣除"))

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("公示的一户")
        verbose_name_plural = _("公示的一户")
        constraints = [
            models.UniqueConstraint(fields=["release", "account"], name="published_once_a_month"),
            models.CheckConstraint(
                name="published_only_what_moved", condition=Q(given__gt=0) | Q(taken__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}"


class PublicityQuerySet(models.QuerySet["Publicity"]):
    def drafts(self) -> "PublicityQuerySet":
        return self.filter(release__isnull=True)

    def visible_to(self, viewer: Viewer) -> "PublicityQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "PublicityQuerySet":
        return self.filter(kept(viewer))


class Publicity(models.Model):
    """The draft. Its lines are read from the books when it is released, not before."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    month = models.DateField(_("月份"), help_text=_("那个月的第一天"))
    drafted_on = models.DateField(_("起草日期"), default=timezone.localdate)
    corrects = models.OneToOneField(
        PublicityRelease,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="redrafted",
        verbose_name=_("更正哪一份"),
    )
    explanation = models.CharField(_("更正说明"), max_length=90, blank=True)
    release = models.OneToOneField(
        PublicityRelease,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="draft",
        verbose_name=_("公布的那一份"),
    )

    objects = PublicityQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("积分公示稿")
        verbose_name_plural = _("积分公示稿")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "month"],
                condition=Q(corrects__isnull=True),
                name="publicity_drafted_once",
            ),
            models.CheckConstraint(
                name="publicity_draft_corrects_with_a_word",
                condition=Q(corrects__isnull=True, explanation="")
                | Q(corrects__isnull=False) & ~Q(explanation=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return month_in_words(self.month)
