"""Party check-in (双报到): units bring something to a community, members serve where they live.

That somebody is a Party member is nobody's business but the community's he told it to: the rows
are walled, and his unit reads his name only when he agreed to it.
"""

from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.fields import PinyinField
from communities.models import Area
from core.fields import BlindIndexField, EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope
from core.words import said
from core.workcalendar import is_workday
from grids.access import runs_community, runs_grid
from organizations.checkin_workflow import ACCEPTED, STANDING, CheckinStatus
from organizations.models.organizations import Organization

EVENING = 18
"""The hour at which the day turns into the evening."""


class PostClass(models.Model):
    """What one can help with: eight classes are shipped, a place may rename, add and retire."""

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("报到岗位类别")
        verbose_name_plural = _("报到岗位类别")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return said(self, "name")


class TimeSlot(models.TextChoices):
    """When somebody can come. The work calendar says which days are days off."""

    WORKDAY = "workday", _("工作日白天")
    WORKDAY_EVENING = "workday_evening", _("工作日晚上")
    DAY_OFF = "day_off", _("休息日白天")
    DAY_OFF_EVENING = "day_off_evening", _("休息日晚上")

    @classmethod
    def of(cls, moment: datetime) -> "TimeSlot":
        here = timezone.localtime(moment)
        by_day, by_evening = (
            (cls.WORKDAY, cls.WORKDAY_EVENING)
            if is_workday(here.date())
            else (cls.DAY_OFF, cls.DAY_OFF_EVENING)
        )
        return by_evening if here.hour >= EVENING else by_day


