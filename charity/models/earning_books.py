"""Earned money: each income is shared at once into three pots; each pot is a chain that the
database adds up and never lets fall below nothing; a year is disclosed once, then corrected."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from charity.models.earnings import Head, OperatingProject, PlaceQuerySet, SharingRule
from charity.models.gifts import money
from communities.models import Area
from core.fields import FreeLine
from core.models import Disclosed, KeepsNumbers, Ledger, RowScope, chain, disclosed


class Income(KeepsNumbers, Ledger):
    """What a project brought in, and how the rule of that day shared it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    project = models.ForeignKey(
        OperatingProject, models.PROTECT, related_name="incomes", verbose_name=_("项目")
    )
    rule = models.ForeignKey(
        SharingRule, models.PROTECT, related_name="+", verbose_name=_("收益分配办法")
    )
    voucher = models.CharField(_("凭证号"), max_length=30)
    booked_on = models.DateField(_("记账日期"))
    amount = models.DecimalField(_("收入（元）"), max_digits=12, decimal_places=2)
    upkeep = models.DecimalField(_("公共维护"), max_digits=12, decimal_places=2)
    care = models.DecimalField(_("帮扶关爱"), max_digits=12, decimal_places=2)
    reserve = models.DecimalField(_("留存备用"), max_digits=12, decimal_places=2)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected",
        verbose_name=_("更正哪一笔"),
    )
    why = FreeLine(_("更正说明"), max_length=200, blank=True)
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    objects = PlaceQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("经营收入")
        verbose_name_plural = _("经营收入")
        constraints = [
            models.UniqueConstraint(fields=["community", "voucher"], name="income_voucher_once"),
            models.CheckConstraint(
                name="income_shared_as_a_whole",
                condition=Q(amount=F("upkeep") + F("care") + F("reserve")),
            ),
            models.CheckConstraint(
                name="income_corrected_with_a_word",
                condition=Q(corrects__isnull=True, amount__gt=0, why="")
                | Q(corrects__isnull=False, amount__lt=0) & ~Q(why=""),
            ),
            models.CheckConstraint(name="income_has_its_voucher", condition=~Q(voucher="")),
        ]
        indexes = [models.Index(fields=["community", "-booked_on", "-id"], name="incomes_newest")]

    def __str__(self) -> str:
        return f"{self.voucher} {money(self.amount)}"


class Pot(models.Model):
    """One head in one community."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    head = models.CharField(_("哪一类"), max_length=8, choices=Head)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("收益分账")
        verbose_name_plural = _("收益分账")
        constraints = [
            models.UniqueConstraint(fields=["community", "head"], name="pot_one_of_each"),
            models.CheckConstraint(name="pot_head_known", condition=Q(head__in=Head.values)),
        ]

    def __str__(self) -> str:
        return self.get_head_display()


class PotLine(KeepsNumbers, Ledger):
    """One link: what was there, what came or went, what is there now."""

    class Kind(models.TextChoices):
        SHARE = "share", _("分入")
        SPEND = "spend", _("支出")
        BACK = "back", _("更正")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="lines", verbose_name=_("哪一类"))
    seq = models.PositiveIntegerField(_("序号"))
    previous = models.PositiveIntegerField(_("上一笔"), null=True)
    kind = models.CharField(_("收还是支"), max_length=8, choices=Kind)
    before = models.DecimalField(_("此前结余"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("收入或支出"), max_digits=12, decimal_places=2)
    after = models.DecimalField(_("结余"), max_digits=12, decimal_places=2)
    income = models.ForeignKey(
        Income,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("经营收入"),
    )
    booked_on = models.DateField(_("记账日期"))
    what = FreeLine(_("用在哪里"), max_length=200, blank=True)
    resolution = FreeLine(_("谁同意的"), max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected",
        verbose_name=_("更正哪一笔"),
    )
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    objects = PlaceQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("收益分账明细")
        verbose_name_plural = _("收益分账明细")
        constraints = [
            *chain("pot", "pot", amount="amount"),
            models.CheckConstraint(name="pot_never_below_nothing", condition=Q(after__gte=0)),
            models.CheckConstraint(
                name="pot_kind_says_which_way",
                condition=Q(kind="share", income__isnull=False, corrects__isnull=True)
                | Q(kind="spend", amount__lt=0, income__isnull=True, corrects__isnull=True)
                & ~Q(what="")
                & ~Q(resolution="")
                | Q(kind="back", amount__gt=0, income__isnull=True, corrects__isnull=False)
                & ~Q(what=""),
            ),
        ]
        indexes = [models.Index(fields=["community", "-booked_on", "-id"], name="pot_lines_newest")]

    def __str__(self) -> str:
        return f"{self.pot} {self.signed}"

    @property
    def signed(self) -> str:
        return f"{'+' if self.amount > 0 else '−'}{money(abs(self.amount))}"


class YearlyAccount(Disclosed):
    """What everybody was told of a year. A mistake is another one that names this and says why."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    year = models.PositiveSmallIntegerField(_("年度"))
    income = models.DecimalField(_("经营收入"), max_digits=12, decimal_places=2)
    upkeep = models.DecimalField(_("用于公共维护"), max_digits=12, decimal_places=2)
    care = models.DecimalField(_("用于帮扶关爱"), max_digits=12, decimal_places=2)
    reserve = models.DecimalField(_("动用留存"), max_digits=12, decimal_places=2)
    fund = models.DecimalField(_("社区基金支出"), max_digits=12, decimal_places=2)
    gifts = models.DecimalField(_("捐款直接支出"), max_digits=12, decimal_places=2)

    objects = PlaceQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("年度收支公示")
        verbose_name_plural = _("年度收支公示")
        constraints = [
            *disclosed("account", "community", "year"),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def spent(self) -> Decimal:
        """All that was spent for the community, whatever it was paid from."""
        return self.upkeep + self.care + self.reserve + self.fund + self.gifts
