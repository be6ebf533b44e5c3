"""What social workers learn and what it brings: hours, examinations, posts with their pay."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import COMMUNITY_SECRETARY
from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models import Area
from core.fields import EncryptedField
from core.models import RowScope
from grids import periods
from organizations.models.courses import CoursePlace
from organizations.models.social_workers import SocialWorker
from organizations.schooling_workflow import (
    MOST_HOURS,
    ExamStatus,
    HoursStatus,
    first_day,
)

OF_A_WORKER_WALL = RowScope(
    community="community_id", with_owner="organizations_socialworker.worker_id"
)
"""Who is there by the worker's own wall: his community, his organisation, himself."""


def of_a_worker(viewer: Viewer) -> Q:
    """Who keeps his record, and himself."""
    kept = SocialWorker.objects.manageable_by(viewer).values("pk")
    rule = Q(worker__in=kept)
    if viewer.user_id is not None:
        rule |= Q(worker__user_id=viewer.user_id)
    return rule


class EducationHoursQuerySet(models.QuerySet["EducationHours"]):
    def counted(self) -> "EducationHoursQuerySet":
        return self.filter(status=HoursStatus.COUNTED)

    def before(self, last: date) -> int:
        """How many hours lie in the period that ends on this day."""
        rows = self.filter(held_on__range=(first_day(last), last))
        return int(rows.aggregate(sum=Sum("hours"))["sum"] or 0)

    def waiting(self) -> "EducationHoursQuerySet":
        return self.filter(status=HoursStatus.TOLD)

    def visible_to(self, viewer: Viewer) -> "EducationHoursQuerySet":
        return self.filter(of_a_worker(viewer))

    def manageable_by(self, viewer: Viewer) -> "EducationHoursQuerySet":
        return self.filter(worker__in=SocialWorker.objects.manageable_by(viewer).values("pk"))


class EducationHours(models.Model):
    """So many hours of continuing education on a day, and the paper that says so."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    worker = models.ForeignKey(
        SocialWorker, models.CASCADE, related_name="education", verbose_name=_("社工")
    )
    held_on = models.DateField(_("哪天"))
    hours = models.PositiveSmallIntegerField(_("学时"))
    what = models.CharField(_("学了什么"), max_length=80)
    place = models.OneToOneField(
        CoursePlace,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="hours",
        verbose_name=_("哪次培训"),
    )
    """Signed by a base of ours, from which they arose; None for a paper from elsewhere."""
    evidence = models.CharField(_("凭什么证明"), max_length=80)
    status = models.CharField(
        _("状态"), max_length=8, choices=HoursStatus, default=HoursStatus.TOLD, editable=False
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

    objects = EducationHoursQuerySet.as_manager()
    row_scope = OF_A_WORKER_WALL
    leads_elsewhere = ("worker",)
    """Stationed in several communities, his record stands in the first."""

    class Meta:
        verbose_name = _("继续教育学时")
        verbose_name_plural = _("继续教育学时")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "held_on", "what"],
                condition=~Q(status="refused"),
                name="education_told_once",
            ),
            models.CheckConstraint(
                name="education_status_known", condition=Q(status__in=HoursStatus.values)
            ),
            models.CheckConstraint(
                name="education_of_some_hours", condition=Q(hours__gte=1, hours__lte=MOST_HOURS)
            ),
            models.CheckConstraint(
                name="education_refused_for_a_reason",
                condition=~Q(status="refused") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="education_counted_by_somebody",
                condition=~Q(status="counted") | Q(decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.what}"


class ExamRewardQuerySet(models.QuerySet["ExamReward"]):
    def for_place(self, place: Area, level: str, day: date) -> "ExamReward | None":
        """The rule in force: the nearest place's, and of one place the newest."""
        rows = self.filter(area__in=place.ancestor_ids, level=level, starts_on__lte=day)
        return rows.order_by("-area__path", "-starts_on").first()


