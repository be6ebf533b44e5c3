"""Who was really there, from when to when: by the clock of the server, nobody types hours. A list
on paper knows who came, and not how long: it is said to be as long as the activity lasted."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models.activities import at_desk
from activities.models.enrolments import Enrolment
from activities.workflow import Status
from communities.models import Area
from core.models import RowScope


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, viewer: Viewer) -> "AttendanceQuerySet":
        """Where the enrolment is seen: oneself, the desk, the leader, one's own place."""
        rule = at_desk(viewer) | at_desk(viewer, "enrolment__home")
        if viewer.user_id is not None:
            rule |= Q(enrolment__user=viewer.user_id)
            rule |= Q(enrolment__activity__leader=viewer.user_id)
        return self.filter(rule)

    def of_side(self, viewer: Viewer) -> "AttendanceQuerySet":
        """Each counts once: where he belongs, whoever held it."""
        own = at_desk(viewer) & Q(enrolment__home__isnull=True)
        return self.filter(own | at_desk(viewer, "enrolment__home"))

    def open(self) -> "AttendanceQuerySet":
        """Still there."""
        return self.filter(left_at__isnull=True)

    def unfetched(self) -> "AttendanceQuerySet":
        """Children who are still there."""
        return self.open().filter(
            enrolment__card__isnull=False, enrolment__activity__status=Status.PUBLISHED
        )

    def late(self) -> "AttendanceQuerySet":
        """It is over, and nobody has come for them."""
        return self.unfetched().filter(enrolment__activity__ends_at__lte=timezone.now())


class Attendance(models.Model):
    class How(models.TextChoices):
        CODE = "code", _("扫码")
        LEADER = "leader", _("现场代签")
        HOUSEHOLD = "house", _("智码签到")
        PAPER = "paper", _("纸质名单")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, related_name="attendance", verbose_name=_("报名")
    )
    how = models.CharField(_("怎么签的"), max_length=8, choices=How)
    came_at = models.DateTimeField(_("签到时间"), db_default=Now(), editable=False)
    left_at = models.DateTimeField(_("离开时间"), null=True, editable=False)
    minutes = models.PositiveIntegerField(_("在场分钟"), null=True, editable=False)
    signed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("代签的人"),
    )

    objects = AttendanceQuerySet.as_manager()
    row_scope = RowScope(community="community_id", with_owner="activities_enrolment.enrolment_id")

    class Meta:
        verbose_name = _("签到")
        verbose_name_plural = _("签到")
        constraints = [
            models.CheckConstraint(
                name="attendance_how_known",
                condition=Q(how__in=["code", "leader", "house", "paper"]),
            ),
            models.CheckConstraint(
                name="attendance_closes_with_minutes",
                condition=Q(left_at__isnull=True, minutes__isnull=True)
                | Q(left_at__isnull=False, left_at__gte=F("came_at"), minutes__isnull=False),
            ),
            models.CheckConstraint(
                name="attendance_leader_signs_by_name",
                condition=Q(how="code") | Q(signed_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["community", "-came_at"], name="attendance_newest")]

    def __str__(self) -> str:
        return str(self.enrolment)
