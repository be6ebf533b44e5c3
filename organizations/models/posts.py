"""Posts for checked-in members: what is offered, who claimed it, each time he served."""

from datetime import date

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.models import RowScope
from grids.access import runs_community
from organizations.models.checkins import MemberCheckin, PostClass
from organizations.post_workflow import (
    LONGEST,
    MOST_PLACES,
    SHORTEST,
    ClaimStatus,
    PostStatus,
    TurnStatus,
)


class CheckinPostQuerySet(models.QuerySet["CheckinPost"]):
    def open(self) -> "CheckinPostQuerySet":
        return self.filter(status=PostStatus.OPEN)

    def claimable(self, day: date | None = None) -> "CheckinPostQuerySet":
        """Open, and not over yet; one that begins next month is claimed today."""
        return self.open().filter(ends_on__gte=day or timezone.localdate())

    def over(self, day: date) -> "CheckinPostQuerySet":
        return self.open().filter(ends_on__lt=day)

    def with_claims(self) -> "CheckinPostQuerySet":
        """`taken`: how many serve in it."""
        held = Q(claims__status=ClaimStatus.HELD)
        return self.annotate(taken=Count("claims", filter=held))

    def visible_to(self, viewer: Viewer) -> "CheckinPostQuerySet":
        """The staff, and whoever has checked in there and was accepted."""
        rule = runs_community(viewer)
        if viewer.user_id is not None:
            here = MemberCheckin.objects.accepted().filter(user_id=viewer.user_id)
            rule |= Q(community__in=here.values("community"))
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "CheckinPostQuerySet":
        return self.filter(runs_community(viewer))


class CheckinPost(models.Model):
    """What the community would be glad of: so many people, at such times, until a day."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    post_class = models.ForeignKey(
        PostClass, models.PROTECT, related_name="+", verbose_name=_("岗位类别")
    )
    title = models.CharField(_("岗位"), max_length=40)
    what = models.CharField(_("做什么"), max_length=200, blank=True)
    when = models.CharField(_("什么时候"), max_length=60)
    places = models.PositiveSmallIntegerField(_("要几个人"))
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天（含）"))
    status = models.CharField(
        _("状态"), max_length=8, choices=PostStatus, default=PostStatus.OPEN, editable=False
    )
    closed_on = models.DateField(_("撤岗日期"), null=True, blank=True, editable=False)
    reason = models.CharField(_("为什么撤"), max_length=200, blank=True, editable=False)
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("设岗人")
    )
    opened_on = models.DateField(_("设岗日期"), default=timezone.localdate, editable=False)

    objects = CheckinPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("报到岗位")
        verbose_name_plural = _("报到岗位")
        constraints = [
            models.CheckConstraint(
                name="checkin_post_status_known", condition=Q(status__in=PostStatus.values)
            ),
            models.CheckConstraint(
                name="checkin_post_for_somebody",
                condition=Q(places__gte=1, places__lte=MOST_PLACES),
            ),
            models.CheckConstraint(
                name="checkin_post_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="checkin_post_closed_on_a_day",
                condition=Q(status="open", closed_on__isnull=True)
                | Q(status="closed", closed_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["community", "status", "ends_on"], name="checkin_posts")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status == PostStatus.OPEN

    @property
    def is_claimable(self) -> bool:
        return self.is_open and self.ends_on >= timezone.localdate()


class PostClaimQuerySet(models.QuerySet["PostClaim"]):
    def held(self) -> "PostClaimQuerySet":
        return self.filter(status=ClaimStatus.HELD)

    def visible_to(self, viewer: Viewer) -> "PostClaimQuerySet":
        return self.filter(runs_community(viewer) | _own(viewer))

    def manageable_by(self, viewer: Viewer) -> "PostClaimQuerySet":
        return self.filter(runs_community(viewer))


class PostClaim(models.Model):
    """A member says: this one I do."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    post = models.ForeignKey(
        CheckinPost, models.PROTECT, related_name="claims", verbose_name=_("岗位")
    )
    checkin = models.ForeignKey(
        MemberCheckin, models.CASCADE, related_name="claims", verbose_name=_("谁")
    )
    status = models.CharField(
        _("状态"), max_length=8, choices=ClaimStatus, default=ClaimStatus.HELD, editable=False
    )
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    claimed_at = models.DateTimeField(_("认领时间"), db_default=Now())
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True, editable=False)

    objects = PostClaimQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id", with_owner="organizations_membercheckin.checkin_id"
    )

    class Meta:
        verbose_name = _("岗位认领")
        verbose_name_plural = _("岗位认领")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "checkin"],
                condition=Q(status="held"),
                name="post_claimed_once_by_each",
            ),
            models.CheckConstraint(
                name="post_claim_status_known", condition=Q(status__in=ClaimStatus.values)
            ),
            models.CheckConstraint(
                name="post_claim_over_has_a_time",
                condition=Q(status="held", ended_at__isnull=True)
                | ~Q(status="held") & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="post_claim_released_for_a_reason",
                condition=~Q(status="released") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.checkin}"

    @property
    def is_held(self) -> bool:
        return self.status == ClaimStatus.HELD


class PostTurnQuerySet(models.QuerySet["PostTurn"]):
    def waiting(self) -> "PostTurnQuerySet":
        return self.filter(status=TurnStatus.TOLD)

    def counted(self) -> "PostTurnQuerySet":
        return self.filter(status=TurnStatus.COUNTED)

    def visible_to(self, viewer: Viewer) -> "PostTurnQuerySet":
        return self.filter(runs_community(viewer) | _own(viewer))

    def manageable_by(self, viewer: Viewer) -> "PostTurnQuerySet":
        return self.filter(runs_community(viewer))


class PostTurn(models.Model):
    """Once he served: a line of his service card, when somebody else says that it is so."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    checkin = models.ForeignKey(
        MemberCheckin, models.CASCADE, related_name="turns", verbose_name=_("谁")
    )
    claim = models.ForeignKey(
        PostClaim, models.CASCADE, related_name="turns", verbose_name=_("哪个岗位")
    )
    served_on = models.DateField(_("哪天"))
    minutes = models.PositiveSmallIntegerField(_("多少分钟"))
    note = models.CharField(_("做了什么"), max_length=80, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=TurnStatus, default=TurnStatus.TOLD, editable=False
    )
    reason = models.CharField(_("为什么没有算"), max_length=200, blank=True, editable=False)
    told_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    told_at = models.DateTimeField(_("登记时间"), db_default=Now())
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("核对人"),
    )
    decided_at = models.DateTimeField(_("核对时间"), null=True, editable=False)

    objects = PostTurnQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id", with_owner="organizations_membercheckin.checkin_id"
    )

    class Meta:
        verbose_name = _("到岗记录")
        verbose_name_plural = _("到岗记录")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "served_on"],
                condition=~Q(status="refused"),
                name="post_served_once_a_day",
            ),
            models.CheckConstraint(
                name="post_turn_status_known", condition=Q(status__in=TurnStatus.values)
            ),
            models.CheckConstraint(
                name="post_turn_of_a_day",
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
            ),
            models.CheckConstraint(
                name="post_turn_decided_at_a_time",
                condition=Q(status="told", decided_at__isnull=True)
                | ~Q(status="told") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="post_turn_refused_for_a_reason",
                condition=~Q(status="refused") | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["checkin", "served_on"], name="post_turns_of_one"),
            models.Index(
                fields=["community", "told_at"],
                name="post_turns_waiting",
                condition=Q(status="told"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.served_on}"


def _own(viewer: Viewer) -> Q:
    return NOTHING if viewer.user_id is None else Q(checkin__user_id=viewer.user_id)
