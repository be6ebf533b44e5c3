"""Asking for a supervisor: what about, when it suits, who was found, and how it was."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import NameField
from core.models import RowScope
from organizations.models.checkins import TimeSlot
from organizations.models.social_workers import SocialWorker
from organizations.models.supervision import Supervisor, said_of, when
from organizations.supervision_workflow import NEXT, OPEN_ASKS, AskStatus, HowItWas, Topic


class SupervisionAskQuerySet(models.QuerySet["SupervisionAsk"]):
    def open(self) -> "SupervisionAskQuerySet":
        return self.filter(status__in=OPEN_ASKS)

    def over(self) -> "SupervisionAskQuerySet":
        return self.exclude(status__in=OPEN_ASKS)

    def to_be_matched(self) -> "SupervisionAskQuerySet":
        """Nobody found yet, or who was found has left the pool."""
        gone = Q(status=AskStatus.MATCHED, supervisor__until__isnull=False)
        return self.filter(Q(status=AskStatus.ASKED) | gone)

    def visible_to(self, viewer: Viewer) -> "SupervisionAskQuerySet":
        """He who asked, the supervisor who was found, and who keeps his record."""
        rule = _kept(viewer)
        if viewer.user_id is not None and not viewer.sleeping:
            rule |= Q(user_id=viewer.user_id) | Q(supervisor_user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "SupervisionAskQuerySet":
        """Who keeps his record finds somebody."""
        return self.filter(_kept(viewer))


def _kept(viewer: Viewer) -> Q:
    return Q(worker__in=SocialWorker.objects.manageable_by(viewer).values("pk"))


class SupervisionAsk(models.Model):
    """One wish for a supervisor, by headings only: no client's name has a place to stand in."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    worker = models.ForeignKey(
        SocialWorker, models.CASCADE, related_name="supervision_asks", verbose_name=_("社工")
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("社工的账号"),
    )
    name = NameField(_("姓名"))
    unit = models.CharField(_("从哪里来"), max_length=80)
    topics = ArrayField(models.CharField(max_length=12, choices=Topic), verbose_name=_("想谈什么"))
    times = ArrayField(
        models.CharField(max_length=16, choices=TimeSlot),
        default=list,
        blank=True,
        verbose_name=_("什么时候方便"),
    )
    status = models.CharField(
        _("状态"), max_length=10, choices=AskStatus, default=AskStatus.ASKED, editable=False
    )
    supervisor = models.ForeignKey(
        Supervisor,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="asks",
        verbose_name=_("督导"),
    )
    supervisor_user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("督导的账号"),
    )
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    met_on = models.DateField(_("哪天督导的"), null=True, editable=False)
    worker_mark = models.CharField(
        _("社工觉得怎样"), max_length=4, choices=HowItWas, blank=True, editable=False
    )
    worker_word = models.CharField(_("社工的一句话"), max_length=60, blank=True, editable=False)
    supervisor_mark = models.CharField(
        _("督导觉得怎样"), max_length=4, choices=HowItWas, blank=True, editable=False
    )
    supervisor_word = models.CharField(_("督导的一句话"), max_length=60, blank=True, editable=False)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    asked_at = models.DateTimeField(_("提出时间"), db_default=Now(), editable=False)

    objects = SupervisionAskQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        person="user_id",
        other="supervisor_user_id",
        with_owner="organizations_socialworker.worker_id",
    )
    leads_elsewhere = ("worker", "supervisor")
    """A supervisor comes from any organisation."""

    is_kept = False
    """Whether the viewer for whom it was fetched finds somebody for it; set by the query."""
    reads_words = False
    """Whether he reads how it was; set by the query."""

    class Meta:
        verbose_name = _("督导需求")
        verbose_name_plural = _("督导需求")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(status__in=["asked", "matched"]),
                name="supervision_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                name="supervision_ask_status_known", condition=Q(status__in=AskStatus.values)
            ),
            models.CheckConstraint(
                name="supervision_ask_about_something",
                condition=Q(topics__contained_by=Topic.values, topics__len__gt=0),
            ),
            models.CheckConstraint(
                name="supervision_ask_times_known",
                condition=Q(times__contained_by=TimeSlot.values),
            ),
            models.CheckConstraint(
                name="supervision_ask_matched_with_somebody",
                condition=Q(status="asked", supervisor__isnull=True)
                | Q(status__in=["matched", "met"], supervisor__isnull=False)
                | Q(status__in=["refused", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="supervision_ask_met_on_a_day",
                condition=Q(status="met", met_on__isnull=False)
                | ~Q(status="met") & Q(met_on__isnull=True, worker_mark="", supervisor_mark=""),
            ),
            models.CheckConstraint(
                name="supervision_ask_refused_for_a_reason",
                condition=~Q(status="refused") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="supervision_ask_poor_says_why",
                condition=(~Q(worker_mark="poor") | ~Q(worker_word=""))
                & (~Q(supervisor_mark="poor") | ~Q(supervisor_word="")),
            ),
        ]
        indexes = [models.Index(fields=["community", "status"], name="supervision_asks")]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_status_display()}"

    @property
    def about(self) -> str:
        return said_of(self.topics)

    @property
    def slots(self) -> str:
        return when(self.times)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_ASKS

    @property
    def what_next(self) -> str:
        """Nothing, once both have said how it was."""
        said = self.status == AskStatus.MET and self.worker_mark and self.supervisor_mark
        return "" if said else str(NEXT[AskStatus(self.status)])

    @property
    def lost_its_supervisor(self) -> bool:
        gone = self.supervisor is not None and self.supervisor.until is not None
        return self.status == AskStatus.MATCHED and gone
