"""A volunteer: registered of his own will, checked once, with limits he sets himself."""

import uuid
from datetime import date
from typing import Any, cast

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.fields import PinyinField
from communities.models import Area, Resident
from core.brought import brought
from core.fields import BlindIndexField, EncryptedField, NameField
from core.models import RowScope
from core.quiet import QUIET_FROM, QUIET_TO
from organizations.models import ServiceDomain
from volunteers.access import keeps_register, sees_register
from volunteers.numbers import in_groups, new_number
from volunteers.workflow import VolunteerStatus

YOUNGEST, ADULT = 14, 18
"""Under 14 only beside the family; until 18 with a guardian's word."""


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    def active(self) -> "VolunteerQuerySet":
        return self.filter(status=VolunteerStatus.ACTIVE)

    def first_with_skills(self) -> "Volunteer | None":
        """In one statement: a row for each skill, and one where he has none."""
        held = self.annotate(held=FilteredRelation("skills")).order_by("pk", "held__pk")
        rows: list[Any] = list(held.select_related("held__skill"))  # type: ignore[misc]
        his = [row for row in rows if row.pk == rows[0].pk]
        if not his:
            return None
        brought(his[0], "skills", [row.held for row in his if hasattr(row, "held")])
        return cast("Volunteer", his[0])

    def waiting(self) -> "VolunteerQuerySet":
        return self.filter(status=VolunteerStatus.APPLIED)

    def paused(self, on: date | None = None) -> "VolunteerQuerySet":
        return self.filter(paused_until__gte=on or timezone.localdate())

    def visible_to(self, viewer: Viewer) -> "VolunteerQuerySet":
        """Staff in their places, and the person himself in whichever role he is just now.

        What the leader of a team may know of its members is a card of its own
        (`queries.teams.members_of`), never this row.
        """
        rule = sees_register(viewer)
        if viewer.user_id is not None:
            rule |= Q(user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "VolunteerQuerySet":
        return self.filter(keeps_register(viewer))


class Volunteer(models.Model):
    """Registered once; without an account too, when staff wrote him down (`entered_by`)."""

    class Political(models.TextChoices):
        UNSAID = "", _("不填")
        MEMBER = "member", _("中共党员")
        PROBATIONARY = "probationary", _("中共预备党员")
        LEAGUE = "league", _("共青团员")
        OTHER_PARTY = "other_party", _("民主党派成员")
        MASSES = "masses", _("群众")

    class Identity(models.TextChoices):
        UNCHECKED = "", _("未核对")
        REGISTER = "register", _("与居民名册对上")
        DESK = "desk", _("窗口看过证件")

    class Reach(models.TextChoices):
        GRID = "grid", _("本网格")
        COMMUNITY = "community", _("本社区")
        NEIGHBOURING = "neighbouring", _("附近社区也行")

    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Names the person in audit, consent and erasure; the same as his resident's or account's."""
    number = models.CharField(
        _("志愿者编号"), max_length=13, unique=True, default=new_number, editable=False
    )
    community = models.ForeignKey(
        Area, models.PROTECT, related_name="volunteers", verbose_name=_("社区")
    )
    grid = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("网格")
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteers",
        verbose_name=_("账号"),
    )
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteers",
        verbose_name=_("居民档案"),
    )
    name = NameField(_("姓名"))
    name_key = PinyinField(_("拼音序"), max_length=96)
    name_initials = PinyinField(_("拼音首字母"), max_length=16, initials=True)
    gender = models.CharField(
        _("性别"), max_length=8, choices=Resident.Gender, default=Resident.Gender.UNKNOWN
    )
    born_on = models.DateField(_("出生日期"))
    id_number = EncryptedField(_("身份证号"), mask="id_number", blank=True)
    id_index = BlindIndexField(source="id_number", kind="id_number")
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    """Only of somebody without an account; the account keeps its own."""
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    political = models.CharField(_("政治面貌"), max_length=16, choices=Political, blank=True)
    identity = models.CharField(
        _("实名核对"), max_length=8, choices=Identity, blank=True, editable=False
    )
    verified_at = models.DateTimeField(_("核对时间"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("核对人"),
    )
    domains = models.ManyToManyField(ServiceDomain, blank=True, verbose_name=_("愿意做的事"))

    # --- his own limits
    offers_a_week = models.PositiveSmallIntegerField(_("一周最多几次邀请"), default=3)
    quiet_from = models.TimeField(_("几点起不打扰"), default=QUIET_FROM)
    quiet_until = models.TimeField(_("到几点"), default=QUIET_TO)
    reach = models.CharField(_("愿意走多远"), max_length=16, choices=Reach, default=Reach.COMMUNITY)
    paused_until = models.DateField(_("歇到哪天（含）"), null=True, blank=True, editable=False)
    insured_until = models.DateField(
        _("志愿服务保险到（含）"), null=True, blank=True, editable=False
    )

    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=VolunteerStatus,
        default=VolunteerStatus.APPLIED,
        editable=False,
    )
    status_reason = EncryptedField(_("原因"), mask="note", blank=True, editable=False)
    status_at = models.DateTimeField(_("状态时间"), db_default=Now(), editable=False)
    agreed_at = models.DateTimeField(_("同意须知时间"), default=timezone.now, editable=False)
    applied_at = models.DateTimeField(_("登记时间"), default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(_("通过时间"), null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("代为登记的人"),
    )

    objects = VolunteerQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("志愿者")
        verbose_name_plural = _("志愿者")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(user__isnull=False), name="volunteer_once_per_account"
            ),
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(resident__isnull=False),
                name="volunteer_once_per_resident",
            ),
            models.UniqueConstraint(
                fields=["id_index"], condition=~Q(id_index=""), name="volunteer_once_per_id_number"
            ),
            models.CheckConstraint(
                name="volunteer_status_known", condition=Q(status__in=VolunteerStatus.values)
            ),
            models.CheckConstraint(
                name="volunteer_identity_checked_when",
                condition=Q(identity="", verified_at__isnull=True)
                | Q(identity__in=["register", "desk"], verified_at__isnull=False),
            ),
            models.CheckConstraint(
                name="volunteer_accepted_was_checked",
                condition=~Q(status__in=["active", "suspended"])
                | (Q(accepted_at__isnull=False) & ~Q(identity="")),
            ),
            models.CheckConstraint(
                name="volunteer_offers_a_week_sane", condition=Q(offers_a_week__range=(1, 14))
            ),
            models.CheckConstraint(
                name="volunteer_without_account_was_entered",
                condition=Q(user__isnull=False) | Q(entered_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "name_key"], name="volunteer_by_name"),
            models.Index(
                fields=["community", "applied_at"],
                name="volunteer_waiting",
                condition=Q(status="applied"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def number_shown(self) -> str:
        return in_groups(self.number)

    def age_on(self, day: date) -> int:
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday

    def is_minor(self, day: date | None = None) -> bool:
        return self.age_on(day or timezone.localdate()) < ADULT

    def is_insured(self, day: date | None = None) -> bool:
        return self.insured_until is not None and self.insured_until >= (
            day or timezone.localdate()
        )

    def is_paused(self, day: date | None = None) -> bool:
        return self.paused_until is not None and self.paused_until >= (day or timezone.localdate())


class WeeklyTime(models.Model):
    """One part of one weekday on which he usually has time."""

    class Part(models.TextChoices):
        MORNING = "morning", _("上午")
        AFTERNOON = "afternoon", _("下午")
        EVENING = "evening", _("晚上")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="times", verbose_name=_("志愿者")
    )
    weekday = models.PositiveSmallIntegerField(_("星期几"))
    """1 is Monday, as in ISO 8601."""
    part = models.CharField(_("时段"), max_length=12, choices=Part)

    row_scope = RowScope(community="community_id", with_owner="volunteers_volunteer.volunteer_id")

    class Meta:
        verbose_name = _("志愿者可服务时间")
        verbose_name_plural = _("志愿者可服务时间")
        ordering = ["weekday", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "weekday", "part"], name="volunteer_time_once"
            ),
            models.CheckConstraint(
                name="volunteer_weekday_known", condition=Q(weekday__range=(1, 7))
            ),
            models.CheckConstraint(
                name="volunteer_part_known",
                condition=Q(part__in=["morning", "afternoon", "evening"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.get_part_display()}"


class GuardianConsentQuerySet(models.QuerySet["GuardianConsent"]):
    def standing(self) -> "GuardianConsentQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class GuardianConsent(models.Model):
    """A parent lets somebody of 14 to 17 serve: with a click of his own, or at the desk."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="guardian_consents", verbose_name=_("志愿者")
    )
    guardian = NameField(_("监护人"))
    relation = models.CharField(_("关系"), max_length=16)
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("监护人账号"),
    )
    recorded_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("登记人"),
    )
    evidence = EncryptedField(_("凭据"), mask="note", blank=True)
    given_at = models.DateTimeField(_("同意时间"), db_default=Now())
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)

    objects = GuardianConsentQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("监护人同意")
        verbose_name_plural = _("监护人同意")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(withdrawn_at__isnull=True),
                name="guardian_consent_once_while_it_stands",
            ),
            models.CheckConstraint(
                name="guardian_consent_by_somebody",
                condition=Q(user__isnull=False) | Q(recorded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="guardian_consent_withdrawn_after",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} → {self.volunteer_id}"
