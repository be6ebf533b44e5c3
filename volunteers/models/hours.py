"""Service hours: who served when and for how long, who says so, and what was asked about it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from core.spans import in_hours
from core.words import said
from organizations.models import MemberCheckin, Organization
from volunteers.access import keeps_register, sees_register
from volunteers.models.reached import CountsReached, reached_in_order
from volunteers.models.teams import VolunteerTeam
from volunteers.models.volunteers import Volunteer
from volunteers.workflow import RecordStatus

STANDING = (RecordStatus.PENDING, RecordStatus.COUNTED)
PERSON = Q(volunteer__isnull=False, member__isnull=True) | Q(
    volunteer__isnull=True, member__isnull=False
)


class Source(models.TextChoices):
    ORDER = "order", _("诉求办结")
    ACTIVITY = "activity", _("活动签到")
    MANUAL = "manual", _("补录")


class ServiceRecordQuerySet(models.QuerySet["ServiceRecord"]):
    def counted(self) -> "ServiceRecordQuerySet":
        return self.filter(status=RecordStatus.COUNTED)

    def pending(self) -> "ServiceRecordQuerySet":
        return self.filter(status=RecordStatus.PENDING)

    def standing(self) -> "ServiceRecordQuerySet":
        return self.filter(status__in=STANDING)

    def minutes(self) -> int:
        return int(self.aggregate(sum=Sum("minutes"))["sum"] or 0)

    def visible_to(self, viewer: Viewer) -> "ServiceRecordQuerySet":
        """Staff of the place, and whose hours they are."""
        rule = sees_register(viewer, grid="")
        if viewer.user_id is not None:
            rule |= Q(volunteer__user_id=viewer.user_id) | Q(member__user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "ServiceRecordQuerySet":
        return self.filter(keeps_register(viewer))


class ServiceRecord(CountsReached, KeepsNumbers):
    """What somebody did, from the minute it began to the minute it ended; the way there and back
    is not in it. A record is never deleted: it is void, and the reason stands beside it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    volunteer = models.ForeignKey(
        Volunteer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("志愿者"),
    )
    member = models.ForeignKey(
        MemberCheckin,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("报到党员"),
    )
    """Of a Party member who checked in here and is no volunteer."""
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("记录单位"),
    )
    """Who organised it records it and certifies it; none: the committee of the community."""
    team = models.ForeignKey(
        VolunteerTeam,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("队伍"),
    )
    source = models.CharField(_("从哪里来"), max_length=8, choices=Source)
    reference = models.CharField(_("哪一件"), max_length=40, editable=False)
    """The order, the attendance, or the minute an entry by hand begins at: once per person."""
    what = FreeLine(_("做了什么"), max_length=80)
    begun_at = models.DateTimeField(_("开始"))
    ended_at = models.DateTimeField(_("结束"))
    minutes = models.PositiveIntegerField(_("计多少分钟"))
    status = models.CharField(_("状态"), max_length=8, choices=RecordStatus, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrected_by",
        verbose_name=_("更正哪一条"),
    )
    recorded_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("登记人"),
    )
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("核对人"),
    )
    decided_at = models.DateTimeField(_("核对时间"), null=True, editable=False)
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    objects = ServiceRecordQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization", "member")

    class Meta:
        verbose_name = _("服务记录")
        verbose_name_plural = _("服务记录")
        constraints = [
            models.CheckConstraint(name="record_of_one_person", condition=PERSON),
            reached_in_order("record_reached_people_and_visits"),
            models.CheckConstraint(
                name="record_reached_of_what_no_clock_saw",
                condition=Q(people__isnull=True) | Q(source="manual"),
            ),
            models.UniqueConstraint(
                fields=["volunteer", "source", "reference"],
                condition=Q(status__in=["pending", "counted"], volunteer__isnull=False),
                name="record_once_per_volunteer",
            ),
            models.UniqueConstraint(
                fields=["member", "source", "reference"],
                condition=Q(status__in=["pending", "counted"], member__isnull=False),
                name="record_once_per_member",
            ),
            models.CheckConstraint(
                name="record_status_known", condition=Q(status__in=RecordStatus.values)
            ),
            models.CheckConstraint(
                name="record_source_known", condition=Q(source__in=Source.values)
            ),
            models.CheckConstraint(
                name="record_ends_after_it_began", condition=Q(ended_at__gt=F("begun_at"))
            ),
            models.CheckConstraint(
                name="record_counts_something", condition=Q(minutes__range=(1, 24 * 60))
            ),
            models.CheckConstraint(
                name="record_by_hand_is_seen_by_two",
                condition=~Q(source="manual", status="counted")
                | Q(recorded_by__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="record_over_for_a_reason",
                condition=Q(status__in=["pending", "counted"], reason="")
                | Q(status__in=["refused", "void"]) & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-begun_at", "-id"], name="record_newest"),
            models.Index(fields=["source", "reference"], name="record_by_source"),
            models.Index(
                fields=["community"], name="record_waiting", condition=Q(status="pending")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    @property
    def number(self) -> str:
        return f"S{self.pk:06d}" if self.pk else ""

    @property
    def hours(self) -> str:
        return in_hours(self.minutes)

    @property
    def clock(self) -> int:
        """What lies between beginning and end."""
        return whole_minutes(self.ended_at - self.begun_at)

    @property
    def person(self) -> Volunteer | MemberCheckin:
        found = self.volunteer or self.member
        assert found is not None  # noqa: S101 - the database holds it
        return found

    @property
    def recorder(self) -> str:
        """Who answers for it, and certifies it."""
        return self.organization.title if self.organization else self.community.title


class HourQuestionQuerySet(models.QuerySet["HourQuestion"]):
    def waiting(self) -> "HourQuestionQuerySet":
        return self.filter(outcome="")

    def visible_to(self, viewer: Viewer) -> "HourQuestionQuerySet":
        return self.filter(record__in=ServiceRecord.objects.visible_to(viewer).values("pk"))

    def manageable_by(self, viewer: Viewer) -> "HourQuestionQuerySet":
        return self.filter(keeps_register(viewer))


class HourQuestion(KeepsNumbers):
    """更正申请: he says what is wrong with a record of his; somebody answers with a reason."""

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("更正了")
        KEPT = "kept", _("没有改")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    record = models.ForeignKey(
        ServiceRecord, models.PROTECT, related_name="questions", verbose_name=_("服务记录")
    )
    words = FreeLine(_("哪里不对"), max_length=200)
    minutes = models.PositiveIntegerField(_("他说是多少分钟"))
    asked_at = models.DateTimeField(_("提出时间"), db_default=Now(), editable=False)
    outcome = models.CharField(
        _("结果"), max_length=10, choices=Outcome, blank=True, editable=False
    )
    answer = FreeLine(_("答复"), max_length=200, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("答复人"),
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, editable=False)

    objects = HourQuestionQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("更正申请")
        verbose_name_plural = _("更正申请")
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(outcome=""), name="hour_question_one_at_a_time"
            ),
            models.CheckConstraint(
                name="hour_question_answered_with_a_reason",
                condition=Q(outcome="", answer="", answered_at__isnull=True)
                | ~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="hour_question_says_some_minutes", condition=Q(minutes__range=(0, 24 * 60))
            ),
        ]

    def __str__(self) -> str:
        return str(self.words)

    @property
    def hours(self) -> str:
        return in_hours(self.minutes)


class StarLevel(models.Model):
    """星级: from so many hours on. A place may change the steps and the words."""

    level = models.PositiveSmallIntegerField(_("几星"), unique=True)
    hours = models.PositiveIntegerField(_("满多少小时"), unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("星级")
        verbose_name_plural = _("星级")
        ordering = ["hours"]
        constraints = [
            models.CheckConstraint(
                name="star_level_for_some_hours", condition=Q(hours__gt=0, level__range=(1, 9))
            )
        ]

    def __str__(self) -> str:
        return said(self, "name")


def whole_minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
