"""The mirror of the host's books: a chain that the database adds up, each line with the voucher it
was copied from; and what a comparison with the host's own list found."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.allocations import Allocation
from charity.models.funds import CommunityFund, FundProposal
from charity.models.gifts import Gift, kept, money
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, Ledger, RowScope, chain


class BookLineQuerySet(models.QuerySet["BookLine"]):
    def visible_to(self, viewer: Viewer) -> "BookLineQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "BookLineQuerySet":
        return self.filter(kept(viewer))


class BookLine(KeepsNumbers, Ledger):
    """One link: what was there, what came or went, what is there now. Each begins where the one
    before it ended. What was wrong stays, and the line that takes it back names it and says why."""

    class Kind(models.TextChoices):
        DONATION = "donation", _("捐赠收入")
        GRANT = "grant", _("补助收入")
        INTEREST = "interest", _("利息")
        USE = "use", _("项目支出")
        COST = "cost", _("管理费用")
        CLOSING = "closing", _("终止划转")
        CORRECTION = "correction", _("更正")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    fund = models.ForeignKey(
        CommunityFund, models.PROTECT, related_name="lines", verbose_name=_("基金")
    )
    seq = models.PositiveIntegerField(_("序号"))
    previous = models.PositiveIntegerField(_("上一笔"), null=True)
    kind = models.CharField(_("科目"), max_length=10, choices=Kind)
    voucher = models.CharField(_("凭证号"), max_length=30)
    booked_on = models.DateField(_("记账日期"))
    before = models.DecimalField(_("此前结余"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("收入或支出"), max_digits=12, decimal_places=2)
    after = models.DecimalField(_("结余"), max_digits=12, decimal_places=2)
    what = FreeLine(_("摘要"), max_length=200)
    proposal = models.ForeignKey(
        FundProposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("哪个议案"),
    )
    gift = models.ForeignKey(
        Gift,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fund_lines",
        verbose_name=_("哪笔捐赠"),
    )
    allocation = models.OneToOneField(
        Allocation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("捐赠去向"),
    )
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

    objects = BookLineQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("基金账目")
        verbose_name_plural = _("基金账目")
        constraints = [
            *chain("book", "fund", amount="amount"),
            models.UniqueConstraint(fields=["fund", "voucher"], name="book_voucher_once"),
            models.CheckConstraint(name="book_never_below_nothing", condition=Q(after__gte=0)),
            models.CheckConstraint(
                name="book_kind_says_which_way",
                condition=Q(
                    kind__in=["donation", "grant", "interest"],
                    amount__gt=0,
                    corrects__isnull=True,
                    proposal__isnull=True,
                )
                | Q(kind="use", amount__lt=0, corrects__isnull=True, proposal__isnull=False)
                | Q(
                    kind__in=["cost", "closing"],
                    amount__lt=0,
                    corrects__isnull=True,
                    proposal__isnull=True,
                )
                | Q(kind="correction", corrects__isnull=False) & ~Q(amount=0),
            ),
            models.CheckConstraint(
                name="book_line_has_its_voucher", condition=~Q(voucher="") & ~Q(what="")
            ),
        ]
        indexes = [models.Index(fields=["fund", "booked_on"], name="book_by_day")]

    def __str__(self) -> str:
        return f"{self.voucher} {self.signed}"

    @property
    def signed(self) -> str:
        return f"{'+' if self.amount > 0 else '−'}{money(abs(self.amount))}"

    @property
    def left(self) -> str:
        return money(self.after)


class Reconciliation(Ledger):
    """What the host's own list said of some weeks, beside the mirror. Found is found: the next
    comparison is another row."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    fund = models.ForeignKey(
        CommunityFund, models.PROTECT, related_name="reconciliations", verbose_name=_("基金")
    )
    since = models.DateField(_("从哪天"))
    until = models.DateField(_("到哪天（含）"))
    theirs = models.DecimalField(_("账上结余"), max_digits=12, decimal_places=2)
    ours = models.DecimalField(_("镜像结余"), max_digits=12, decimal_places=2)
    differences = models.JSONField(
        _("差异"), default=list, help_text=_("每条：凭证号、账上金额、镜像金额")
    )
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("基金对账")
        verbose_name_plural = _("基金对账")
        constraints = [
            models.CheckConstraint(
                name="reconciled_days_in_order", condition=Q(until__gte=F("since"))
            )
        ]
        indexes = [models.Index(fields=["fund", "-id"], name="reconciled_newest")]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"

    @property
    def agrees(self) -> bool:
        return not self.differences and self.theirs == self.ours

    @property
    def in_words(self) -> list[str]:
        """Each difference as one says it over the telephone."""
        said = [_difference(*each) for each in self.differences]
        if self.theirs != self.ours:
            text = _("结余差 {gap} 元：账上 {theirs}，镜像 {ours}")
            gap, theirs, ours = (
                money(each) for each in (abs(self.theirs - self.ours), self.theirs, self.ours)
            )
            said.append(text.format(gap=gap, theirs=theirs, ours=ours))
        return said


def _difference(voucher: str, theirs: Any, ours: Any) -> str:
    has, shows = (None if each is None else money(Decimal(each)) for each in (theirs, ours))
    if shows is None:
        return str(_("凭证 {voucher}：账上 {has} 元，镜像里没有").format(voucher=voucher, has=has))
    if has is None:
        text = _("凭证 {voucher}：镜像里 {shows} 元，账上没有")
        return str(text.format(voucher=voucher, shows=shows))
    text = _("凭证 {voucher}：账上 {has} 元，镜像里 {shows} 元")
    return str(text.format(voucher=voucher, has=has, shows=shows))