class ExamReward(models.Model):
    """What a place gives who passes, from a day on, by which document."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("哪里"))
    level = models.CharField(_("证书等级"), max_length=16, choices=SocialWorker.Level)
    amount = models.PositiveIntegerField(_("奖励多少元"))
    document = models.CharField(_("依据"), max_length=120)
    starts_on = models.DateField(_("从哪天起"))

    objects = ExamRewardQuerySet.as_manager()

    class Meta:
        verbose_name = _("考试奖励规定")
        verbose_name_plural = _("考试奖励规定")
        ordering = ["area", "level", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "level", "starts_on"], name="exam_reward_once_from_a_day"
            ),
            models.CheckConstraint(
                name="exam_reward_for_a_certificate",
                condition=Q(level__in=["assistant", "intermediate", "senior"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} · {self.get_level_display()}"


class ExamEntryQuerySet(models.QuerySet["ExamEntry"]):
    def visible_to(self, viewer: Viewer) -> "ExamEntryQuerySet":
        return self.filter(of_a_worker(viewer))

    def manageable_by(self, viewer: Viewer) -> "ExamEntryQuerySet":
        return self.filter(worker__in=SocialWorker.objects.manageable_by(viewer).values("pk"))


class ExamEntry(models.Model):
    """Entered for an examination of a year; passed or not; rewarded."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    worker = models.ForeignKey(
        SocialWorker, models.CASCADE, related_name="exams", verbose_name=_("社工")
    )
    year = models.PositiveSmallIntegerField(_("哪一年"))
    level = models.CharField(_("考哪一级"), max_length=16, choices=SocialWorker.Level)
    status = models.CharField(
        _("状态"), max_length=8, choices=ExamStatus, default=ExamStatus.ENTERED, editable=False
    )
    reward = models.PositiveIntegerField(_("奖励多少元"), default=0, editable=False)
    document = models.CharField(_("奖励依据"), max_length=120, blank=True, editable=False)
    voucher = models.CharField(_("发放凭证"), max_length=40, blank=True, editable=False)
    entered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    entered_on = models.DateField(_("登记日期"), default=timezone.localdate, editable=False)
    passed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("核对成绩的人"),
    )
    paid_on = models.DateField(_("发放日期"), null=True, blank=True, editable=False)
    paid_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("发放人"),
    )

    objects = ExamEntryQuerySet.as_manager()
    row_scope = OF_A_WORKER_WALL
    leads_elsewhere = ("worker",)

    class Meta:
        verbose_name = _("职业资格考试")
        verbose_name_plural = _("职业资格考试")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "year", "level"], name="exam_entered_once_a_year"
            ),
            models.CheckConstraint(
                name="exam_status_known", condition=Q(status__in=ExamStatus.values)
            ),
            models.CheckConstraint(
                name="exam_for_a_certificate",
                condition=Q(level__in=["assistant", "intermediate", "senior"]),
            ),
            models.CheckConstraint(
                name="exam_reward_by_a_rule", condition=Q(reward=0) | ~Q(document="")
            ),
            models.CheckConstraint(
                name="exam_paid_with_a_voucher",
                condition=Q(status="paid", paid_on__isnull=False) & ~Q(voucher="")
                | ~Q(status="paid") & Q(paid_on__isnull=True),
            ),
            models.CheckConstraint(
                name="exam_paid_by_another",
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("passed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.year}"


# --- posts and pay --------------------------------------------------------------------------------
class WorkerPayQuerySet(models.QuerySet["WorkerPay"]):
    def on(self, day: date | None = None) -> "WorkerPayQuerySet":
        return self.filter(period__contains=day or timezone.localdate())

    def visible_to(self, viewer: Viewer) -> "WorkerPayQuerySet":
        rule = _pays(viewer)
        if viewer.user_id is not None:
            rule |= Q(worker__user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "WorkerPayQuerySet":
        return self.filter(_pays(viewer))


def _pays(viewer: Viewer) -> Q:
    return Q(worker__in=SocialWorker.objects.filter(whom_he_pays(viewer)).values("pk"))


def whom_he_pays(viewer: Viewer) -> Q:
    """The manager of his organisation; of the community's own the secretary. Nobody else's
    business, not even of those who keep the register."""
    if viewer.sleeping:
        return NOTHING
    rule = NOTHING
    if viewer.organization_ids:
        rule |= Q(organization_id__in=viewer.organization_ids)
    if viewer.role.code == COMMUNITY_SECRETARY:
        rule |= reaches(viewer, grid="") & Q(organization__isnull=True)
    return rule


class WorkerPay(models.Model):
    """His post and what it pays a month, from a day to a day. Sealed; each look is written down."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    worker = models.ForeignKey(
        SocialWorker, models.CASCADE, related_name="pay", verbose_name=_("社工")
    )
    post = models.CharField(_("岗位"), max_length=32)
    amount = EncryptedField(_("岗位津贴（元/月）"), mask="note")
    period = DateRangeField(_("期间"))
    noted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    noted_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = WorkerPayQuerySet.as_manager()
    row_scope = OF_A_WORKER_WALL
    leads_elsewhere = ("worker",)

    class Meta:
        verbose_name = _("社工岗位和津贴")
        verbose_name_plural = _("社工岗位和津贴")
        ordering = ["-period"]
        constraints = [
            ExclusionConstraint(
                name="worker_paid_once_at_a_time",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.post}"

    @property
    def starts_on(self) -> date | None:
        first: date | None = self.period.lower
        return first

    @property
    def last_day(self) -> date | None:
        return periods.last_day(self.period)
