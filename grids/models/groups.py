"""Ten-household groups (十联户): notices fan out through them."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area, Household, Resident
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from grids.access import runs_grid, sees_grid


class TenHouseholdGroupQuerySet(models.QuerySet["TenHouseholdGroup"]):
    def standing(self) -> "TenHouseholdGroupQuerySet":
        return self.filter(dissolved_at__isnull=True)

    def without_leader(self) -> "TenHouseholdGroupQuerySet":
        return self.standing().filter(leader_consent_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> "TenHouseholdGroupQuerySet":
        return self.filter(sees_grid(viewer) | Q(leader_id__in=viewer.resident_ids))

    def manageable_by(self, viewer: Viewer) -> "TenHouseholdGroupQuerySet":
        return self.filter(runs_grid(viewer))

    def led_by(self, viewer: Viewer) -> "TenHouseholdGroupQuerySet":
        """The groups this account leads, in whichever role he is just now."""
        return self._of_leader(viewer).filter(leader_consent_at__isnull=False)

    def asking(self, viewer: Viewer) -> "TenHouseholdGroupQuerySet":
        """The groups that ask him to lead and wait for his yes or no."""
        return self._of_leader(viewer).filter(leader_consent_at__isnull=True)

    def _of_leader(self, viewer: Viewer) -> "TenHouseholdGroupQuerySet":
        if viewer.user_id is None:
            return self.none()
        return self.standing().filter(
            leader__bindings__user_id=viewer.user_id,
            leader__bindings__ended_at__isnull=True,
        )


class TenHouseholdGroup(KeepsNumbers):
    """About ten neighbouring households and the one who speaks for them.

    A leader is first asked (`leader` set), and leads once he has agreed (`leader_consent_at`).
    """

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(Area, models.PROTECT, related_name="groups", verbose_name=_("网格"))
    name = models.CharField(_("名称"), max_length=48)
    leader = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_groups",
        verbose_name=_("联户长"),
    )
    leader_consent_at = models.DateTimeField(_("联户长同意时间"), null=True, blank=True)
    leader_consent_note = FreeLine(
        _("怎样同意的（当面、电话、本人点选）"), max_length=120, blank=True
    )
    declined_by = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁说了不愿意"),
    )
    """The last one asked who said no, until somebody leads: nobody asks him twice unawares."""
    declined_at = models.DateTimeField(_("婉拒时间"), null=True, blank=True, editable=False)
    declined_note = FreeLine(_("他怎么说的"), max_length=120, blank=True, editable=False)
    grant = models.ForeignKey(
        "accounts.RoleGrant",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("联户长授权"),
    )
    created_at = models.DateTimeField(_("建组时间"), db_default=Now())
    dissolved_at = models.DateTimeField(_("解散时间"), null=True, blank=True, editable=False)

    objects = TenHouseholdGroupQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("十联户")
        verbose_name_plural = _("十联户")
        constraints = [
            models.UniqueConstraint(
                fields=["grid", "name"],
                condition=Q(dissolved_at__isnull=True),
                name="group_named_once_per_grid",
            ),
            models.UniqueConstraint(
                fields=["leader"],
                condition=Q(dissolved_at__isnull=True, leader__isnull=False),
                name="resident_leads_one_group",
            ),
            models.CheckConstraint(
                name="group_consent_has_leader",
                condition=Q(leader_consent_at__isnull=True) | Q(leader__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_led(self) -> bool:
        return self.leader_consent_at is not None


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    def on(self, day: date | None = None) -> "GroupMembershipQuerySet":
        return self.filter(period__contains=day or timezone.localdate())

    def visible_to(self, viewer: Viewer) -> "GroupMembershipQuerySet":
        return self.filter(
            sees_grid(viewer, grid="group__grid") | Q(household_id__in=viewer.household_ids)
        )

    def manageable_by(self, viewer: Viewer) -> "GroupMembershipQuerySet":
        return self.filter(runs_grid(viewer, grid="group__grid"))


class GroupMembership(models.Model):
    """A household belongs to at most one group at a time."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    group = models.ForeignKey(
        TenHouseholdGroup, models.PROTECT, related_name="memberships", verbose_name=_("十联户")
    )
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="group_memberships", verbose_name=_("户")
    )
    period = DateRangeField(_("期间"))

    objects = GroupMembershipQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("十联户成员户")
        verbose_name_plural = _("十联户成员户")
        constraints = [
            ExclusionConstraint(
                name="household_one_group_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.household} ∈ {self.group}"
