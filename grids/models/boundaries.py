"""The drawn border of a community, a grid or a micro-grid, from a day on."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.exceptions import DomainError
from grids import geojson
from grids.access import runs_community, sees_grid
from grids.geometry import Ring


class GridBoundaryQuerySet(models.QuerySet["GridBoundary"]):
    def on(self, day: date | None = None) -> "GridBoundaryQuerySet":
        today = day or timezone.localdate()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), valid_from__lte=today)

    def visible_to(self, viewer: Viewer) -> "GridBoundaryQuerySet":
        return self.filter(sees_grid(viewer, grid="") | Q(community_id__in=viewer.community_ids))

    def manageable_by(self, viewer: Viewer) -> "GridBoundaryQuerySet":
        return self.filter(runs_community(viewer))


class GridBoundary(models.Model):
    """A polygon in WGS84. A changed border is a new row: yesterday's answers stay explainable."""

    class Source(models.TextChoices):
        DRAWN = "drawn", _("画的")
        IMPORTED = "imported", _("导入的")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="boundaries", verbose_name=_("区域")
    )
    polygon = models.JSONField(_("边界（GeoJSON Polygon）"))
    square_metres = models.PositiveIntegerField(_("面积（平方米）"), editable=False)
    source = models.CharField(_("来源"), max_length=16, choices=Source, default=Source.DRAWN)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（不含）"), null=True, blank=True)
    drawn_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("绘制人")
    )
    drawn_at = models.DateTimeField(_("绘制时间"), db_default=Now())

    objects = GridBoundaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("网格边界")
        verbose_name_plural = _("网格边界")
        constraints = [
            ExclusionConstraint(
                name="boundary_one_at_a_time",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (Func(F("valid_from"), F("valid_to"), function="daterange"), "&&"),
                ],
            ),
            models.CheckConstraint(
                name="boundary_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["community"], name="boundary_by_community")]

    def __str__(self) -> str:
        return f"{self.area} {self.valid_from}"

    def clean(self) -> None:
        try:
            geojson.ring_of(self.polygon)
        except DomainError as error:
            raise ValidationError({"polygon": str(error)}) from error

    @property
    def ring(self) -> Ring:
        return geojson.ring_of(self.polygon)
