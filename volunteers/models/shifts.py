"""A shift of volunteers: what it may cost somebody, what he must hold, who took it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models import Activity, Enrolment
from activities.workflow import Status
from communities.models import Area
from core.models import RowScope
from volunteers.access import keeps_register, sees_register
from volunteers.models.reached import CountsReached, reached_in_order
from volunteers.models.skills import Skill
from volunteers.models.teams import VolunteerTeam
from volunteers.models.volunteers import Volunteer


class ShiftQuerySet(models.QuerySet["Shift"]):
    def visible_to(self, viewer: Viewer) -> "ShiftQuerySet":
        """The desk of the place, and the volunteers who serve there."""
        rule = sees_register(viewer, grid="")
        if viewer.user_id is not None:
            mine = Volunteer.objects.filter(user=viewer.user_id).values("community")
            rule |= Q(community__in=mine)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "ShiftQuerySet":
        return self.filter(keeps_register(viewer))

    def led_by(self, viewer: Viewer) -> "ShiftQuerySet":
        """Of a team he leads, and whose people are chosen."""
        led = VolunteerTeam.objects.led_by(viewer)
        return self.filter(is_chosen=True, team__in=led.values("pk"))

    def to_choose(self) -> "ShiftQuerySet":
        """The deadline has passed, it is still to come, and somebody who asked has no answer."""
        now = timezone.now()
        asked = ShiftApplication.objects.filter(shift=OuterRef("pk"), outcome="asked")
        return self.filter(
            Exists(asked),
            is_chosen=True,
            apply_until__lte=now,
            activity__status=Status.PUBLISHED,
            activity__starts_at__gt=now,
        )


class Shift(CountsReached):
    """When, where, how many, who waits and who was there is the activity's; this is what makes it
    a shift. One of each, so hours are one record per volunteer and shift."""

    class Kind(models.TextChoices):
        """What volunteers come together for; only a service counts as hours of service."""

        SERVICE = "service", _("服务")
        MEETING = "meeting", _("开会")
        TRAINING = "training", _("培训")

    class Risk(models.TextChoices):
        LOW = "low", _("一般")
        HIGH = "high", _("风险较高")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="shift", verbose_name=_("哪一场")
    )
    kind = models.CharField(_("哪一种"), max_length=8, choices=Kind, default=Kind.SERVICE)
    requirement = models.CharField(_("对人的要求"), max_length=120, blank=True)
    apply_until = models.DateTimeField(_("报名截止"), null=True, blank=True)
    is_chosen = models.BooleanField(_("截止以后挑选"), default=False)
    """Who comes is chosen among those who asked, instead of first come, first served."""
    team = models.ForeignKey(
        VolunteerTeam,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
        verbose_name=_("哪支队伍的班次"),
        help_text=_("要挑人的，队长也可以挑"),
    )
    risk = models.CharField(_("风险"), max_length=8, choices=Risk, default=Risk.LOW)
    risk_notice = models.CharField(
        _("风险提示"), max_length=500, blank=True, help_text=_("报名的人先看过、点了知道才算报上")
    )
    insurance_number = models.CharField(_("保险单号"), max_length=40, blank=True)
    licence = models.ForeignKey(
        Skill,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("要持证的技能"),
    )

    objects = ShiftQuerySet.as_manager()
    # What is asked of whoever comes; no person stands in it.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("志愿者班次")
        verbose_name_plural = _("志愿者班次")
        constraints = [
            models.CheckConstraint(name="shift_risk_known", condition=Q(risk__in=["low", "high"])),
            models.CheckConstraint(
                name="shift_of_high_risk_is_told_and_insured",
                condition=Q(risk="low") | ~Q(risk_notice="") & ~Q(insurance_number=""),
            ),
            models.CheckConstraint(
                name="shift_kind_known", condition=Q(kind__in=["service", "meeting", "training"])
            ),
            models.CheckConstraint(
                name="shift_chosen_after_a_deadline",
                condition=Q(is_chosen=False) | Q(apply_until__isnull=False),
            ),
            models.CheckConstraint(
                name="shift_meeting_is_open_to_all",
                condition=Q(is_chosen=False) | ~Q(kind="meeting"),
            ),
            reached_in_order("shift_reached_people_and_visits"),
        ]

    def __str__(self) -> str:
        return self.activity.heading

    @property
    def is_service(self) -> bool:
        return self.kind == self.Kind.SERVICE

    @property
    def is_closed(self) -> bool:
        """The deadline has passed; without one it is open until it begins."""
        return self.apply_until is not None and self.apply_until <= timezone.now()

    @property
    def takes_people(self) -> bool:
        return self.activity.takes_people and not self.is_closed

    @property
    def is_risky(self) -> bool:
        return self.risk == self.Risk.HIGH


class ShiftPlace(models.Model):
    """Who took it. What is noted is for planning: nothing asks for it before he comes again."""

    class Note(models.TextChoices):
        NONE = "", "–"
        LATE = "late", _("开始前一天内退出")
        ABSENT = "absent", _("没来")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="places", verbose_name=_("班次"))
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="shift_places", verbose_name=_("志愿者")
    )
    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, related_name="shift_place", verbose_name=_("报名")
    )
    told_at = models.DateTimeField(_("看过风险提示"), db_default=Now(), editable=False)
    note = models.CharField(_("备注"), max_length=8, choices=Note, blank=True, editable=False)
    passed_on = models.DateField(_("培训合格"), null=True, blank=True, editable=False)

    row_scope = RowScope(community="community_id", with_owner="volunteers_volunteer.volunteer_id")

    class Meta:
        verbose_name = _("班次报名")
        verbose_name_plural = _("班次报名")
        constraints = [
            models.UniqueConstraint(fields=["shift", "volunteer"], name="shift_place_once"),
            models.CheckConstraint(
                name="shift_place_note_known", condition=Q(note__in=["", "late", "absent"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} ∋ {self.volunteer_id}"


class ShiftApplicationQuerySet(models.QuerySet["ShiftApplication"]):
    def visible_to(self, viewer: Viewer) -> "ShiftApplicationQuerySet":
        """Whoever chooses, and he himself: it is no business of a grid."""
        rule = _chooses(viewer)
        if viewer.user_id is not None:
            rule |= Q(volunteer__user=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "ShiftApplicationQuerySet":
        return self.filter(_chooses(viewer))


def _chooses(viewer: Viewer) -> Q:
    """The desk of the place, and the leader of the team whose shift it is."""
    of_led_teams = Q(shift__in=Shift.objects.led_by(viewer).values("pk"))
    return keeps_register(viewer) | of_led_teams


class ShiftApplication(models.Model):
    """He would come; who answers for the shift chooses after the deadline."""

    class Outcome(models.TextChoices):
        ASKED = "asked", _("等挑选")
        CHOSEN = "chosen", _("选上了")
        DECLINED = "declined", _("这次没选上")
        WITHDRAWN = "withdrawn", _("自己退了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    shift = models.ForeignKey(
        Shift, models.PROTECT, related_name="applications", verbose_name=_("班次")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="+", verbose_name=_("志愿者")
    )
    told_at = models.DateTimeField(_("看过风险提示"), db_default=Now(), editable=False)
    outcome = models.CharField(
        _("结果"), max_length=10, choices=Outcome, default=Outcome.ASKED, editable=False
    )
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("挑选人"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("答复时间"), null=True, editable=False)

    objects = ShiftApplicationQuerySet.as_manager()
    row_scope = RowScope(community="community_id", with_owner="volunteers_volunteer.volunteer_id")

    class Meta:
        verbose_name = _("班次申请")
        verbose_name_plural = _("班次申请")
        constraints = [
            models.UniqueConstraint(fields=["shift", "volunteer"], name="shift_asked_for_once"),
            models.CheckConstraint(
                name="shift_application_answered_by_somebody",
                condition=Q(outcome__in=["asked", "withdrawn"], answered_at__isnull=True)
                | Q(outcome__in=["chosen", "declined"], answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} ? {self.volunteer_id}"
