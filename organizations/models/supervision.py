"""Who supervises, and when he sat with whom: headings only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import NameField
from core.models import RowScope
from core.words import listed
from organizations.models.checkins import TimeSlot
from organizations.models.schooling import whom_he_pays
from organizations.models.social_workers import SocialWorker
from organizations.supervision_workflow import LONGEST, SHORTEST, Topic


def said_of(topics: list[str]) -> str:
    return listed(str(Topic(each).label) for each in topics)


def when(times: list[str]) -> str:
    return listed(str(TimeSlot(each).label) for each in times)


class SupervisorQuerySet(models.QuerySet["Supervisor"]):
    def standing(self) -> "SupervisorQuerySet":
        return self.filter(until__isnull=True)

    def visible_to(self, viewer: Viewer) -> "SupervisorQuerySet":
        """A pool is to be chosen from: by all who work with social workers (the page asks who)."""
        return self.all()

    def manageable_by(self, viewer: Viewer) -> "SupervisorQuerySet":
        return self.filter(worker__in=SocialWorker.objects.manageable_by(viewer).values("pk"))


class Supervisor(models.Model):
    """A line of the pool: a social worker, what he is good at, since when."""

    worker = models.ForeignKey(
        SocialWorker, models.PROTECT, related_name="supervising", verbose_name=_("社工")
    )
    name = NameField(_("姓名"))
    unit = models.CharField(_("从哪里来"), max_length=80)
    topics = ArrayField(
        models.CharField(max_length=12, choices=Topic), verbose_name=_("擅长督导什么")
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("能去哪里"),
        help_text=_("空着是不限地方（电话、线上）"),
    )
    times = ArrayField(
        models.CharField(max_length=16, choices=TimeSlot),
        default=list,
        blank=True,
        verbose_name=_("什么时候有空"),
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("账号"),
    )
    """Kept here, because who asks for him from elsewhere does not see his row of the register."""
    since = models.DateField(_("从哪天起"))
    until = models.DateField(_("到哪天（含）"), null=True, blank=True, editable=False)
    named_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    objects = SupervisorQuerySet.as_manager()
    # To be chosen from, by whoever works with social workers, in any community.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("督导")
        verbose_name_plural = _("督导库")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(until__isnull=True), name="supervisor_once_at_a_time"
            ),
            models.CheckConstraint(
                name="supervisor_of_something",
                condition=Q(topics__contained_by=Topic.values, topics__len__gt=0),
            ),
            models.CheckConstraint(
                name="supervisor_times_known", condition=Q(times__contained_by=TimeSlot.values)
            ),
            models.CheckConstraint(
                name="supervisor_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def good_at(self) -> str:
        return said_of(self.topics)

    @property
    def slots(self) -> str:
        return when(self.times)

    def comes_to(self, place: Area) -> bool:
        return self.area_id is None or self.area_id in place.ancestor_ids


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    def visible_to(self, viewer: Viewer) -> "SupervisionQuerySet":
        """The two, and the manager of who was supervised: whoever pays him. Nobody else, not even
        of those who keep the register."""
        led = SocialWorker.objects.filter(whom_he_pays(viewer)).values("pk")
        rule = Q(worker__in=led)
        if viewer.user_id is not None and not viewer.sleeping:
            rule |= Q(supervisor_user_id=viewer.user_id) | Q(worker__user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "SupervisionQuerySet":
        """Written once, by the supervisor; nobody changes it."""
        return self.none()


class Supervision(models.Model):
    """One sitting: who with whom, when, how long, under which headings."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    supervisor = models.ForeignKey(
        Supervisor, models.PROTECT, related_name="sittings", verbose_name=_("督导")
    )
    supervisor_user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("督导的账号")
    )
    worker = models.ForeignKey(
        SocialWorker, models.CASCADE, related_name="supervised", verbose_name=_("社工")
    )
    held_on = models.DateField(_("哪天"))
    minutes = models.PositiveSmallIntegerField(_("多少分钟"))
    topics = ArrayField(models.CharField(max_length=12, choices=Topic), verbose_name=_("谈了什么"))
    noted_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    objects = SupervisionQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        person="supervisor_user_id",
        with_owner="organizations_socialworker.worker_id",
    )
    leads_elsewhere = ("worker", "supervisor")
    """A supervisor comes from any organisation."""

    class Meta:
        verbose_name = _("督导记录")
        verbose_name_plural = _("督导记录")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "worker", "held_on"], name="supervised_once_a_day"
            ),
            models.CheckConstraint(
                name="supervision_of_some_minutes",
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
            ),
            models.CheckConstraint(
                name="supervision_about_something",
                condition=Q(topics__contained_by=Topic.values, topics__len__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor} · {self.held_on}"

    @property
    def about(self) -> str:
        return said_of(self.topics)
