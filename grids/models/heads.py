"""Building heads (楼栋长): residents who look after one building of their own will."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area, Building, Resident
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from grids import periods
from grids.access import may_appoint_heads, runs_community, sees_grid


class BuildingHeadQuerySet(models.QuerySet["BuildingHead"]):
    def on(self, day: date | None = None) -> "BuildingHeadQuerySet":
        return self.filter(period__contains=day or timezone.localdate())

    def visible_to(self, viewer: Viewer) -> "BuildingHeadQuerySet":
        return self.filter(sees_grid(viewer, grid="building__grid"))

    def manageable_by(self, viewer: Viewer) -> "BuildingHeadQuerySet":
        return self.filter(runs_community(viewer)) if may_appoint_heads(viewer) else self.none()


class BuildingHead(KeepsNumbers):
    """At most one head per building at a time; without an account he simply has no grant."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    building = models.ForeignKey(
        Building, models.PROTECT, related_name="heads", verbose_name=_("楼栋")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, related_name="head_of", verbose_name=_("楼栋长")
    )
    period = DateRangeField(_("任期"))
    grant = models.ForeignKey(
        "accounts.RoleGrant",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("授权"),
    )
    consent_note = FreeLine(_("怎样同意的（当面、电话、书面）"), max_length=120)
    publishes_name = models.BooleanField(_("同意在公示牌上写姓名"), default=False)
    appointed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    appointed_at = models.DateTimeField(_("登记时间"), db_default=Now())
    ended_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("卸任经办人"),
    )
    end_reason = FreeLine(_("卸任原因"), max_length=200, blank=True, editable=False)

    objects = BuildingHeadQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("楼栋长")
        verbose_name_plural = _("楼栋长")
        constraints = [
            ExclusionConstraint(
                name="building_one_head_at_a_time",
                expressions=[
                    ("building", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.building} · {self.resident}"

    @property
    def last_day(self) -> date | None:
        return periods.last_day(self.period)
