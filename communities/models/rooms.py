"""The service centre: its rooms, and who uses them when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models.area import Area
from communities.workflow import BookingStatus
from core.fields import EncryptedField, FreeLine
from core.models import KeepsNumbers, RowScope
from core.words import said


def keeps_rooms(viewer: Viewer) -> Q:
    """The staff of the community as a whole; a worker of one grid asks like everybody."""
    if not viewer.role.manages_registers or viewer.is_grid_bound:
        return NOTHING
    return reaches(viewer, grid="")


class RoomKind(models.Model):
    """What a room is for; a place may rename, add and retire kinds."""

    class Use(models.TextChoices):
        SERVICE = "service", _("服务居民")
        OFFICE = "office", _("办公")

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    is_sensitive = models.BooleanField(
        _("涉及隐私"),
        default=False,
        help_text=_("别人只看到有约，看不到谁来、为什么"),
    )
    use = models.CharField(_("用于"), max_length=8, choices=Use, default=Use.SERVICE)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("功能室种类")
        verbose_name_plural = _("功能室种类")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="room_kind_use_known", condition=Q(use__in=["service", "office"])
            )
        ]

    def __str__(self) -> str:
        return said(self, "name")


class RoomQuerySet(models.QuerySet["Room"]):
    def in_use(self) -> "RoomQuerySet":
        return self.filter(is_active=True).select_related("kind", "community")

    def manageable_by(self, viewer: Viewer) -> "RoomQuerySet":
        return self.filter(keeps_rooms(viewer))


class Room(models.Model):
    """A room of the service centre that people come to."""

    class OpenDays(models.TextChoices):
        DAILY = "daily", _("每天")
        WORKDAYS = "workdays", _("工作日")
        DAYS_OFF = "days_off", _("休息日")

    community = models.ForeignKey(
        Area, models.PROTECT, related_name="rooms", verbose_name=_("社区")
    )
    kind = models.ForeignKey(RoomKind, models.PROTECT, related_name="rooms", verbose_name=_("种类"))
    name = models.CharField(_("名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    purpose = models.CharField(_("用途"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("坐得下几人"), default=0)
    square_metres = models.PositiveSmallIntegerField(_("面积（平方米）"), default=0)
    is_step_free = models.BooleanField(_("无障碍"), default=False)
    open_days = models.CharField(
        _("哪些天开"), max_length=8, choices=OpenDays, default=OpenDays.DAILY
    )
    opens_at = models.TimeField(_("几点开"), null=True, blank=True)
    closes_at = models.TimeField(_("几点关"), null=True, blank=True)
    opening = models.CharField(_("开放说明"), max_length=120, blank=True)
    is_bookable = models.BooleanField(
        _("可以预约"), default=False, help_text=_("要先写明几点开、几点关")
    )
    is_active = models.BooleanField(_("在用"), default=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务中心房间")
        verbose_name_plural = _("服务中心房间")
        ordering = ["kind__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="room_named_once"),
            models.CheckConstraint(
                name="room_open_days_known",
                condition=Q(open_days__in=["daily", "workdays", "days_off"]),
            ),
            models.CheckConstraint(
                name="room_opens_before_it_closes",
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("开门要早于关门，两个时间都要填"),
            ),
            models.CheckConstraint(
                name="room_bookable_has_hours",
                condition=Q(is_bookable=False) | Q(opens_at__isnull=False),
                violation_error_message=_("可以预约的房间要写明几点开、几点关"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")


class RoomBookingQuerySet(models.QuerySet["RoomBooking"]):
    def standing(self) -> "RoomBookingQuerySet":
        return self.filter(status=BookingStatus.BOOKED)

    def requested(self) -> "RoomBookingQuerySet":
        return self.filter(status=BookingStatus.REQUESTED)

    def visible_to(self, viewer: Viewer) -> "RoomBookingQuerySet":
        """The desk sees that a room is taken, everybody what he asked for himself. By whom and
        what for is a second question: see `conceals`."""
        rule = keeps_rooms(viewer)
        if viewer.user_id is not None:
            rule |= Q(booked_by_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "RoomBookingQuerySet":
        return self.filter(keeps_rooms(viewer))

    def made_by(self, viewer: Viewer) -> "RoomBookingQuerySet":
        return self.none() if viewer.user_id is None else self.filter(booked_by_id=viewer.user_id)


class RoomBooking(KeepsNumbers):
    """A room for somebody from when to when. What for lies sealed: it may be counselling."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings", verbose_name=_("房间"))
    period = DateTimeRangeField(_("时间"))
    purpose = EncryptedField(_("做什么"), mask="note")
    for_whom = EncryptedField(_("谁来用"), mask="note", blank=True)
    sealed_text = ("purpose", "for_whom")
    booked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("预约人")
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=BookingStatus, default=BookingStatus.BOOKED
    )
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("经办人"),
    )
    decided_at = models.DateTimeField(_("经办时间"), null=True, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)
    attendance = models.PositiveSmallIntegerField(_("到场人数"), null=True, editable=False)
    created_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = RoomBookingQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="booked_by_id")

    class Meta:
        verbose_name = _("房间预约")
        verbose_name_plural = _("房间预约")
        constraints = [
            ExclusionConstraint(
                name="room_booked_once_at_a_time",
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(status="booked"),
            ),
            models.CheckConstraint(
                name="booking_status_known",
                condition=Q(status__in=["requested", "booked", "declined", "cancelled"]),
            ),
            models.CheckConstraint(
                name="booking_has_both_ends",
                condition=Q(
                    period__isempty=False, period__lower_inf=False, period__upper_inf=False
                ),
            ),
            models.CheckConstraint(
                name="booking_decided_by_somebody",
                condition=Q(status="requested", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status="requested") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="booking_refused_with_a_reason",
                condition=Q(status__in=["requested", "booked"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="booking_attended_was_booked",
                condition=Q(attendance__isnull=True) | Q(status="booked"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "created_at"],
                name="room_booking_waiting",
                condition=Q(status="requested"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.period.lower:%Y-%m-%d %H:%M}"

    def conceals(self, viewer: Viewer) -> bool:
        """In a room for confidences only who asked and who received him know more than the hour."""
        if not self.room.kind.is_sensitive:
            return False
        received = self.status == BookingStatus.BOOKED and viewer.user_id == self.decided_by_id
        return not received and viewer.user_id != self.booked_by_id
