"""社区公益基金: no legal person and no account of its own. A charity keeps its money and its books;
a committee of the place decides what it is for, and a supervisor sits by."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import Purpose, kept
from charity.workflow import ProposalStatus
from communities.models import Area
from core.fields import FreeLine, NameField
from core.models import KeepsNumbers, RowScope, last_link
from organizations.models import Organization


class CommunityFundQuerySet(models.QuerySet["CommunityFund"]):
    def standing(self) -> "CommunityFundQuerySet":
        return self.filter(ended_on__isnull=True)

    def visible_to(self, viewer: Viewer) -> "CommunityFundQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "CommunityFundQuerySet":
        return self.filter(kept(viewer))


class CommunityFund(models.Model):
    """All of it is public. How many sit on the committee is the province's rule: a setting."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    host = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("托管的慈善组织")
    )
    name = models.CharField(_("基金名称"), max_length=120, editable=False)
    founded_on = models.DateField(_("设立日期"))
    ended_on = models.DateField(_("终止日期"), null=True, blank=True, editable=False)
    committee_least = models.PositiveSmallIntegerField(_("管委会至少几人"), default=5)
    committee_is_odd = models.BooleanField(_("管委会人数要是单数"), default=True)
    supervisors_least = models.PositiveSmallIntegerField(_("监督人至少几人"), default=1)
    report_within_days = models.PositiveSmallIntegerField(
        _("季度结束后几天内公布"), default=30, help_text=_("过了还没公布，公开页写“缺”")
    )

    objects = CommunityFundQuerySet.as_manager()

    class Meta:
        verbose_name = _("社区公益基金")
        verbose_name_plural = _("社区公益基金")
        constraints = [
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(ended_on__isnull=True),
                name="fund_one_in_a_community",
            ),
            models.CheckConstraint(
                name="fund_ends_after_it_began",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def balance(self) -> Decimal:
        """What the last line of the mirror says."""
        return Decimal(last_link(self.lines)[1])

    @cached_property
    def ending(self) -> Any:
        """Its end, resolved or over; None while it goes on."""
        return self.endings.standing().select_related("supervisor").first()


class FundMemberQuerySet(models.QuerySet["FundMember"]):
    def sitting(self, fund: CommunityFund) -> "FundMemberQuerySet":
        """Now; of a fund that ended, until its end."""
        if fund.ended_on is None:
            return self.filter(fund=fund, left_on__isnull=True)
        return self.filter(fund=fund, left_on__gte=fund.ended_on)


class FundMember(models.Model):
    """A seat. Unpaid, from all sides; who supervises does not decide."""

    class Seat(models.TextChoices):
        COMMITTEE = "committee", _("管委会")
        SUPERVISOR = "supervisor", _("监督人")

    class Side(models.TextChoices):
        DONOR = "donor", _("捐赠人")
        CHARITY = "charity", _("慈善组织")
        STREET = "street", _("街道")
        COMMUNITY = "community", _("社区两委")
        ENTERPRISE = "enterprise", _("企业")
        RESIDENT = "resident", _("居民代表")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    fund = models.ForeignKey(
        CommunityFund, models.PROTECT, related_name="members", verbose_name=_("基金")
    )
    seat = models.CharField(_("席位"), max_length=10, choices=Seat)
    side = models.CharField(_("哪一方"), max_length=10, choices=Side)
    name = NameField(_("姓名"))
    since = models.DateField(_("从哪天起"), default=timezone.localdate)
    left_on = models.DateField(_("离任日期"), null=True, blank=True, editable=False)

    objects = FundMemberQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("基金管委会成员")
        verbose_name_plural = _("基金管委会成员")
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "name"],
                condition=Q(left_on__isnull=True),
                name="fund_member_sits_once",
            ),
            models.CheckConstraint(
                name="fund_member_leaves_after_coming",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_side_display()}"


class FundProposalQuerySet(models.QuerySet["FundProposal"]):
    def promised(self) -> "FundProposalQuerySet":
        """Resolved, and not all of it paid or given up."""
        return self.filter(status=ProposalStatus.PASSED)

    def visible_to(self, viewer: Viewer) -> "FundProposalQuerySet":
        return self.filter(kept(viewer))


class FundProposal(KeepsNumbers):
    """What the money is asked for; the committee's votes decide, nobody at a keyboard."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    fund = models.ForeignKey(
        CommunityFund, models.PROTECT, related_name="proposals", verbose_name=_("基金")
    )
    what = FreeLine(_("做什么"), max_length=120)
    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=ProposalStatus,
        default=ProposalStatus.PROPOSED,
        editable=False,
    )
    proposed_on = models.DateField(_("提出日期"), default=timezone.localdate)
    proposed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    held_on = models.DateField(_("哪天开的会"), null=True, blank=True, editable=False)
    seats = models.PositiveSmallIntegerField(_("管委会人数"), null=True, editable=False)
    present = models.PositiveSmallIntegerField(_("到会人数"), null=True, editable=False)
    in_favour = models.PositiveSmallIntegerField(_("赞成人数"), null=True, editable=False)
    supervisor = models.ForeignKey(
        FundMember,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("到会的监督人"),
    )
    resolution = FreeLine(_("决议"), max_length=200, blank=True, editable=False)

    objects = FundProposalQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("基金议案")
        verbose_name_plural = _("基金议案")
        constraints = [
            models.CheckConstraint(
                name="proposal_status_known", condition=Q(status__in=ProposalStatus.values)
            ),
            models.CheckConstraint(name="proposal_asks_for_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="proposal_says_what_for", condition=~Q(what="")),
            models.CheckConstraint(
                name="proposal_voted_by_those_there",
                condition=Q(
                    status__in=["proposed", "withdrawn"],
                    held_on__isnull=True,
                    seats__isnull=True,
                    present__isnull=True,
                    in_favour__isnull=True,
                    supervisor__isnull=True,
                    resolution="",
                )
                | Q(
                    status__in=["passed", "failed", "done"],
                    held_on__isnull=False,
                    in_favour__lte=F("present"),
                    present__lte=F("seats"),
                    supervisor__isnull=False,
                )
                & ~Q(resolution=""),
            ),
            models.CheckConstraint(
                name="proposal_passed_by_most_of_all",
                condition=~Q(status__in=["passed", "done"]) | Q(seats__lt=F("in_favour") * 2),
            ),
        ]
        indexes = [models.Index(fields=["fund", "-proposed_on", "-id"], name="proposals_newest")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    @property
    def number(self) -> str:
        return f"Y{self.pk:05d}" if self.pk else ""
