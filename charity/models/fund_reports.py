"""Every three months what came, what went, what is left: a draft that may be rewritten, and what
was released, which nobody rewrites."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.funds import CommunityFund
from charity.models.gifts import kept
from communities.models import Area
from core.fields import FreeLine, FreeText
from core.models import Disclosed, KeepsNumbers, RowScope, disclosed


def quarter_in_words(first: date) -> str:
    year, number = first.year, (first.month + 2) // 3
    return str(_("{year} 年第 {number} 季度").format(year=year, number=number))


class FundReleaseQuerySet(models.QuerySet["FundRelease"]):
    def standing(self) -> "FundReleaseQuerySet":
        """What no later one corrects."""
        return self.filter(corrected__isnull=True)


class FundRelease(Disclosed):
    """A report as the public read it on that day."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    fund = models.ForeignKey(
        CommunityFund, models.PROTECT, related_name="releases", verbose_name=_("基金")
    )
    quarter = models.DateField(_("季度"), help_text=_("季度的第一天"))
    opening = models.DecimalField(_("期初结余"), max_digits=12, decimal_places=2)
    income = models.DecimalField(_("收入"), max_digits=12, decimal_places=2)
    expense = models.DecimalField(_("支出"), max_digits=12, decimal_places=2)
    closing = models.DecimalField(_("期末结余"), max_digits=12, decimal_places=2)
    text = models.TextField(_("说明"))

    objects = FundReleaseQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("公布的基金季报")
        verbose_name_plural = _("公布的基金季报")
        constraints = [
            *disclosed("release", "fund", "quarter"),
            models.CheckConstraint(
                name="release_adds_up",
                condition=Q(closing=F("opening") + F("income") - F("expense")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return quarter_in_words(self.quarter)


class FundReportQuerySet(models.QuerySet["FundReport"]):
    def drafts(self) -> "FundReportQuerySet":
        return self.filter(release__isnull=True)

    def visible_to(self, viewer: Viewer) -> "FundReportQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "FundReportQuerySet":
        return self.filter(kept(viewer))


class FundReport(KeepsNumbers):
    """The draft. Its figures are read from the books when it is released, not before."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    fund = models.ForeignKey(
        CommunityFund, models.PROTECT, related_name="reports", verbose_name=_("基金")
    )
    quarter = models.DateField(_("季度"), help_text=_("季度的第一天"))
    text = FreeText(_("说明"))
    drafted_on = models.DateField(_("起草日期"), default=timezone.localdate)
    corrects = models.OneToOneField(
        FundRelease,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="redrafted",
        verbose_name=_("更正哪一份"),
    )
    explanation = FreeLine(_("更正说明"), max_length=200, blank=True)
    release = models.OneToOneField(
        FundRelease,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="draft",
        verbose_name=_("公布的那一份"),
    )

    objects = FundReportQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("基金季报草稿")
        verbose_name_plural = _("基金季报草稿")
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "quarter"],
                condition=Q(corrects__isnull=True),
                name="report_drafted_once",
            ),
            models.CheckConstraint(
                name="report_corrects_with_a_word",
                condition=Q(corrects__isnull=True, explanation="")
                | Q(corrects__isnull=False) & ~Q(explanation=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return quarter_in_words(self.quarter)
