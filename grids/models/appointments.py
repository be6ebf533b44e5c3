"""Who answers for a grid, who stands in, and who catches what nobody holds."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF
from accounts.viewer import Viewer
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from grids import periods
from grids.access import may_appoint_workers, runs_community, runs_grid, sees_grid


class WorkerAppointmentQuerySet(models.QuerySet["WorkerAppointment"]):
    def on(self, day: date | None = None) -> "WorkerAppointmentQuerySet":
        return self.filter(period__contains=day or timezone.localdate())

    def not_over(self, day: date | None = None) -> "WorkerAppointmentQuerySet":
        """Running, or still to begin."""
        today = day or timezone.localdate()
        return self.filter(period__isempty=False).filter(
            Q(period__upper_inf=True) | Q(period__endswith__gt=today)
        )

    def visible_to(self, viewer: Viewer) -> "WorkerAppointmentQuerySet":
        return self.filter(sees_grid(viewer))

    def manageable_by(self, viewer: Viewer) -> "WorkerAppointmentQuerySet":
        """Appointing gives a role away: only those whose role may give it."""
        return self.filter(runs_community(viewer)) if may_appoint_workers(viewer) else self.none()


class WorkerAppointment(KeepsNumbers):
    """The one worker who answers for a grid, from a day to a day.

    The period is half-open in the database; the exclusion constraint is the rule "at most one
    responsible worker at any time", whatever the code above it does.
    """

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area, models.PROTECT, related_name="appointments", verbose_name=_("网格")
    )
    worker = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="grid_appointments", verbose_name=_("网格员")
    )
    grant = models.OneToOneField(
        "accounts.RoleGrant", models.PROTECT, related_name="+", verbose_name=_("授权")
    )
    period = DateRangeField(_("任期"))
    office_phone = models.CharField(_("工作电话（公示）"), max_length=20, blank=True)
    publication_consent_at = models.DateTimeField(
        _("同意公示姓名和工作电话的时间"), null=True, blank=True
    )
    appointed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("任命人")
    )
    appointed_at = models.DateTimeField(_("任命时间"), db_default=Now())
    ended_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("卸任经办人"),
    )
    ended_at = models.DateTimeField(_("卸任登记时间"), null=True, blank=True, editable=False)
    end_reason = FreeLine(_("卸任原因"), max_length=200, blank=True, editable=False)

    objects = WorkerAppointmentQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="worker_id")

    class Meta:
        verbose_name = _("网格员任命")
        verbose_name_plural = _("网格员任命")
        constraints = [
            ExclusionConstraint(
                name="grid_one_worker_at_a_time",
                expressions=[("grid", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="appointment_end_has_author",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["community"], name="appointment_by_community")]

    def __str__(self) -> str:
        return f"{self.grid} · {self.worker}"

    @property
    def starts_on(self) -> date | None:
        first: date | None = self.period.lower
        return first

    @property
    def last_day(self) -> date | None:
        return periods.last_day(self.period)

    @property
    def is_published(self) -> bool:
        return self.publication_consent_at is not None


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date | None = None) -> "AbsenceQuerySet":
        return self.filter(period__contains=day or timezone.localdate())

    def not_over(self, day: date | None = None) -> "AbsenceQuerySet":
        today = day or timezone.localdate()
        return self.filter(period__isempty=False, period__endswith__gt=today)

    def visible_to(self, viewer: Viewer) -> "AbsenceQuerySet":
        return self.filter(sees_grid(viewer, grid="appointment__grid"))

    def manageable_by(self, viewer: Viewer) -> "AbsenceQuerySet":
        return self.filter(runs_grid(viewer, grid="appointment__grid"))


class Absence(models.Model):
    """A worker is away for some days; a substitute holds a delegated grant for just those.

    Without a substitute the duty officer catches the work.
    """

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    appointment = models.ForeignKey(
        WorkerAppointment, models.PROTECT, related_name="absences", verbose_name=_("任命")
    )
    period = DateRangeField(_("离岗日期"))
    substitute = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grid_substitutions",
        verbose_name=_("替班人"),
    )
    grant = models.OneToOneField(
        "accounts.RoleGrant",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("替班授权"),
    )
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = AbsenceQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="substitute_id")

    class Meta:
        verbose_name = _("离岗替班")
        verbose_name_plural = _("离岗替班")
        constraints = [
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    ("appointment", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="absence_has_an_end", condition=Q(period__upper_inf=False)),
            models.CheckConstraint(
                name="absence_grant_with_substitute",
                condition=Q(substitute__isnull=True, grant__isnull=True)
                | Q(substitute__isnull=False, grant__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _("%(appointment)s（%(day)s 起离岗）") % {
            "appointment": self.appointment,
            "day": self.period.lower,
        }

    @property
    def last_day(self) -> date | None:
        return periods.last_day(self.period)


class DutyOfficerQuerySet(models.QuerySet["DutyOfficer"]):
    def serving(self) -> "DutyOfficerQuerySet":
        """Those who still are staff of their community: an office without a role is empty."""
        standing = RoleGrant.objects.in_force().filter(
            user=OuterRef("user"),
            role__in=[COMMUNITY_STAFF, COMMUNITY_SECRETARY],
            area_scopes__area=OuterRef("community"),
        )
        return self.filter(Exists(standing), user__is_active=True)

    def visible_to(self, viewer: Viewer) -> "DutyOfficerQuerySet":
        return self.filter(sees_grid(viewer, grid=""))

    def manageable_by(self, viewer: Viewer) -> "DutyOfficerQuerySet":
        return self.filter(runs_community(viewer)) if may_appoint_workers(viewer) else self.none()


class DutyOfficer(models.Model):
    """Who in the community catches the work of a grid that has nobody."""

    community = models.OneToOneField(
        Area, models.PROTECT, related_name="duty_officer", verbose_name=_("社区")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("值班负责人")
    )
    office_phone = models.CharField(_("值班电话（公示）"), max_length=20, blank=True)
    set_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("指定人")
    )
    set_at = models.DateTimeField(_("指定时间"), default=timezone.now)

    objects = DutyOfficerQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("值班负责人")
        verbose_name_plural = _("值班负责人")

    def __str__(self) -> str:
        return f"{self.community} · {self.user}"
