"""Training courses of social workers: where, by whom, for how many, and who was there."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.fields import NameField
from core.models import RowScope
from organizations.access import keeps_register, under
from organizations.course_workflow import (
    MOST_COURSE_HOURS,
    CourseExam,
    CourseKind,
    CourseStatus,
    PlaceStatus,
)
from organizations.models.facilities import Facility
from organizations.models.organizations import Organization
from organizations.models.social_workers import SocialWorker
from organizations.supervision_workflow import HowItWas


class TrainingCourseQuerySet(models.QuerySet["TrainingCourse"]):
    def open(self) -> "TrainingCourseQuerySet":
        return self.filter(status=CourseStatus.OPEN)

    def to_be_signed(self, day: date | None = None) -> "TrainingCourseQuerySet":
        """The day has come, or is past, and nobody has said who was there."""
        return self.open().filter(held_on__lte=day or timezone.localdate())

    def to_be_graded(self) -> "TrainingCourseQuerySet":
        """Signed, and nobody has said who passed."""
        return self.filter(status=CourseStatus.HELD).exclude(exam=CourseExam.NONE)

    def tomorrow(self, day: date | None = None) -> "TrainingCourseQuerySet":
        return self.open().filter(held_on=(day or timezone.localdate()) + timedelta(days=1))

    def visible_to(self, viewer: Viewer) -> "TrainingCourseQuerySet":
        """Announced means: to all who work with social workers (the pages ask who does)."""
        return self.all()

    def manageable_by(self, viewer: Viewer) -> "TrainingCourseQuerySet":
        """Its base: the organisation behind it, and who keeps the place it stands in."""
        rule = Q(holder_id__in=viewer.organization_ids)
        if keeps_register(viewer):
            rule |= under(viewer, "area") & Q(base__isnull=False)
        return self.filter(rule)


class TrainingCourse(models.Model):
    """One day of learning. Where it is announced, its trainer is named like on a poster."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", editable=False, verbose_name=_("哪里")
    )
    base = models.ForeignKey(
        Facility,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("培训基地"),
    )
    """None where an organisation trains at its own seat."""
    holder = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("哪个组织办"),
    )
    """Who runs the base, or whose seat it is; None where the place itself keeps its base."""
    kind = models.CharField(_("种类"), max_length=8, choices=CourseKind)
    title = models.CharField(_("学什么"), max_length=60)
    hours = models.PositiveSmallIntegerField(_("学时"))
    exam = models.CharField(
        _("怎么考核"), max_length=8, choices=CourseExam, default=CourseExam.NONE
    )
    held_on = models.DateField(_("哪天"))
    starts_at = models.TimeField(_("几点开始"))
    capacity = models.PositiveSmallIntegerField(_("几个名额"))
    taken = models.PositiveSmallIntegerField(_("报了几个"), default=0, editable=False)
    """Kept here, because who enrols does not see the rows of strangers."""
    trainer = models.ForeignKey(
        SocialWorker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taught",
        verbose_name=_("讲课的社工"),
    )
    trainer_name = models.CharField(_("谁来讲"), max_length=32)
    lecturer = models.ForeignKey(
        "organizations.Trainer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("师资库里的老师"),
    )
    trainer_unit = models.CharField(_("讲课人的单位"), max_length=80, blank=True)
    said_good = models.PositiveSmallIntegerField(_("说很有帮助的"), default=0, editable=False)
    said_fair = models.PositiveSmallIntegerField(_("说有一些帮助的"), default=0, editable=False)
    said_poor = models.PositiveSmallIntegerField(_("说帮助不大的"), default=0, editable=False)
    """Kept here, because who reads how it was received does not see who said it."""
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=CourseStatus,
        default=CourseStatus.OPEN,
        editable=False,
    )
    reason = models.CharField(_("取消原因"), max_length=200, blank=True, editable=False)
    announced_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("发布人")
    )
    announced_at = models.DateTimeField(_("发布时间"), db_default=Now(), editable=False)

    objects = TrainingCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("社工培训")
        verbose_name_plural = _("社工培训")
        constraints = [
            models.CheckConstraint(
                name="course_kind_known", condition=Q(kind__in=CourseKind.values)
            ),
            models.CheckConstraint(
                name="course_exam_known", condition=Q(exam__in=CourseExam.values)
            ),
            models.CheckConstraint(
                name="course_status_known", condition=Q(status__in=CourseStatus.values)
            ),
            models.CheckConstraint(
                name="course_graded_where_examined",
                condition=~Q(status="graded") | ~Q(exam="none"),
            ),
            models.CheckConstraint(
                name="course_has_a_base",
                condition=Q(base__isnull=False) | Q(holder__isnull=False),
            ),
            models.CheckConstraint(name="course_has_a_trainer", condition=~Q(trainer_name="")),
            models.CheckConstraint(
                name="course_of_some_hours",
                condition=Q(hours__gte=1, hours__lte=MOST_COURSE_HOURS),
            ),
            models.CheckConstraint(
                name="course_takes_no_more_than_it_has", condition=Q(taken__lte=F("capacity"))
            ),
            models.CheckConstraint(
                name="course_judged_by_no_more_than_were_there",
                condition=Q(
                    taken__gte=F("said_good") + F("said_fair") + F("said_poor"),
                ),
            ),
            models.CheckConstraint(
                name="course_cancelled_for_a_reason",
                condition=Q(status="cancelled") & ~Q(reason="")
                | ~Q(status="cancelled") & Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["status", "held_on"], name="courses")]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        place = self.base or self.holder
        return place.title if place is not None else ""

    @property
    def address(self) -> str:
        place = self.base or self.holder
        return place.place if isinstance(place, Facility) else ""

    @property
    def room_left(self) -> int:
        return self.capacity - self.taken

    @property
    def is_open(self) -> bool:
        return self.status == CourseStatus.OPEN

    @property
    def is_examined(self) -> bool:
        return self.exam != CourseExam.NONE

    @property
    def is_to_be_graded(self) -> bool:
        return self.status == CourseStatus.HELD and self.is_examined

    @property
    def has_come(self) -> bool:
        return self.held_on <= timezone.localdate()

    @property
    def is_over(self) -> bool:
        return self.held_on < timezone.localdate()

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area


class CoursePlaceQuerySet(models.QuerySet["CoursePlace"]):
    def enrolled(self) -> "CoursePlaceQuerySet":
        return self.filter(status=PlaceStatus.ENROLLED)

    def signed(self) -> "CoursePlaceQuerySet":
        return self.filter(status=PlaceStatus.SIGNED)

    def visible_to(self, viewer: Viewer) -> "CoursePlaceQuerySet":
        """Himself, who keeps his record, and the base that signs."""
        signs = TrainingCourse.objects.manageable_by(viewer).values("pk")
        return self.filter(_his(viewer) | Q(course__in=signs))

    def manageable_by(self, viewer: Viewer) -> "CoursePlaceQuerySet":
        """Who may give it back."""
        return self.filter(_his(viewer))


def _his(viewer: Viewer) -> Q:
    if viewer.sleeping:
        return NOTHING
    rule = Q(worker__in=SocialWorker.objects.manageable_by(viewer).values("pk"))
    if viewer.user_id is not None:
        rule |= Q(user_id=viewer.user_id)
    return rule


class CoursePlace(models.Model):
    """A line of the list that is signed on the day: by whose name, sent by whom."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    course = models.ForeignKey(
        TrainingCourse, models.PROTECT, related_name="places", verbose_name=_("培训")
    )
    worker = models.ForeignKey(
        SocialWorker, models.PROTECT, related_name="courses", verbose_name=_("社工")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("账号")
    )
    holder = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("哪个组织办")
    )
    name = NameField(_("姓名"))
    unit = models.CharField(_("从哪里来"), max_length=80)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=PlaceStatus,
        default=PlaceStatus.ENROLLED,
        editable=False,
    )
    enrolled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("报名的人")
    )
    enrolled_at = models.DateTimeField(_("报名时间"), db_default=Now(), editable=False)
    signed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("签到的人"),
    )
    passed = models.BooleanField(_("通过了"), null=True, editable=False)
    """None where it is not examined, and until the base has said it."""
    certificate = models.CharField(_("结业证编号"), max_length=32, blank=True, editable=False)
    certified_on = models.DateField(_("发证日期"), null=True, editable=False)
    mark = models.CharField(
        _("觉得怎样"), max_length=4, choices=HowItWas, blank=True, editable=False
    )
    word = models.CharField(_("一句话"), max_length=60, blank=True, editable=False)

    objects = CoursePlaceQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        person="user_id",
        organization="holder_id",
        with_owner="organizations_socialworker.worker_id",
    )
    leads_elsewhere = ("worker", "course", "holder")
    """Courses take people from wherever they work."""

    class Meta:
        verbose_name = _("培训名单")
        verbose_name_plural = _("培训名单")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "worker"],
                condition=~Q(status="withdrawn"),
                name="course_taken_once_by_each",
            ),
            models.CheckConstraint(
                name="course_place_status_known", condition=Q(status__in=PlaceStatus.values)
            ),
            models.CheckConstraint(
                name="course_signed_by_another",
                condition=Q(status="signed", signed_by__isnull=False)
                & (Q(user__isnull=True) | ~Q(signed_by=F("user")))
                | ~Q(status="signed") & Q(signed_by__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=~Q(certificate=""),
                name="course_certificate_numbered_once",
            ),
            models.CheckConstraint(
                name="course_passed_by_who_was_there",
                condition=Q(passed__isnull=True) | Q(status="signed"),
            ),
            models.CheckConstraint(
                name="course_judged_by_who_was_there",
                condition=Q(mark="", word="") | Q(status="signed") & ~Q(mark=""),
            ),
            models.CheckConstraint(
                name="course_certificate_of_who_finished",
                condition=Q(certificate="", certified_on__isnull=True)
                | ~Q(certificate="")
                & Q(certified_on__isnull=False, status="signed")
                & (Q(passed__isnull=True) | Q(passed=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} · {self.name}"
