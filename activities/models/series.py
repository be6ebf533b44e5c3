"""What activities hang together by: a series that comes again, a brand they are known by."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.words import said


class ServiceBrand(models.Model):
    """服务品牌: the name under which one keeps doing one kind of thing."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    about = models.CharField(_("做什么"), max_length=200, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("服务品牌")
        verbose_name_plural = _("服务品牌")
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="brand_once_per_community")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")


class Series(models.Model):
    """What comes again: 四点半课堂, the choir on Wednesdays. Its activities bear the days."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    title = models.CharField(_("名称"), max_length=60)
    title_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    started_at = models.DateTimeField(_("建立时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("系列活动")
        verbose_name_plural = _("系列活动")

    def __str__(self) -> str:
        return said(self, "title")
