"""Recruiting social workers: what is needed, who fits, until when; and who answered."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.fields import NameField
from core.models import RowScope
from organizations.access import keeps_register, under
from organizations.models.organizations import Organization
from organizations.models.social_workers import SocialWorker
from organizations.recruitment_workflow import (
    LEVELS,
    MOST_WANTED,
    RecruitmentStatus,
    ReplyStatus,
)

Level = SocialWorker.Level


class RecruitmentQuerySet(models.QuerySet["Recruitment"]):
    def open(self) -> "RecruitmentQuerySet":
        return self.filter(status=RecruitmentStatus.OPEN)

    def to_be_decided(self, day: date | None = None) -> "RecruitmentQuerySet":
        """Its day is past, somebody answered, and nobody has been chosen yet."""
        return self.open().filter(apply_until__lt=day or timezone.localdate(), asked__gt=0)

    def visible_to(self, viewer: Viewer) -> "RecruitmentQuerySet":
        """Announced means: to all who work with social workers (the pages ask who does)."""
        return self.all()

    def manageable_by(self, viewer: Viewer) -> "RecruitmentQuerySet":
        """The organisation that looks for somebody; else who keeps the place."""
        rule = Q(holder_id__in=viewer.organization_ids)
        if keeps_register(viewer):
            rule |= under(viewer, "area") & Q(holder__isnull=True)
        return self.filter(rule)


class Recruitment(models.Model):
    """Announced like a poster; nobody's name stands on it."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", editable=False, verbose_name=_("哪里")
    )
    holder = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recruitments",
        verbose_name=_("哪个组织招"),
    )
    """None where the place itself looks for somebody."""
    title = models.CharField(_("招什么人"), max_length=60)
    need = models.CharField(_("做什么，为什么要人"), max_length=400)
    requirement = models.CharField(_("对人的要求"), max_length=200, blank=True)
    level = models.CharField(_("至少要什么证书"), max_length=16, choices=Level, default=Level.NONE)
    risk_notice = models.CharField(_("风险提示"), max_length=300, blank=True)
    quota = models.PositiveSmallIntegerField(_("要几个人"))
    apply_until = models.DateField(_("报名到哪天（含）"))
    starts_on = models.DateField(_("哪天上岗"), null=True, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=RecruitmentStatus,
        default=RecruitmentStatus.OPEN,
        editable=False,
    )
    reason = models.CharField(_("不招的原因"), max_length=200, blank=True, editable=False)
    asked = models.PositiveSmallIntegerField(_("多少人报名"), default=0, editable=False)
    """Kept here, because who answers does not see the rows of strangers."""
    announced_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("发布人")
    )
    announced_at = models.DateTimeField(_("发布时间"), db_default=Now(), editable=False)

    objects = RecruitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("招募社工")
        verbose_name_plural = _("招募社工")
        constraints = [
            models.CheckConstraint(
                name="recruitment_status_known", condition=Q(status__in=RecruitmentStatus.values)
            ),
            models.CheckConstraint(name="recruitment_level_known", condition=Q(level__in=LEVELS)),
            models.CheckConstraint(
                name="recruitment_of_somebody", condition=Q(quota__gte=1, quota__lte=MOST_WANTED)
            ),
            models.CheckConstraint(
                name="recruitment_starts_after_the_choice",
                condition=Q(starts_on__isnull=True) | Q(starts_on__gt=models.F("apply_until")),
            ),
            models.CheckConstraint(
                name="recruitment_given_up_for_a_reason",
                condition=Q(status="cancelled") & ~Q(reason="")
                | ~Q(status="cancelled") & Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["status", "apply_until"], name="recruitments")]

    def __str__(self) -> str:
        return self.title

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area

    @property
    def sought_by(self) -> str:
        return (self.holder or self.area).title

    @property
    def is_open(self) -> bool:
        return self.status == RecruitmentStatus.OPEN

    @property
    def is_over(self) -> bool:
        """Nobody answers any more."""
        return self.apply_until < timezone.localdate()

    @property
    def takes_replies(self) -> bool:
        return self.is_open and not self.is_over

    @property
    def is_to_be_decided(self) -> bool:
        return self.is_open and self.is_over and self.asked > 0


class RecruitmentReplyQuerySet(models.QuerySet["RecruitmentReply"]):
    def asked(self) -> "RecruitmentReplyQuerySet":
        return self.filter(status=ReplyStatus.ASKED)

    def visible_to(self, viewer: Viewer) -> "RecruitmentReplyQuerySet":
        """Himself, and who chooses. Where he works now is not told that he looks around."""
        chooses = Recruitment.objects.manageable_by(viewer).values("pk")
        return self.filter(_his(viewer) | Q(recruitment__in=chooses))

    def manageable_by(self, viewer: Viewer) -> "RecruitmentReplyQuerySet":
        """Who may take it back."""
        return self.filter(_his(viewer))


def _his(viewer: Viewer) -> Q:
    """For who has no account, whoever keeps his record wrote it down with him."""
    if viewer.sleeping:
        return NOTHING
    kept = SocialWorker.objects.manageable_by(viewer).values("pk")
    rule = Q(user__isnull=True, worker__in=kept)
    if viewer.user_id is not None:
        rule |= Q(user_id=viewer.user_id)
    return rule


class RecruitmentReply(models.Model):
    """He would come, and says a word; whoever looks for somebody answers it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    recruitment = models.ForeignKey(
        Recruitment, models.PROTECT, related_name="replies", verbose_name=_("招募")
    )
    worker = models.ForeignKey(
        SocialWorker, models.PROTECT, related_name="replies", verbose_name=_("社工")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("账号")
    )
    holder = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("哪个组织招")
    )
    name = NameField(_("姓名"))
    unit = models.CharField(_("从哪里来"), max_length=80)
    words = models.CharField(_("说一句"), max_length=200, blank=True)
    told_at = models.DateTimeField(_("看过风险提示"), db_default=Now(), editable=False)
    status = models.CharField(
        _("结果"), max_length=10, choices=ReplyStatus, default=ReplyStatus.ASKED, editable=False
    )
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("挑选人"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("答复时间"), null=True, editable=False)

    objects = RecruitmentReplyQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        person="user_id",
        organization="holder_id",
        with_owner="organizations_socialworker.worker_id",
    )
    leads_elsewhere = ("worker", "recruitment", "holder")
    """An organisation takes people from wherever they work."""

    class Meta:
        verbose_name = _("应招的社工")
        verbose_name_plural = _("应招的社工")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recruitment", "worker"],
                condition=~Q(status="withdrawn"),
                name="recruitment_answered_once_by_each",
            ),
            models.CheckConstraint(
                name="recruitment_reply_status_known", condition=Q(status__in=ReplyStatus.values)
            ),
            models.CheckConstraint(
                name="recruitment_reply_chosen_by_another",
                condition=Q(status__in=["asked", "withdrawn"], answered_at__isnull=True)
                | Q(status__in=["chosen", "declined"], answered_at__isnull=False)
                & (
                    Q(user__isnull=True)
                    | Q(answered_by__isnull=True)
                    | ~Q(answered_by=models.F("user"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recruitment} · {self.name}"
