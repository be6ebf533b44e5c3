"""The duty roster: who sits at which post from when to when, and who changes with whom."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from accounts.roles import (
    COMMUNITY_SECRETARY,
    COMMUNITY_STAFF,
    DISPATCHER,
    GRID_WORKER,
    SOCIAL_WORKER,
    STREET_OFFICIAL,
)
from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models.area import Area
from communities.models.rooms import keeps_rooms
from communities.workflow import OPEN_SWAP, PlanStatus, SwapStatus
from core.fields import FreeLine, NameField
from core.models import KeepsNumbers, RowScope
from core.words import said

SERVE = (COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER, SOCIAL_WORKER)
"""Who works in a community, and so takes his turn."""
READ = frozenset({*SERVE, DISPATCHER, STREET_OFFICIAL})
"""Who reads a published month: colleagues, and the street that has to reach somebody."""


def keeps_roster(viewer: Viewer) -> Q:
    """The staff of the community as a whole make the plan."""
    return keeps_rooms(viewer)


def _reads_roster(viewer: Viewer) -> Q:
    return reaches(viewer, grid="") if viewer.role.code in READ else NOTHING


class DutyPost(models.Model):
    """A place that somebody must be at: the hall's counter, the night, the hotline."""

    class DoorNames(models.TextChoices):
        SURNAME = "surname", _("姓和职务")
        FULL = "full", _("全名")

    community = models.ForeignKey(
        Area, models.PROTECT, related_name="duty_posts", verbose_name=_("社区")
    )
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("同时几个人"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    place = models.CharField(_("在哪里"), max_length=64, blank=True)
    telephone = models.CharField(
        _("值班电话（公示）"), max_length=20, blank=True, help_text=_("岗位的电话，不是谁的手机")
    )
    door_names = models.CharField(
        _("公示时写"), max_length=8, choices=DoorNames, default=DoorNames.SURNAME
    )
    takes_vacant_grids = models.BooleanField(
        _("兜底空岗网格"),
        default=False,
        help_text=_("下班以后和节假日，没有网格员的网格先打这个岗位"),
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("值班岗位")
        verbose_name_plural = _("值班岗位")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="duty_post_named_once"),
            models.CheckConstraint(name="duty_post_seats", condition=Q(seats__gte=1, seats__lte=9)),
            models.CheckConstraint(
                name="duty_post_door_names_known", condition=Q(door_names__in=["surname", "full"])
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")


class DutyHours(models.Model):
    """When a post is manned. An end before the beginning is the next morning's."""

    class Days(models.TextChoices):
        DAILY = "daily", _("每天")
        WORKDAY = "workday", _("工作日（含调休上班）")
        DAY_OFF = "day_off", _("休息日（周末和节假日）")
        WEEKEND = "weekend", _("周末（不含节假日）")
        HOLIDAY = "holiday", _("节假日")
        MONDAY = "mon", _("每周一")
        TUESDAY = "tue", _("每周二")
        WEDNESDAY = "wed", _("每周三")
        THURSDAY = "thu", _("每周四")
        FRIDAY = "fri", _("每周五")
        SATURDAY = "sat", _("每周六")
        SUNDAY = "sun", _("每周日")

    post = models.ForeignKey(
        DutyPost, models.CASCADE, related_name="hours", verbose_name=_("值班岗位")
    )
    days = models.CharField(_("哪些天"), max_length=8, choices=Days, default=Days.WORKDAY)
    starts = models.TimeField(_("几点开始"))
    ends = models.TimeField(_("几点结束"), help_text=_("早于开始，就是到第二天"))

    class Meta:
        verbose_name = _("值班时间")
        verbose_name_plural = _("值班时间")
        ordering = ["starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["post", "days", "starts"], name="duty_hours_once"),
            models.CheckConstraint(
                name="duty_hours_days_known",
                condition=Q(
                    days__in=[
                        *("daily", "workday", "day_off", "weekend", "holiday"),
                        *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_days_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"


class DutyPlan(models.Model):
    """One month of a community. Until it is published only those who make it see it."""

    community = models.ForeignKey(
        Area, models.PROTECT, related_name="duty_plans", verbose_name=_("社区")
    )
    month = models.DateField(_("月份"))
    status = models.CharField(
        _("状态"), max_length=12, choices=PlanStatus, default=PlanStatus.DRAFT
    )
    published_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("公布人"),
    )
    published_at = models.DateTimeField(_("公布时间"), null=True, editable=False)

    class Meta:
        verbose_name = _("月值班表")
        verbose_name_plural = _("月值班表")
        constraints = [
            models.UniqueConstraint(fields=["community", "month"], name="duty_plan_once"),
            models.CheckConstraint(name="duty_plan_first_of_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="duty_plan_published_by_somebody",
                condition=Q(status="draft", published_at__isnull=True, published_by__isnull=True)
                | Q(status="published", published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.month:%Y-%m}"

    @property
    def is_published(self) -> bool:
        return self.status == PlanStatus.PUBLISHED


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    def published(self) -> "DutyShiftQuerySet":
        return self.filter(plan__status=PlanStatus.PUBLISHED)

    def at(self, moment: datetime) -> "DutyShiftQuerySet":
        return self.published().filter(period__contains=moment)

    def empty(self) -> "DutyShiftQuerySet":
        return self.filter(person__isnull=True, helper="")

    def to_come(self) -> "DutyShiftQuerySet":
        return self.filter(period__endswith__gt=timezone.now())

    def visible_to(self, viewer: Viewer) -> "DutyShiftQuerySet":
        """A draft is for those who make it; what is published for all who work there."""
        published = Q(plan__status=PlanStatus.PUBLISHED)
        rule = keeps_roster(viewer) | (published & _reads_roster(viewer))
        if viewer.user_id is not None:
            rule |= published & Q(person_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "DutyShiftQuerySet":
        return self.filter(keeps_roster(viewer))

    def served_by(self, viewer: Viewer) -> "DutyShiftQuerySet":
        if viewer.user_id is None:
            return self.none()
        return self.published().filter(person_id=viewer.user_id)


class DutyShift(models.Model):
    """One seat of a post for some hours. Without anybody on it, it is a gap that all can see.

    The database keeps what the actions promise: nobody sits in two places at once, and no seat
    is there twice.
    """

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    plan = models.ForeignKey(
        DutyPlan, models.PROTECT, related_name="shifts", verbose_name=_("月值班表")
    )
    post = models.ForeignKey(
        DutyPost, models.PROTECT, related_name="shifts", verbose_name=_("值班岗位")
    )
    seat = models.PositiveSmallIntegerField(_("第几个位子"), default=1)
    period = DateTimeRangeField(_("时间"))
    person = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duty_shifts",
        verbose_name=_("值班人"),
    )
    helper = NameField(_("外来值班人"), max_length=32, blank=True)
    helper_unit = models.CharField(_("哪个单位"), max_length=64, blank=True)

    objects = DutyShiftQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="person_id")

    class Meta:
        verbose_name = _("班次")
        verbose_name_plural = _("班次")
        constraints = [
            ExclusionConstraint(
                name="duty_seat_there_once",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="duty_person_in_one_place",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="duty_shift_has_both_ends",
                condition=Q(
                    period__isempty=False, period__lower_inf=False, period__upper_inf=False
                ),
            ),
            models.CheckConstraint(
                name="duty_shift_one_holder", condition=Q(person__isnull=True) | Q(helper="")
            ),
        ]
        indexes = [models.Index(fields=["plan", "post"], name="duty_shift_of_month")]

    def __str__(self) -> str:
        return f"{self.post} {timezone.localtime(self.period.lower):%Y-%m-%d %H:%M}"

    @property
    def is_empty(self) -> bool:
        return self.person_id is None and not self.helper

    @property
    def is_over(self) -> bool:
        return bool(self.period.upper <= timezone.now())

    @property
    def has_begun(self) -> bool:
        return bool(self.period.lower <= timezone.now())


class ShiftSwapQuerySet(models.QuerySet["ShiftSwap"]):
    def open(self) -> "ShiftSwapQuerySet":
        return self.filter(status__in=OPEN_SWAP)

    def with_secretaries(self) -> "ShiftSwapQuerySet":
        """Who holds the office in that community today and is neither of the two."""
        held = RoleGrant.objects.in_force().filter(
            role=COMMUNITY_SECRETARY,
            area_scopes__area=OuterRef("community"),
            user__is_active=True,
        )
        third = held.exclude(user=OuterRef("asked_by")).exclude(user=OuterRef("asked_of"))
        return self.annotate(secretary_ids=ArraySubquery(third.order_by("pk").values("user_id")))

    def visible_to(self, viewer: Viewer) -> "ShiftSwapQuerySet":
        """The two, and who makes the plan."""
        rule = keeps_roster(viewer)
        if viewer.user_id is not None:
            rule |= Q(asked_by_id=viewer.user_id) | Q(asked_of_id=viewer.user_id)
        return self.filter(rule)


class ShiftSwap(KeepsNumbers):
    """A asks B to take a shift, against one of B's or for nothing."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    shift = models.ForeignKey(
        DutyShift, models.PROTECT, related_name="swaps", verbose_name=_("要换出的班")
    )
    wanted = models.ForeignKey(
        DutyShift,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("要换来的班"),
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    asked_of = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("对方")
    )
    note = FreeLine(_("为什么换"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=12, choices=SwapStatus, default=SwapStatus.ASKED
    )
    reason = FreeLine(_("没换成的原因"), max_length=200, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("批准人"),
    )
    asked_at = models.DateTimeField(_("提出时间"), db_default=Now())
    changed_at = models.DateTimeField(_("最近变动"), db_default=Now(), editable=False)

    objects = ShiftSwapQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="asked_by_id")

    class Meta:
        verbose_name = _("换班")
        verbose_name_plural = _("换班")
        constraints = [
            models.UniqueConstraint(
                fields=["shift"],
                name="swap_one_open_per_shift",
                condition=Q(status__in=["asked", "agreed"]),
            ),
            models.CheckConstraint(
                name="swap_status_known",
                condition=Q(
                    status__in=["asked", "agreed", "approved", "refused", "withdrawn", "lapsed"]
                ),
            ),
            models.CheckConstraint(name="swap_between_two", condition=~Q(asked_by=F("asked_of"))),
            models.CheckConstraint(
                name="swap_decided_by_a_third",
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("asked_of"))),
            ),
            models.CheckConstraint(
                name="swap_approved_by_somebody",
                condition=~Q(status="approved") | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="swap_refused_with_a_reason", condition=~Q(status="refused") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift} → {self.wanted or '—'}"
