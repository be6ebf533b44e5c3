"""The end of a fund: what the committee resolved, and where the host says the rest goes."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.funds import CommunityFund, FundMember
from charity.models.gifts import kept, money
from charity.workflow import EndingStatus
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope


class FundEndingQuerySet(models.QuerySet["FundEnding"]):
    def standing(self) -> "FundEndingQuerySet":
        """Resolved and not taken back: on its way, or over."""
        return self.filter(status__in=[EndingStatus.RESOLVED, EndingStatus.ENDED])

    def visible_to(self, viewer: Viewer) -> "FundEndingQuerySet":
        return self.filter(kept(viewer))


class FundEnding(KeepsNumbers):
    """A vote like any other, and then a paper of the host: nobody at a keyboard gives money away.
    It ends on the link of the mirror after which nothing is left; the database holds on to it."""

    class Goes(models.TextChoices):
        SAME = "same", _("留在托管单位，用于同样的用途")
        FUND = "fund", _("转给另一个社区基金")
        CHARITY = "charity", _("转给另一家慈善组织")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    fund = models.ForeignKey(
        CommunityFund, models.PROTECT, related_name="endings", verbose_name=_("基金")
    )
    status = models.CharField(_("状态"), max_length=10, choices=EndingStatus, editable=False)
    why = FreeLine(_("为什么终止"), max_length=200)
    held_on = models.DateField(_("哪天开的会"))
    seats = models.PositiveSmallIntegerField(_("管委会人数"))
    present = models.PositiveSmallIntegerField(_("到会人数"))
    in_favour = models.PositiveSmallIntegerField(_("赞成人数"))
    supervisor = models.ForeignKey(
        FundMember, models.PROTECT, related_name="+", verbose_name=_("到会的监督人")
    )
    resolution = FreeLine(_("决议"), max_length=200)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    recorded_on = models.DateField(_("登记日期"), default=timezone.localdate, editable=False)
    rest = models.DecimalField(_("剩下多少（元）"), max_digits=12, decimal_places=2, null=True)
    goes = models.CharField(_("剩下的怎么办"), max_length=10, choices=Goes, blank=True)
    goes_to = FreeLine(_("转到哪里"), max_length=120, blank=True)
    paper = models.CharField(_("托管单位的文号"), max_length=60, blank=True)
    last_seq = models.PositiveIntegerField(_("最后一笔"), null=True, editable=False)
    last_after = models.DecimalField(
        _("最后结余"), max_digits=12, decimal_places=2, null=True, editable=False
    )

    objects = FundEndingQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("基金终止")
        verbose_name_plural = _("基金终止")
        constraints = [
            models.UniqueConstraint(
                fields=["fund"],
                condition=Q(status__in=["resolved", "ended"]),
                name="fund_ends_once",
            ),
            models.CheckConstraint(
                name="fund_ending_status_known", condition=Q(status__in=EndingStatus.values)
            ),
            models.CheckConstraint(
                name="fund_ending_voted_by_those_there",
                condition=Q(in_favour__lte=F("present"), present__lte=F("seats"))
                & ~Q(resolution="")
                & ~Q(why=""),
            ),
            models.CheckConstraint(
                name="fund_ending_by_most_of_all",
                condition=Q(status="failed") | Q(seats__lt=F("in_favour") * 2),
            ),
            models.CheckConstraint(
                name="fund_ending_leaves_nothing",
                condition=~Q(status="ended") | Q(last_seq__isnull=True) | Q(last_after=0),
            ),
            models.CheckConstraint(
                name="fund_ending_says_where_it_goes",
                condition=Q(status="ended", rest=0, goes="", goes_to="", paper="")
                | Q(status="ended", rest__gt=0) & ~Q(goes="") & ~Q(goes_to="") & ~Q(paper="")
                | ~Q(status="ended") & Q(rest__isnull=True, goes="", goes_to="", paper=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def waits(self) -> bool:
        """For what the host says of the rest."""
        return self.status == EndingStatus.RESOLVED

    @property
    def where_it_went(self) -> str:
        """As one tells a donor."""
        if not self.rest:
            return str(_("钱都用完了。"))
        said = _("剩下的 {yuan} 元{goes}：{to}。")
        goes = self.get_goes_display()
        return str(said.format(yuan=money(self.rest), goes=goes, to=self.goes_to))
