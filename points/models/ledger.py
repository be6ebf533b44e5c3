"""The books: what a household has, and why, in double entry that the database adds up itself."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from communities.models import Area, Household
from core.fields import FreeLine
from core.models import KeepsNumbers, Ledger, RowScope
from points.explaining import in_words
from points.models.rules import Rule


class Side(models.TextChoices):
    OWN = "own", _("可用")
    HELD = "held", _("已冻结")
    ISSUED = "issued", _("社区发出")
    SPENT = "spent", _("已兑换")
    LAPSED = "lapsed", _("到期作废")


HOUSEHOLDS = (Side.OWN, Side.HELD)
"""What a household has; the others are the community's side of the books and have no floor."""


def _last(side: str) -> Coalesce:
    rows = Entry.objects.filter(account=OuterRef("pk"), side=side).order_by("-seq")
    return Coalesce(Subquery(rows.values("after")[:1]), 0)


def _own(viewer: Viewer, prefix: str = "") -> Q:
    """The staff of the community as a whole, and whoever lives there."""
    rule = kept(viewer)
    if not viewer.is_staff:
        rule |= Q(**{f"{prefix}household_id__in": viewer.household_ids})
    return rule


class AccountQuerySet(models.QuerySet["Account"]):
    def with_balance(self) -> "AccountQuerySet":
        """What the last link of each chain says."""
        return self.annotate(own=_last(Side.OWN), held=_last(Side.HELD))

    def taking_part(self) -> "AccountQuerySet":
        return self.filter(left_on__isnull=True)

    def listed(self) -> "AccountQuerySet":
        """Agreed to stand in the month's list."""
        return self.filter(agreed_on__isnull=False)

    def visible_to(self, viewer: Viewer) -> "AccountQuerySet":
        return self.filter(_own(viewer))

    def manageable_by(self, viewer: Viewer) -> "AccountQuerySet":
        return self.filter(kept(viewer))


class Account(models.Model):
    """积分户: opened because the household wants it; nothing depends on having one."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    household = models.OneToOneField(
        Household, models.PROTECT, related_name="points", verbose_name=_("家庭户")
    )
    opened_on = models.DateField(_("参加日期"), default=timezone.localdate)
    left_on = models.DateField(_("退出日期"), null=True, blank=True, editable=False)
    agreed_on = models.DateField(_("同意公示的日期"), null=True, blank=True, editable=False)
    """To stand in the month's list by surname and number; taken back, it is empty again."""

    objects = AccountQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("积分户")
        verbose_name_plural = _("积分户")
        constraints = [
            models.CheckConstraint(
                name="account_is_listed_while_it_takes_part",
                condition=Q(agreed_on__isnull=True) | Q(left_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.household.number

    @property
    def takes_part(self) -> bool:
        return self.left_on is None


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, viewer: Viewer) -> "PostingQuerySet":
        return self.filter(_own(viewer, "account__"))

    def manageable_by(self, viewer: Viewer) -> "PostingQuerySet":
        return self.filter(kept(viewer))


class Posting(KeepsNumbers, Ledger):
    """One change, with its reason. Its entries sum to nothing: a trigger of the database looks
    when the transaction commits."""

    class Kind(models.TextChoices):
        EARN = "earn", _("加分")
        DEDUCT = "deduct", _("扣分")
        HOLD = "hold", _("兑换冻结")
        SETTLE = "settle", _("已领取")
        RELEASE = "release", _("解冻退回")
        LAPSE = "lapse", _("到期作废")
        REVERSE = "reverse", _("冲回")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="postings", verbose_name=_("积分户")
    )
    kind = models.CharField(_("什么变动"), max_length=8, choices=Kind)
    points = models.PositiveIntegerField(_("多少分"))
    rule = models.ForeignKey(
        Rule, models.PROTECT, null=True, related_name="postings", verbose_name=_("规则")
    )
    source_kind = models.CharField(_("来源"), max_length=24)
    source_reference = models.CharField(_("来源编号"), max_length=40)
    happened_on = models.DateField(_("事情的日期"))
    reason = FreeLine(_("说明"), max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name=_("冲回哪一笔")
    )
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("审核人")
    )
    at = models.DateTimeField(_("记账时间"), db_default=Now(), editable=False)

    objects = PostingQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("积分变动")
        verbose_name_plural = _("积分变动")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "source_kind", "source_reference"],
                name="posting_once_per_source",
            ),
            models.UniqueConstraint(fields=["id", "account"], name="posting_to_hold_on_to"),
            models.CheckConstraint(name="posting_moves_something", condition=Q(points__gt=0)),
            models.CheckConstraint(
                name="posting_recorder_is_not_approver",
                condition=~Q(approved_by=F("recorded_by")) | Q(approved_by__isnull=True),
            ),
            models.CheckConstraint(
                name="posting_deduction_was_approved",
                condition=~Q(kind="deduct") | Q(approved_by__isnull=False, rule__isnull=False),
            ),
            models.CheckConstraint(
                name="posting_reversal_names_what",
                condition=Q(kind="reverse", reverses__isnull=False) & ~Q(reason="")
                | ~Q(kind="reverse") & Q(reverses__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="posting_newest"),
            models.Index(fields=["account", "rule", "happened_on"], name="posting_towards_cap"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.points}"

    @property
    def explained(self) -> str:
        """In words, for the household. Of one that came with its rule."""
        return in_words(self)


class Entry(Ledger):
    """One side of a posting. A household's two sides are chains: each link begins where the one
    before it ended, none ends below nothing, no two follow the same one. So a balance needs no
    column of its own. The community's sides carry no chain: nobody waits there for anybody."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="entries", verbose_name=_("积分变动")
    )
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="entries", verbose_name=_("积分户")
    )
    side = models.CharField(_("哪一边"), max_length=8, choices=Side)
    amount = models.IntegerField(_("增减"))
    seq = models.PositiveIntegerField(_("序号"), null=True)
    previous = models.PositiveIntegerField(_("上一笔"), null=True)
    before = models.IntegerField(_("变动前"), null=True)
    after = models.IntegerField(_("变动后"), null=True)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("积分分录")
        verbose_name_plural = _("积分分录")
        constraints = [
            models.UniqueConstraint(fields=["posting", "side"], name="entry_once_per_side"),
            models.UniqueConstraint(
                fields=["account", "side", "seq"], name="entry_one_link_after_another"
            ),
            models.UniqueConstraint(
                fields=["account", "side", "seq", "after"], name="entry_link_to_hold_on_to"
            ),
            models.CheckConstraint(name="entry_moves_something", condition=~Q(amount=0)),
            models.CheckConstraint(
                name="entry_of_a_household_is_a_link",
                condition=Q(
                    side__in=["own", "held"],
                    seq__isnull=False,
                    before__isnull=False,
                    after__isnull=False,
                )
                | Q(
                    side__in=["issued", "spent", "lapsed"],
                    seq__isnull=True,
                    previous__isnull=True,
                    before__isnull=True,
                    after__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="entry_adds_up",
                condition=Q(after__isnull=True) | Q(after=F("before") + F("amount")),
            ),
            models.CheckConstraint(
                name="entry_never_below_nothing",
                condition=Q(after__isnull=True) | Q(after__gte=0),
            ),
            models.CheckConstraint(
                name="entry_begins_with_nothing",
                condition=Q(seq__isnull=True)
                | Q(seq=1, previous__isnull=True, before=0)
                | Q(seq__gt=1, previous=F("seq") - 1),
            ),
        ]
        indexes = [models.Index(fields=["account", "side", "-seq"], name="entry_newest")]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.amount:+d}"
