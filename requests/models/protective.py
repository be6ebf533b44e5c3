"""Signs of harm to a child, of danger to a life: out of the queue, into the hands of one person.

The words lie here, sealed; the request they came in keeps only that it came. The wall lets through
the named officer and the one behind him, nobody else: not the desk, not the admin, not the street.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from accounts.models.grants import RoleGrantQuerySet
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, DISPATCHER, STREET_OFFICIAL
from accounts.viewer import Viewer
from communities.models import Area
from core.fields import EncryptedField, FreeText, NameField
from core.models import KeepsNumbers, Ledger, RowScope
from requests.tiers import DESK

NAMES = frozenset({COMMUNITY_SECRETARY, STREET_OFFICIAL})
"""Who names the protective officer of his place."""
SERVE = (COMMUNITY_SECRETARY, COMMUNITY_STAFF, DISPATCHER, STREET_OFFICIAL)
"""Whose office lets him be named."""


def offices(user: Any, community: Any) -> RoleGrantQuerySet:
    """Roles at a desk of the community, of its grids or over it, that let one open a case."""
    place: Any
    path: Any
    if isinstance(community, Area):
        place, path = Value(community.pk), Value(community.path)
    else:
        place, path = OuterRef(community), OuterRef(f"{community}__path")
    held = RoleGrant.objects.in_force().filter(user=user, role__in=DESK, user__is_active=True)
    held = held.annotate(place_path=ExpressionWrapper(path, models.CharField()))
    return held.filter(
        Q(area_scopes__area__community=place)
        | Q(place_path__startswith=F("area_scopes__area__path"))
    )


class ProtectiveOfficerQuerySet(models.QuerySet["ProtectiveOfficer"]):
    def standing(self) -> "ProtectiveOfficerQuerySet":
        return self.filter(ended_at__isnull=True)

    def serving(self) -> "ProtectiveOfficerQuerySet":
        """Named, and still in an office of that place: who left can no longer open what comes."""
        held = RoleGrant.objects.in_force().filter(
            user=OuterRef("user"), role__in=SERVE, area_scopes__area=OuterRef("area")
        )
        return self.standing().filter(Exists(held), user__is_active=True)


class ProtectiveOfficer(models.Model):
    """Whom a place has named for it. Nobody named: whoever is on duty, then the keeper."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("哪里"))
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("保护专人")
    )
    named_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁指定的")
    )
    since = models.DateTimeField(_("从"), db_default=Now())
    ended_at = models.DateTimeField(_("到"), null=True, editable=False)

    objects = ProtectiveOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("保护专人")
        verbose_name_plural = _("保护专人")
        constraints = [
            models.UniqueConstraint(
                fields=["area"], condition=Q(ended_at__isnull=True), name="protective_officer_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} · {self.user}"


class ProtectiveCaseQuerySet(models.QuerySet["ProtectiveCase"]):
    def in_the_hands_of(self, viewer: Viewer) -> "ProtectiveCaseQuerySet":
        if not viewer.is_staff or viewer.sleeping:
            return self.none()
        return self.filter(Q(officer_id=viewer.user_id) | Q(backup_id=viewer.user_id))

    def open(self) -> "ProtectiveCaseQuerySet":
        return self.filter(closed_at__isnull=True)

    def stranded(self) -> "ProtectiveCaseQuerySet":
        """With somebody who holds no office there any more."""
        return self.filter(
            ~Exists(offices(OuterRef("officer"), "community"))
            | Q(backup__isnull=False) & ~Exists(offices(OuterRef("backup"), "community"))
        )


class ProtectiveCase(models.Model):
    class Outcome(models.TextChoices):
        POLICE = "police", _("公安接手了")
        CIVIL_AFFAIRS = "civil_affairs", _("民政、未保接手了")
        HOSPITAL = "hospital", _("医院接手了")
        SAFE = "safe", _("人安全，已安排后续")
        RETURNED = "returned", _("看过，不是这类事，退回照常办")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.OneToOneField(
        "requests.ServiceRequest", models.PROTECT, related_name="protective", verbose_name=_("诉求")
    )
    signs = models.JSONField(_("看出了什么"), default=list)
    words = EncryptedField(_("原话"), mask="note", blank=True)
    name = NameField(_("联系人"), blank=True, default="")
    phone = EncryptedField(_("联系电话"), mask="phone", blank=True)
    address = EncryptedField(_("地址"), mask="address", blank=True)
    officer = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("保护专人")
    )
    backup = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("后备")
    )
    told_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁交来的")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())
    seen_at = models.DateTimeField(_("专人看到"), null=True, editable=False)
    closed_at = models.DateTimeField(_("结束"), null=True, editable=False)
    outcome = models.CharField(_("结果"), max_length=16, choices=Outcome, blank=True)

    objects = ProtectiveCaseQuerySet.as_manager()
    row_scope = RowScope(person="officer_id", other="backup_id")

    class Meta:
        verbose_name = _("保护专件")
        verbose_name_plural = _("保护专件")
        constraints = [
            models.CheckConstraint(
                name="protective_closed_says_how",
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="protective_two_people",
                condition=Q(backup__isnull=True) | ~Q(backup=F("officer")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer", "-at"],
                name="protective_of_officer",
                condition=Q(closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.service_request_id)


class ProtectiveStep(KeepsNumbers, Ledger):
    """What the officer did, and when: the record one is asked for afterwards."""

    class What(models.TextChoices):
        SEEN = "seen", _("看到了")
        POLICE = "police", _("打了 110，报了警")
        AMBULANCE = "ambulance", _("打了 120")
        REPORTED = "reported", _("按强制报告制度报了")
        REACHED = "reached", _("联系上了本人")
        WENT = "went", _("到了现场")
        NOTE = "note", _("记一笔")
        HANDED = "handed", _("换了人")
        CLOSED = "closed", _("结束")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        ProtectiveCase, models.PROTECT, related_name="steps", verbose_name=_("保护专件")
    )
    what = models.CharField(_("做了什么"), max_length=12, choices=What)
    note = FreeText(_("说明"), blank=True)
    officer = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("保护专人")
    )
    backup = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("后备")
    )
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(person="officer_id", other="backup_id")

    class Meta:
        verbose_name = _("保护专件经过")
        verbose_name_plural = _("保护专件经过")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.get_what_display())
