"""What a programme cost in a month and where it came from: the database adds it up."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.allocations import Allocation
from charity.models.earning_books import PotLine
from charity.models.fund_books import BookLine
from charity.models.gifts import kept
from charity.models.programmes import Programme
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from organizations.models import Organization


class ProgrammeMonthQuerySet(models.QuerySet["ProgrammeMonth"]):
    def standing(self) -> "ProgrammeMonthQuerySet":
        return self.filter(void="")

    def visible_to(self, viewer: Viewer) -> "ProgrammeMonthQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "ProgrammeMonthQuerySet":
        return self.filter(kept(viewer))


class ProgrammeMonth(KeepsNumbers):
    """One month: what it cost, paid to an organisation and never to a person, out of five
    sources. What was wrong stays, void, with its reason; the month is written again."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="months", verbose_name=_("服务项目")
    )
    month = models.DateField(_("哪个月"))
    meals = models.PositiveIntegerField(_("多少人次"))
    cost = models.DecimalField(_("一共花了多少元"), max_digits=10, decimal_places=2)
    from_fee = models.DecimalField(_("收的餐费"), max_digits=10, decimal_places=2)
    from_gift = models.DecimalField(_("捐赠"), max_digits=10, decimal_places=2, default=0)
    allocation = models.OneToOneField(
        Allocation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("捐赠去向"),
    )
    from_fund = models.DecimalField(_("社区基金"), max_digits=10, decimal_places=2, default=0)
    fund_line = models.ForeignKey(
        BookLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("基金哪一笔"),
    )
    from_earned = models.DecimalField(_("社区收入"), max_digits=10, decimal_places=2, default=0)
    pot_line = models.OneToOneField(
        PotLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("收益分账哪一笔"),
    )
    from_subsidy = models.DecimalField(_("补贴"), max_digits=10, decimal_places=2, default=0)
    subsidy = FreeLine(_("谁给的补贴"), max_length=80, blank=True)
    paid_to = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("付给哪个单位")
    )
    voucher = models.CharField(_("凭证号"), max_length=30)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)
    void = FreeLine(_("为什么作废"), max_length=120, blank=True, editable=False)

    objects = ProgrammeMonthQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("项目月账")
        verbose_name_plural = _("项目月账")
        constraints = [
            models.CheckConstraint(
                name="programme_month_adds_up",
                condition=Q(
                    cost=F("from_fee")
                    + F("from_gift")
                    + F("from_fund")
                    + F("from_earned")
                    + F("from_subsidy")
                ),
            ),
            models.CheckConstraint(
                name="programme_month_sources_are_money",
                condition=Q(
                    cost__gt=0,
                    from_fee__gte=0,
                    from_gift__gte=0,
                    from_fund__gte=0,
                    from_earned__gte=0,
                    from_subsidy__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="programme_month_gift_is_in_the_book",
                condition=Q(from_gift=0, allocation__isnull=True)
                | Q(from_gift__gt=0, allocation__isnull=False),
            ),
            models.CheckConstraint(
                name="programme_month_fund_is_in_the_book",
                condition=Q(from_fund=0, fund_line__isnull=True)
                | Q(from_fund__gt=0, fund_line__isnull=False),
            ),
            models.CheckConstraint(
                name="programme_month_earned_is_in_the_book",
                condition=Q(from_earned=0, pot_line__isnull=True)
                | Q(from_earned__gt=0, pot_line__isnull=False),
            ),
            models.CheckConstraint(
                name="programme_month_subsidy_is_somebody_s",
                condition=Q(from_subsidy=0) | ~Q(subsidy=""),
            ),
            models.UniqueConstraint(
                fields=["programme", "month"], condition=Q(void=""), name="programme_month_once"
            ),
            models.UniqueConstraint(
                fields=["fund_line"],
                condition=Q(void="", fund_line__isnull=False),
                name="programme_month_fund_line_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.month:%Y-%m}"

    @property
    def stands(self) -> bool:
        return not self.void

    @property
    def each(self) -> Decimal | None:
        """What one meal cost, all in all."""
        return (self.cost / self.meals).quantize(Decimal("0.01")) if self.meals else None
