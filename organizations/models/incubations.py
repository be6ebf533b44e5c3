"""Groups in an incubation base: application, points, agreement, coaching, how it ended."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from organizations.access import keeps_register, touches, under, works_in_a_place
from organizations.incubation_workflow import MOST, NEXT, STANDING, IncubationStatus
from organizations.models.facilities import Facility
from organizations.models.organizations import Organization


class IncubationQuerySet(models.QuerySet["Incubation"]):
    def standing(self) -> "IncubationQuerySet":
        return self.filter(status__in=STANDING)

    def housed(self) -> "IncubationQuerySet":
        return self.filter(status=IncubationStatus.HOUSED)

    def visible_to(self, viewer: Viewer) -> "IncubationQuerySet":
        """Who works where the base stands; the group itself; who runs the base."""
        own = viewer.organization_ids
        rule = Q(organization_id__in=own) | Q(base__operator_id__in=own)
        if works_in_a_place(viewer):
            rule |= touches(viewer, "base__area")
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "IncubationQuerySet":
        return self.filter(under(viewer, "base__area") if keeps_register(viewer) else NOTHING)


class Incubation(models.Model):
    """One group in one base, once. What it grows into, its own page in the register says."""

    base = models.ForeignKey(
        Facility, models.PROTECT, related_name="incubations", verbose_name=_("孵化基地")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="incubations", verbose_name=_("哪个组织")
    )
    plan = models.CharField(_("打算在基地做什么"), max_length=400)
    needs = models.CharField(_("需要基地给什么"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=IncubationStatus,
        default=IncubationStatus.APPLIED,
        editable=False,
    )
    status_on = models.DateField(_("状态日期"), default=timezone.localdate, editable=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    applied_on = models.DateField(_("申请日期"), default=timezone.localdate, editable=False)
    applied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("申请人")
    )
    starts_on = models.DateField(_("入驻日期"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("协议到哪天（含）"), null=True, blank=True, editable=False)
    rent_free = models.BooleanField(_("零租金"), default=True, editable=False)
    fees_free = models.BooleanField(_("零运行费用"), default=True, editable=False)
    hand_over_by = models.DateField(_("哪天前交还场地"), null=True, blank=True, editable=False)

    objects = IncubationQuerySet.as_manager()

    class Meta:
        verbose_name = _("入驻孵化")
        verbose_name_plural = _("入驻孵化")
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(status__in=["applied", "admitted", "housed"]),
                name="incubation_once_at_a_time",
            ),
            models.CheckConstraint(
                name="incubation_status_known", condition=Q(status__in=IncubationStatus.values)
            ),
            models.CheckConstraint(
                name="incubation_housed_by_agreement",
                condition=~Q(status__in=["housed", "graduated"])
                | Q(starts_on__isnull=False, ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="incubation_ended_for_a_reason",
                condition=~Q(status__in=["refused", "left", "graduated"]) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["base", "status", "-status_on"], name="incubations")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.base}"

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.base.area

    @property
    def scope(self) -> int:
        """In whose book it stands: that of the group's community, else of where the base is."""
        home = self.organization.community_id or self.base.area.community_id
        return int(home or self.base.area_id)

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING

    @property
    def what_next(self) -> str:
        return str(NEXT[IncubationStatus(self.status)])


class IncubationScore(models.Model):
    """What one reviewer gives, and why. He has no part in the group."""

    incubation = models.ForeignKey(
        Incubation, models.CASCADE, related_name="scores", verbose_name=_("入驻孵化")
    )
    reviewer = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("评审人")
    )
    need = models.PositiveSmallIntegerField(
        _("居民需要"), validators=[MaxValueValidator(MOST)], help_text=_("0–25 分")
    )
    design = models.PositiveSmallIntegerField(
        _("方案可行"), validators=[MaxValueValidator(MOST)], help_text=_("0–25 分")
    )
    people = models.PositiveSmallIntegerField(
        _("人手和负责人"), validators=[MaxValueValidator(MOST)], help_text=_("0–25 分")
    )
    lasting = models.PositiveSmallIntegerField(
        _("能不能长久"), validators=[MaxValueValidator(MOST)], help_text=_("0–25 分")
    )
    word = models.CharField(_("评语"), max_length=200)
    scored_at = models.DateTimeField(_("打分时间"), db_default=Now())

    class Meta:
        verbose_name = _("评审打分")
        verbose_name_plural = _("评审打分")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incubation", "reviewer"], name="incubation_scored_once_by_each"
            ),
            models.CheckConstraint(
                name="incubation_points_in_range",
                condition=Q(need__lte=25, design__lte=25, people__lte=25, lasting__lte=25),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incubation} · {self.total}"

    @property
    def total(self) -> int:
        return self.need + self.design + self.people + self.lasting


class IncubationNote(models.Model):
    """A line of its time in the base: coached, or looked at half-way."""

    class Kind(models.TextChoices):
        COACHING = "coaching", _("辅导")
        MIDTERM = "midterm", _("中期评估：通过")
        MIDTERM_MEND = "midterm_mend", _("中期评估：要改进")

    incubation = models.ForeignKey(
        Incubation, models.CASCADE, related_name="notes", verbose_name=_("入驻孵化")
    )
    kind = models.CharField(_("记什么"), max_length=12, choices=Kind)
    held_on = models.DateField(_("哪天"))
    note = models.CharField(_("说明"), max_length=200)
    noted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    class Meta:
        verbose_name = _("孵化记录")
        verbose_name_plural = _("孵化记录")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="incubation_note_known",
                condition=Q(kind__in=["coaching", "midterm", "midterm_mend"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incubation} · {self.get_kind_display()}"
