"""A look at the figures somebody comes back to, by the name he gave it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import RowScope

LONGEST_QUERY = 99


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, viewer: Any) -> "SavedViewQuerySet":
        """His own, and nobody else's."""
        return self.filter(owner_id=viewer.user_id) if viewer.is_signed_in else self.none()


class SavedView(models.Model):
    """`page` and `query` are the address: "theme/loop/" and "period=month&area=12". A period that
    moves along ("month") moves along here, too."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("谁的")
    )
    name = models.CharField(_("名称"), max_length=40)
    page = models.CharField(_("哪一页"), max_length=80, blank=True)
    query = models.CharField(_("条件"), max_length=LONGEST_QUERY, blank=True)
    saved_at = models.DateTimeField(_("什么时候存的"), auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    row_scope = RowScope(person="owner_id")

    class Meta:
        verbose_name = _("存下的数据页")
        verbose_name_plural = _("存下的数据页")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once"),
            models.CheckConstraint(name="saved_view_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"/insights/{self.page}" + (f"?{self.query}" if self.query else "")
