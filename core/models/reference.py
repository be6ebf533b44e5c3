import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceMark(models.Model):
    """One row: new whenever a table that every process keeps was changed (core.reference)."""

    mark = models.UUIDField(_("标记"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("共用资料的标记")
        verbose_name_plural = _("共用资料的标记")

    def __str__(self) -> str:
        return str(self.mark)
