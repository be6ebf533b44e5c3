"""成批匹配: one run over all that waits in the pool, and whom it proposes for what."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.models import RowScope
from requests.tiers import Tier, tier_of
from volunteers.models import Volunteer


class DispatchRunQuerySet(models.QuerySet["DispatchRun"]):
    def open(self) -> "DispatchRunQuerySet":
        return self.filter(status__in=DispatchRun.OPEN)

    def visible_to(self, viewer: Viewer) -> "DispatchRunQuerySet":
        """The desk of the community as a whole: it shows who could be asked for what."""
        if tier_of(viewer) != Tier.COMMUNITY or viewer.sleeping:
            return self.none()
        return self.filter(community_id__in=viewer.community_ids)


class DispatchRun(models.Model):
    class Status(models.TextChoices):
        WAITING = "waiting", _("等着算")
        RUNNING = "running", _("正在算")
        PROPOSED = "proposed", _("等人确认")
        DONE = "done", _("发出去了")
        DISCARDED = "discarded", _("没有采用")

    OPEN = ("waiting", "running", "proposed")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    started_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁发起的")
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.WAITING, editable=False
    )
    created_at = models.DateTimeField(_("发起时间"), db_default=Now())
    taken_at = models.DateTimeField(_("开始算"), null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    orders = models.PositiveIntegerField(_("多少件在等"), default=0)
    matched = models.PositiveIntegerField(_("配上多少件"), default=0)

    objects = DispatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("成批匹配")
        verbose_name_plural = _("成批匹配")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(status__in=["waiting", "running", "proposed"]),
                name="dispatch_run_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.created_at}"

    @property
    def stranded(self) -> int:
        return self.orders - self.matched


class DispatchProposal(models.Model):
    """One pair of it. Kept until the run is a month old: nobody is measured by it."""

    class Answer(models.TextChoices):
        SENT = "sent", _("邀请发出了")
        DROPPED = "dropped", _("没有采用")
        STALE = "stale", _("等不及，情况变了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    run = models.ForeignKey(
        DispatchRun, models.CASCADE, related_name="proposals", verbose_name=_("成批匹配")
    )
    service_request = models.ForeignKey(
        "requests.ServiceRequest", models.PROTECT, related_name="+", verbose_name=_("诉求")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="+", verbose_name=_("志愿者")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("邀请谁")
    )
    why = models.JSONField(_("为什么是他"), default=list)
    answer = models.CharField(_("怎么定的"), max_length=8, choices=Answer, blank=True)
    note = models.CharField(_("为什么"), max_length=200, blank=True)

    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("匹配建议")
        verbose_name_plural = _("匹配建议")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "service_request"], name="dispatch_proposal_once_per_order"
            ),
            models.UniqueConstraint(
                fields=["run", "volunteer"], name="dispatch_proposal_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_request_id} → {self.volunteer_id}"
