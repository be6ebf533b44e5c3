"""A screen in a hall: what it shows of which place, and the link that opens it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.roles import (
    COMMUNITY_SECRETARY,
    COMMUNITY_STAFF,
    DISTRICT_OFFICIAL,
    STREET_OFFICIAL,
)
from accounts.viewer import Viewer
from communities.models import Area
from core.models import RowScope
from insights.wall import MOST_FIGURES

KEEPERS = frozenset({COMMUNITY_SECRETARY, COMMUNITY_STAFF, STREET_OFFICIAL, DISTRICT_OFFICIAL})
"""Who hangs up screens: of his own place, never of one that lies below it."""


class Part(models.TextChoices):
    STRIP = "strip", _("新提的、刚办结的")
    MAP = "map", _("各处在办的地图")
    FIGURES = "figures", _("指标")
    NOTICES = "notices", _("通知")


class ScreenQuerySet(models.QuerySet["Screen"]):
    def living(self) -> "ScreenQuerySet":
        return self.filter(revoked_at__isnull=True)

    def manageable_by(self, viewer: Viewer) -> "ScreenQuerySet":
        if not keeps_screens(viewer):
            return self.none()
        return self.filter(area__in=viewer.area_ids)


class Screen(models.Model):
    """Whoever has the link sees what hangs in the hall anyway. The link itself is not kept."""

    class Theme(models.TextChoices):
        LIGHT = "light", _("浅色")
        DARK = "dark", _("深色")

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("哪里的"))
    name = models.CharField(_("挂在哪里"), max_length=40)
    digest = models.CharField(_("摘要"), max_length=64, unique=True, editable=False)
    theme = models.CharField(_("底色"), max_length=8, choices=Theme, default=Theme.LIGHT)
    shows = ArrayField(models.CharField(max_length=8, choices=Part), verbose_name=_("显示什么"))
    figures = ArrayField(
        models.CharField(max_length=60), verbose_name=_("哪些指标"), default=list, blank=True
    )
    """Codes of the registry. One that is gone from it is not shown any more."""
    made_at = models.DateTimeField(_("什么时候做的"), db_default=Now(), editable=False)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁做的")
    )
    revision = models.PositiveIntegerField(_("改过几次"), default=0, editable=False)
    seen_at = models.DateTimeField(_("最近亮过"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("什么时候收回的"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁收回的"),
    )

    objects = ScreenQuerySet.as_manager()
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("大屏")
        verbose_name_plural = _("大屏")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="screen_shows_something", condition=~Q(shows=[])),
            models.CheckConstraint(
                name="screen_theme_known", condition=Q(theme__in=["light", "dark"])
            ),
            models.CheckConstraint(
                name="screen_figures_fit", condition=Q(figures__len__lte=MOST_FIGURES)
            ),
            models.CheckConstraint(
                name="screen_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area", "-id"], name="screen_of_place")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_living(self) -> bool:
        return self.revoked_at is None


def keeps_screens(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and viewer.role.code in KEEPERS