# --- members --------------------------------------------------------------------------------------
class MemberCheckinQuerySet(models.QuerySet["MemberCheckin"]):
    def standing(self) -> "MemberCheckinQuerySet":
        return self.filter(status__in=STANDING)

    def accepted(self) -> "MemberCheckinQuerySet":
        return self.filter(status__in=ACCEPTED)

    def serving(self, day: date | None = None) -> "MemberCheckinQuerySet":
        """Placed, and not on a pause: whom work may be offered to."""
        today = day or timezone.localdate()
        return self.filter(status=CheckinStatus.ACTIVE).filter(
            Q(paused_until__isnull=True) | Q(paused_until__lt=today)
        )

    def free_at(self, moment: datetime) -> "MemberCheckinQuerySet":
        """Those whose weekly times hold this hour."""
        return self.filter(times__contains=[TimeSlot.of(moment)])

    def visible_to(self, viewer: Viewer) -> "MemberCheckinQuerySet":
        """The community's staff; the worker on whose grid he serves; his unit, if he agreed;
        himself."""
        rule = runs_community(viewer)
        rule |= Q(status=CheckinStatus.ACTIVE) & runs_grid(viewer)
        if viewer.organization_ids:
            rule |= Q(named_unit_id__in=viewer.organization_ids, status__in=ACCEPTED)
        if viewer.user_id is not None:
            rule |= Q(user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "MemberCheckinQuerySet":
        return self.filter(runs_community(viewer))

    def of(self, viewer: Viewer) -> "MemberCheckinQuerySet":
        return self.none() if viewer.user_id is None else self.filter(user_id=viewer.user_id)


class MemberCheckin(KeepsNumbers):
    """A Party member offers to serve in the community he lives in."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="member_checkins",
        verbose_name=_("账号"),
    )
    subject = models.UUIDField(null=True, editable=False)
    """Names somebody without an account; the account has a key of its own."""
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    """Only of somebody without an account, if he has one at all."""
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    name = NameField(_("姓名"))
    name_key = PinyinField(_("拼音序"), max_length=96)
    name_initials = PinyinField(_("拼音首字母"), max_length=16, initials=True)
    home_unit = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("所在单位"),
    )
    home_unit_name = EncryptedField(_("所在单位或党支部"), mask="note", blank=True)
    shares_name = models.BooleanField(_("同意让所在单位知道"), default=False)
    named_unit_id = models.GeneratedField(
        expression=Case(When(shares_name=True, then=F("home_unit"))),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
        verbose_name=_("看得到姓名的单位"),
    )
    posts = models.ManyToManyField(PostClass, related_name="+", verbose_name=_("愿意做的事"))
    skills = FreeLine(_("特长"), max_length=120, blank=True)
    intent = FreeLine(_("还想说的"), max_length=200, blank=True)
    times = ArrayField(
        models.CharField(max_length=16, choices=TimeSlot),
        verbose_name=_("什么时候有空"),
        default=list,
    )
    grid = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("网格")
    )
    paused_until = models.DateField(_("歇到哪天（含）"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=CheckinStatus,
        default=CheckinStatus.REGISTERED,
        editable=False,
    )
    registered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    registered_at = models.DateTimeField(_("报到时间"), db_default=Now())
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("经办人"),
    )
    decided_at = models.DateTimeField(_("答复时间"), null=True, editable=False)
    ended_at = models.DateTimeField(_("结束时间"), null=True, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)
    transferred_to = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("转到哪个社区"),
    )

    objects = MemberCheckinQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id", organization="named_unit_id")
    leads_elsewhere = ("home_unit", "transferred_to")
    """A unit is public and may stand anywhere; where he went to is another place."""

    class Meta:
        verbose_name = _("党员报到")
        verbose_name_plural = _("党员报到")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "community"],
                condition=Q(status__in=["registered", "confirmed", "active"]),
                name="member_checkin_once_while_standing",
            ),
            models.UniqueConstraint(
                fields=["subject", "community"],
                condition=Q(status__in=["registered", "confirmed", "active"]),
                name="member_checkin_once_without_account",
            ),
            models.CheckConstraint(
                name="member_checkin_of_an_account_or_a_person",
                condition=Q(user__isnull=False, subject__isnull=True)
                | Q(user__isnull=True, subject__isnull=False),
            ),
            models.CheckConstraint(
                name="member_checkin_status_known",
                condition=Q(status__in=CheckinStatus.values),
            ),
            models.CheckConstraint(
                name="member_checkin_times_known",
                condition=Q(times__contained_by=TimeSlot.values),
            ),
            models.CheckConstraint(
                name="member_checkin_over_has_a_time",
                condition=Q(status__in=["registered", "confirmed", "active"], ended_at__isnull=True)
                | (
                    ~Q(status__in=["registered", "confirmed", "active"]) & Q(ended_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="member_checkin_accepted_by_somebody",
                condition=~Q(status__in=["confirmed", "active"]) | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="member_checkin_declined_with_a_reason",
                condition=~Q(status="declined") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="member_checkin_transferred_somewhere",
                condition=Q(status="transferred", transferred_to__isnull=False)
                | (~Q(status="transferred") & Q(transferred_to__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "registered_at"],
                name="member_checkin_waiting",
                condition=Q(status="registered"),
            ),
            models.Index(fields=["community", "status", "name_key"], name="member_checkin_list"),
            models.Index(fields=["home_unit"], name="member_checkin_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.community} · {self.name}"

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until >= timezone.localdate()

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING

    @property
    def key(self) -> UUID:
        """Under which the history keeps what was said about him."""
        return self.user.subject if self.user is not None else cast(UUID, self.subject)

    @property
    def slots(self) -> list[str]:
        """In words, in the order of the week."""
        return [str(slot.label) for slot in TimeSlot if slot in self.times]


# --- units ----------------------------------------------------------------------------------------
class UnitCheckinQuerySet(models.QuerySet["UnitCheckin"]):
    def standing(self) -> "UnitCheckinQuerySet":
        return self.filter(status__in=STANDING)

    def accepted(self) -> "UnitCheckinQuerySet":
        return self.filter(status__in=ACCEPTED)

    def visible_to(self, viewer: Viewer) -> "UnitCheckinQuerySet":
        return self.filter(_keeps(viewer))

    def manageable_by(self, viewer: Viewer) -> "UnitCheckinQuerySet":
        return self.filter(_keeps(viewer))


def _keeps(viewer: Viewer) -> Q:
    """Both sides of the paper: the community, and the unit itself."""
    rule = runs_community(viewer)
    if viewer.organization_ids:
        rule |= Q(organization_id__in=viewer.organization_ids)
    return rule


class UnitCheckin(KeepsNumbers):
    """A unit offers a community what it has: people, rooms, money, a trade."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="checkins", verbose_name=_("单位")
    )
    brings = FreeLine(_("能带来什么"), max_length=300)
    posts = models.ManyToManyField(PostClass, related_name="+", verbose_name=_("认领的岗位"))
    contact_name = NameField(_("联系人"))
    contact_phone = EncryptedField(_("联系电话"), mask="phone")
    contact_phone_index = BlindIndexField(source="contact_phone", kind="phone", db_index=True)
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天（含）"), null=True, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=CheckinStatus,
        default=CheckinStatus.REGISTERED,
        editable=False,
    )
    registered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    registered_at = models.DateTimeField(_("报到时间"), db_default=Now())
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("经办人"),
    )
    decided_at = models.DateTimeField(_("答复时间"), null=True, editable=False)
    ended_at = models.DateTimeField(_("结束时间"), null=True, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)

    objects = UnitCheckinQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization",)
    """A unit comes from wherever it stands."""

    class Meta:
        verbose_name = _("单位报到")
        verbose_name_plural = _("单位报到")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "community"],
                condition=Q(status__in=["registered", "confirmed", "active"]),
                name="unit_checkin_once_while_standing",
            ),
            models.CheckConstraint(
                name="unit_checkin_status_known",
                condition=Q(status__in=CheckinStatus.values) & ~Q(status="transferred"),
            ),
            models.CheckConstraint(
                name="unit_checkin_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="unit_checkin_over_has_a_time",
                condition=Q(status__in=["registered", "confirmed", "active"], ended_at__isnull=True)
                | (
                    ~Q(status__in=["registered", "confirmed", "active"]) & Q(ended_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="unit_checkin_accepted_by_somebody",
                condition=~Q(status__in=["confirmed", "active"]) | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="unit_checkin_declined_with_a_reason",
                condition=~Q(status="declined") | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "registered_at"],
                name="unit_checkin_waiting",
                condition=Q(status="registered"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.community} · {self.organization}"

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING
