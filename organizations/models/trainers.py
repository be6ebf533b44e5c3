"""Where social workers are taught (培训基地) and by whom (师资): two registers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.fields import NameField
from core.models import RowScope
from organizations.access import keeps_register, under
from organizations.course_workflow import CourseStatus
from organizations.models.facilities import Facility
from organizations.models.organizations import Organization
from organizations.models.social_workers import SocialWorker
from organizations.models.supervision import said_of
from organizations.supervision_workflow import Topic

HELD = [CourseStatus.HELD.value, CourseStatus.GRADED.value]


def _kept(viewer: Viewer) -> Q:
    return under(viewer, "area") if keeps_register(viewer) else NOTHING


class TrainingBaseQuerySet(models.QuerySet["TrainingBase"]):
    def standing(self) -> "TrainingBaseQuerySet":
        return self.filter(until__isnull=True)

    def with_courses(self) -> "TrainingBaseQuerySet":
        """`held`: how many courses it has held since it is one."""
        there = Q(facility__courses__status__in=HELD, facility__courses__held_on__gte=F("since"))
        at_the_seat = Q(
            organization__courses__status__in=HELD,
            organization__courses__base__isnull=True,
            organization__courses__held_on__gte=F("since"),
        )
        return self.annotate(
            in_rooms=Count("facility__courses", filter=there, distinct=True),
            at_seat=Count("organization__courses", filter=at_the_seat, distinct=True),
        )

    def visible_to(self, viewer: Viewer) -> "TrainingBaseQuerySet":
        """To all who work with social workers (the page asks who)."""
        return self.all()

    def manageable_by(self, viewer: Viewer) -> "TrainingBaseQuerySet":
        return self.filter(_kept(viewer))


class TrainingBase(models.Model):
    """A place, or the seat of an organisation, that is one: since when, for what."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", editable=False, verbose_name=_("哪里")
    )
    facility = models.ForeignKey(
        Facility,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_bases",
        verbose_name=_("哪处设施"),
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_bases",
        verbose_name=_("哪个组织"),
    )
    what = models.CharField(_("用来培训什么"), max_length=80)
    since = models.DateField(_("从哪天起"))
    until = models.DateField(_("到哪天（含）"), null=True, blank=True, editable=False)
    reason = models.CharField(_("为什么不再是"), max_length=200, blank=True, editable=False)
    named_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    objects = TrainingBaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("培训基地")
        verbose_name_plural = _("培训基地")
        constraints = [
            models.CheckConstraint(
                name="training_base_is_one_place",
                condition=Q(facility__isnull=True, organization__isnull=False)
                | Q(facility__isnull=False, organization__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["facility"],
                condition=Q(until__isnull=True),
                name="training_base_once_in_a_facility",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(until__isnull=True),
                name="training_base_once_at_a_seat",
            ),
            models.CheckConstraint(name="training_base_for_something", condition=~Q(what="")),
            models.CheckConstraint(
                name="training_base_ended_for_a_reason",
                condition=Q(until__isnull=True, reason="")
                | Q(until__isnull=False, until__gte=F("since")) & ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["area"], name="training_bases")]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Facility | Organization | None:
        return self.facility or self.organization

    @property
    def title(self) -> str:
        return self.place.title if self.place is not None else ""

    @property
    def held(self) -> int:
        return int(getattr(self, "in_rooms", 0)) + int(getattr(self, "at_seat", 0))

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area


class TrainerQuerySet(models.QuerySet["Trainer"]):
    def standing(self) -> "TrainerQuerySet":
        return self.filter(until__isnull=True)

    def visible_to(self, viewer: Viewer) -> "TrainerQuerySet":
        """To be invited by whoever holds courses (the page asks who)."""
        return self.all()

    def manageable_by(self, viewer: Viewer) -> "TrainerQuerySet":
        return self.filter(_kept(viewer))


class Trainer(models.Model):
    """Somebody who teaches: a social worker of ours, or a guest of some unit."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("哪里登记的"))
    worker = models.ForeignKey(
        SocialWorker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teaching",
        verbose_name=_("社工"),
    )
    name = NameField(_("姓名"))
    unit = models.CharField(_("单位"), max_length=80)
    topics = ArrayField(models.CharField(max_length=12, choices=Topic), verbose_name=_("讲什么"))
    since = models.DateField(_("从哪天起"))
    until = models.DateField(_("到哪天（含）"), null=True, blank=True, editable=False)
    named_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    objects = TrainerQuerySet.as_manager()
    row_scope = RowScope(declared=True)
    # To be invited by whoever holds courses, in any community.

    class Meta:
        verbose_name = _("师资")
        verbose_name_plural = _("师资库")
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(until__isnull=True), name="trainer_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["area", "unit", "name"],
                condition=Q(until__isnull=True, worker__isnull=True),
                name="trainer_guest_named_once",
            ),
            models.CheckConstraint(
                name="trainer_of_something",
                condition=Q(topics__contained_by=Topic.values, topics__len__gt=0),
            ),
            models.CheckConstraint(
                name="trainer_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["area"], name="trainers")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def teaches(self) -> str:
        return said_of(self.topics)

    @property
    def is_standing(self) -> bool:
        return self.until is None

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area
