from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """The last sign of life of a part that nobody can see from outside (core/heartbeat.py)."""

    name = models.CharField(_("部件"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("最近心跳"), db_default=Now())
    detail = models.JSONField(_("详情"), default=dict, blank=True)

    class Meta:
        verbose_name = _("心跳")
        verbose_name_plural = _("心跳")

    def __str__(self) -> str:
        return self.name
