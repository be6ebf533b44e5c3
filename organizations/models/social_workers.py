"""Social workers: stationed by an organisation (驻站社工), or the community's own (社区社工)."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import DISPATCHER, SOCIAL_WORKER
from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.fields import PinyinField
from communities.models import Area
from core.fields import BlindIndexField, EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope
from grids import periods
from grids.models import WorkerAppointment
from organizations.models.facilities import Facility
from organizations.models.organizations import Organization
from organizations.worker_workflow import WorkerStatus

EXPIRING = timedelta(days=60)
"""How long before its last day a certificate is talked about at the desk."""
REMIND_AT = (180, 90, 30)
"""Its owner hears of it so many days before."""
COLLEAGUES = frozenset({SOCIAL_WORKER, DISPATCHER})
"""Beside the keepers of the registers: who works with social workers, or sends work to them."""


def knows_social_workers(viewer: Viewer) -> bool:
    return viewer.role.manages_registers or viewer.role.code in COLLEAGUES


def may_appoint_social_workers(viewer: Viewer) -> bool:
    """Stationing somebody gives a role away, so the role table decides."""
    return not viewer.sleeping and SOCIAL_WORKER in viewer.role.grants


def _meets(viewer: Viewer, *, community: str = "community") -> Q:
    """In whose community he works."""
    if not knows_social_workers(viewer):
        return NOTHING
    return reaches(viewer, community=community, grid="")


class SocialWorkerQuerySet(models.QuerySet["SocialWorker"]):
    def active(self) -> "SocialWorkerQuerySet":
        return self.filter(status=WorkerStatus.ACTIVE)

    def certified(self, day: date | None = None) -> "SocialWorkerQuerySet":
        """Holds a certificate that is still valid."""
        today = day or timezone.localdate()
        return self.exclude(level=SocialWorker.Level.NONE).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=today)
        )

    def expiring(self, day: date | None = None) -> "SocialWorkerQuerySet":
        today = day or timezone.localdate()
        return self.active().filter(valid_until__range=(today, today + EXPIRING))

    def to_be_reminded(self, day: date | None = None) -> "SocialWorkerQuerySet":
        """Still valid, and not for longer than its owner is told ahead."""
        today = day or timezone.localdate()
        last = today + timedelta(days=max(REMIND_AT))
        return self.active().filter(valid_until__range=(today, last), user__is_active=True)

    def with_grid_work(self, day: date | None = None) -> "SocialWorkerQuerySet":
        """`is_grid_worker`: holds an appointment on a grid, too."""
        held = WorkerAppointment.objects.on(day).filter(worker=OuterRef("user"))
        return self.annotate(is_grid_worker=Exists(held))

    def visible_to(self, viewer: Viewer) -> "SocialWorkerQuerySet":
        """Where he is stationed or was proposed for; his organisation; himself."""
        here = Stationing.objects.filter(worker=OuterRef("pk")).filter(_meets(viewer))
        rule = Q(Exists(here)) if knows_social_workers(viewer) else NOTHING
        if viewer.organization_ids:
            rule |= Q(organization_id__in=viewer.organization_ids)
        if viewer.user_id is not None:
            rule |= Q(user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "SocialWorkerQuerySet":
        """Who keeps the record: the community it was opened in, and his organisation."""
        rule = NOTHING
        if viewer.role.manages_registers and not viewer.is_grid_bound:
            rule = reaches(viewer, grid="")
        if viewer.organization_ids:
            rule |= Q(organization_id__in=viewer.organization_ids)
        return self.filter(rule)


class SocialWorker(KeepsNumbers):
    """A professional of social work. Where he works is told by his stationings."""

    is_kept: bool | None = None
    """Whether the viewer for whom it was fetched keeps its record; set by the query that asks."""

    is_supervisor: bool | None = None
    """Whether he stands in the pool; set by the query that asks."""

    class Engagement(models.TextChoices):
        STATIONED = "stationed", _("驻站社工")
        COMMUNITY = "community", _("社区社工")

    class Level(models.TextChoices):
        NONE = "none", _("还没有证")
        ASSISTANT = "assistant", _("助理社会工作师")
        INTERMEDIATE = "intermediate", _("社会工作师")
        SENIOR = "senior", _("高级社会工作师")

    community = models.ForeignKey(
        Area, models.PROTECT, related_name="+", verbose_name=_("建档社区")
    )
    engagement = models.CharField(_("聘用方式"), max_length=12, choices=Engagement)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="social_workers",
        verbose_name=_("所属机构"),
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="social_work",
        verbose_name=_("账号"),
    )
    name = NameField(_("姓名"))
    name_key = PinyinField(_("拼音序"), max_length=96)
    name_initials = PinyinField(_("拼音首字母"), max_length=16, initials=True)
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    specialities = FreeLine(_("擅长"), max_length=120, blank=True)
    level = models.CharField(_("证书等级"), max_length=16, choices=Level, default=Level.NONE)
    certificate_number = EncryptedField(_("证书编号"), mask="note", blank=True)
    certificate_index = BlindIndexField(source="certificate_number", kind="certificate")
    valid_until = models.DateField(_("证书有效到（含）"), null=True, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=WorkerStatus,
        default=WorkerStatus.PROPOSED,
        editable=False,
    )
    registered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    registered_at = models.DateTimeField(_("登记时间"), db_default=Now())
    left_on = models.DateField(_("离岗日期"), null=True, blank=True, editable=False)
    leave_reason = FreeLine(_("离岗原因"), max_length=200, blank=True, editable=False)

    objects = SocialWorkerQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        person="user_id",
        organization="organization_id",
        among="organizations_stationing.worker_id",
    )
    leads_elsewhere = ("organization",)
    """An agency may have its seat in another community."""

    class Meta:
        verbose_name = _("社工")
        verbose_name_plural = _("社工")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=~Q(status="left"),
                name="social_worker_once_per_account",
            ),
            models.UniqueConstraint(
                fields=["certificate_index"],
                condition=~Q(certificate_index="") & ~Q(status="left"),
                name="social_worker_one_per_certificate",
            ),
            models.CheckConstraint(
                name="social_worker_status_known", condition=Q(status__in=WorkerStatus.values)
            ),
            models.CheckConstraint(
                name="social_worker_level_known",
                condition=Q(level__in=["none", "assistant", "intermediate", "senior"]),
            ),
            models.CheckConstraint(
                name="social_worker_stationed_by_somebody",
                condition=Q(engagement="stationed", organization__isnull=False)
                | Q(engagement="community", organization__isnull=True),
            ),
            models.CheckConstraint(
                name="social_worker_left_on_a_day",
                condition=Q(status="left", left_on__isnull=False)
                | (~Q(status="left") & Q(left_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="social_worker_validity_of_a_certificate",
                condition=~Q(level="none") | Q(valid_until__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "status", "name_key"], name="social_worker_list"),
            models.Index(fields=["organization", "status"], name="social_worker_by_employer"),
            models.Index(
                fields=["valid_until"],
                name="social_worker_expiring",
                condition=Q(status="active"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_engagement_display()} {self.name}"

    @property
    def issued_on(self) -> date | None:
        return self._paper.issued_on if self._paper else None

    @property
    def registered_on(self) -> date | None:
        return self._paper.registered_on if self._paper else None

    @property
    def _paper(self) -> Any:
        """The one that holds, if its days were written down."""
        if self.level == self.Level.NONE:
            return None
        return next(iter(self.certificates.all()), None)

    @property
    def is_certified(self) -> bool:
        return self.level != self.Level.NONE and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def is_expiring(self) -> bool:
        today = timezone.localdate()
        return self.valid_until is not None and today <= self.valid_until <= today + EXPIRING


class StationingQuerySet(models.QuerySet["Stationing"]):
    def on(self, day: date | None = None) -> "StationingQuerySet":
        return self.filter(period__contains=day or timezone.localdate(), confirmed_at__isnull=False)

    def not_over(self, day: date | None = None) -> "StationingQuerySet":
        """Running, or still to begin; said yes to or not."""
        today = day or timezone.localdate()
        return self.filter(period__isempty=False).filter(
            Q(period__upper_inf=True) | Q(period__endswith__gt=today)
        )

    def waiting(self) -> "StationingQuerySet":
        return self.not_over().filter(confirmed_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> "StationingQuerySet":
        rule = _meets(viewer)
        if viewer.organization_ids:
            rule |= Q(organization_id__in=viewer.organization_ids)
        if viewer.user_id is not None:
            rule |= Q(user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "StationingQuerySet":
        """The community decides whom it has; only those whose role may give this one."""
        if not may_appoint_social_workers(viewer):
            return self.none()
        return self.filter(reaches(viewer, grid=""))


class Stationing(KeepsNumbers):
    """Where a social worker works, from a day to a day, once the community has said yes."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    worker = models.ForeignKey(
        SocialWorker, models.PROTECT, related_name="stationings", verbose_name=_("社工")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("派驻机构"),
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("账号"),
    )
    """His own wall: that of the worker's row asks this table, so this one may not ask back."""
    facility = models.ForeignKey(
        Facility,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stationings",
        verbose_name=_("哪个社工站"),
    )
    station = models.CharField(_("社工站、社工室"), max_length=64, blank=True)
    """As it was called then; all there is where it stands in no register."""
    period = DateRangeField(_("驻站期间"))
    grant = models.OneToOneField(
        "accounts.RoleGrant",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("授权"),
    )
    proposed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"), db_default=Now())
    confirmed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("确认人"),
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True, editable=False)
    end_reason = FreeLine(_("结束原因"), max_length=200, blank=True, editable=False)

    objects = StationingQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id", organization="organization_id")
    leads_elsewhere = ("organization", "worker")
    """Stationed in several communities, his record stands in the first."""

    class Meta:
        verbose_name = _("驻站")
        verbose_name_plural = _("驻站")
        constraints = [
            ExclusionConstraint(
                name="stationing_once_at_a_time",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("community", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="stationing_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="stationing_grant_is_confirmed",
                condition=Q(grant__isnull=True) | Q(confirmed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["community"], name="stationing_by_community")]

    def __str__(self) -> str:
        return f"{self.worker} @ {self.community}"

    @property
    def where(self) -> str:
        """As the station is called now."""
        return self.facility.title if self.facility is not None else self.station

    @property
    def starts_on(self) -> date | None:
        first: date | None = self.period.lower
        return first

    @property
    def last_day(self) -> date | None:
        return periods.last_day(self.period)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
