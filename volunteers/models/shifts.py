"""A shift of volunteers: what it may cost somebody, what he must hold, who took it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models import Activity, Enrolment
from communities.models import Area
from core.models import RowScope
from volunteers.access import keeps_register, sees_register
from volunteers.models.skills import Skill
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


class Shift(models.Model):
    """When, where, how many, who waits and who was there is the activity's; this is what makes it
    a shift. One of each, so hours are one record per volunteer and shift."""

    class Risk(models.TextChoices):
        LOW = "low", _("一般")
        HIGH = "high", _("风险较高")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="shift", verbose_name=_("哪一场")
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
        ]

    def __str__(self) -> str:
        return self.activity.heading

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
