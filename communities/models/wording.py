"""A place's own words where the shipped ones do not fit (communities.wording)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Reach
from accounts.viewer import Viewer
from communities.models.area import Area
from core.words import said


class LocalWordingQuerySet(models.QuerySet["LocalWording"]):
    def visible_to(self, viewer: Viewer) -> "LocalWordingQuerySet":
        """The platform's keeper sees all; staff their own and what stands above them."""
        if not viewer.is_staff or viewer.sleeping:
            return self.none()
        if viewer.role.reach == Reach.PLATFORM:
            return self
        paths = Area.objects.filter(pk__in=viewer.community_ids).values_list("path", flat=True)
        above = {int(pk) for path in paths for pk in path.strip("/").split("/")}
        return self.filter(Q(area__isnull=True) | Q(area_id__in=above))

    def manageable_by(self, viewer: Viewer) -> "LocalWordingQuerySet":
        rows = self.visible_to(viewer)
        if viewer.role.reach == Reach.PLATFORM:
            return rows
        return rows.filter(area_id__in=viewer.community_ids)


class LocalWording(models.Model):
    """One wording as one place says it; without a place, as everybody here says it."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wordings",
        verbose_name=_("哪里"),
        help_text=_("不选就是所有地方；一个地方的写法，它下面的也用"),
    )
    code = models.CharField(_("哪一处"), max_length=64)
    text = models.CharField(_("写法"), max_length=300)
    text_en = models.CharField(_("英文写法"), max_length=400, blank=True)
    updated_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁改的"),
    )
    updated_at = models.DateTimeField(_("修改时间"), auto_now=True)

    objects = LocalWordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("本地用语")
        verbose_name_plural = _("本地用语")
        ordering = ["code", "area_id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="wording_once_per_place"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(area__isnull=True),
                name="wording_once_for_everywhere",
            ),
            models.CheckConstraint(name="wording_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return said(self, "text")
