"""Places people go to: service centres, elder and child stations, canteens, social work."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.words import said
from organizations.access import keeps_register, touches, under, works_in_a_place
from organizations.facility_workflow import (
    SOCIAL_WORK,
    FacilityKind,
    FacilityStatus,
)
from organizations.models.organizations import Organization


class FacilityQuerySet(models.QuerySet["Facility"]):
    def open(self) -> "FacilityQuerySet":
        return self.filter(status=FacilityStatus.OPEN)

    def standing(self) -> "FacilityQuerySet":
        return self.exclude(status=FacilityStatus.CLOSED)

    def social_work(self) -> "FacilityQuerySet":
        return self.filter(kind__in=SOCIAL_WORK)

    def with_volunteers(self) -> "FacilityQuerySet":
        return self.filter(volunteers_since__isnull=False)

    def visible_to(self, viewer: Viewer) -> "FacilityQuerySet":
        """Who works in its place, above or below it; who runs it."""
        rule = Q(operator_id__in=viewer.organization_ids)
        if works_in_a_place(viewer):
            rule |= touches(viewer, "area")
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "FacilityQuerySet":
        return self.filter(under(viewer, "area") if keeps_register(viewer) else NOTHING)


class Facility(models.Model):
    """One place. Everything about it is public; where it stands decides who keeps it."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        verbose_name=_("在哪一级"),
        help_text=_("社区的填社区；全街道、全区用的填街道、区县"),
    )
    kind = models.CharField(_("种类"), max_length=16, choices=FacilityKind)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    address_en = models.CharField(_("地址（英文）"), max_length=200, blank=True)
    telephone = models.CharField(_("公开电话"), max_length=20, blank=True)
    opening = models.CharField(
        _("开放时间"), max_length=60, blank=True, help_text=_("如：工作日 9:00–17:00")
    )
    opening_en = models.CharField(_("开放时间（英文）"), max_length=120, blank=True)
    rooms = models.PositiveSmallIntegerField(_("几间房"), null=True, blank=True)
    square_metres = models.PositiveIntegerField(_("多少平方米"), null=True, blank=True)
    operator = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name=_("谁运营"),
    )
    status = models.CharField(
        _("状态"),
        max_length=16,
        choices=FacilityStatus,
        default=FacilityStatus.PLANNED,
        editable=False,
    )
    status_on = models.DateField(_("状态日期"), default=timezone.localdate, editable=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    opened_on = models.DateField(_("启用日期"), null=True, blank=True, editable=False)
    sign_on = models.DateField(_("挂牌检查日期"), null=True, blank=True, editable=False)
    sign_is_right = models.BooleanField(_("牌子规范"), null=True, editable=False)
    volunteers_since = models.DateField(_("志愿服务站设立日期"), null=True, editable=False)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务设施")
        verbose_name_plural = _("服务设施")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"], condition=~Q(status="closed"), name="facility_named_once"
            ),
            models.UniqueConstraint(
                fields=["area", "kind"],
                condition=Q(kind__in=["social_centre", "social_station", "social_room"])
                & ~Q(status="closed"),
                name="facility_of_social_work_once",
            ),
            models.CheckConstraint(
                name="facility_kind_known", condition=Q(kind__in=FacilityKind.values)
            ),
            models.CheckConstraint(
                name="facility_of_some_square_metres",
                condition=Q(square_metres__isnull=True) | Q(square_metres__gte=1),
            ),
            models.CheckConstraint(
                name="facility_status_known", condition=Q(status__in=FacilityStatus.values)
            ),
            models.CheckConstraint(
                name="facility_open_since",
                condition=Q(status="planned", opened_on__isnull=True)
                | Q(status__in=["open", "paused"], opened_on__isnull=False)
                | Q(status="closed"),
            ),
            models.CheckConstraint(
                name="facility_stopped_for_a_reason",
                condition=Q(status__in=["planned", "open"], reason="")
                | Q(status__in=["paused", "closed"]) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="facility_sign_has_its_day",
                condition=Q(sign_on__isnull=True, sign_is_right__isnull=True)
                | Q(sign_on__isnull=False, sign_is_right__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area", "kind", "status"], name="facilities")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")

    @property
    def place(self) -> str:
        return said(self, "address")

    @property
    def hours(self) -> str:
        return said(self, "opening")

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area

    @property
    def is_social_work(self) -> bool:
        return self.kind in SOCIAL_WORK

    @property
    def is_standing(self) -> bool:
        return self.status != FacilityStatus.CLOSED
