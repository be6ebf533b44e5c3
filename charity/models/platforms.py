"""Where one gives online: platforms that the ministry has designated. This one is none of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DesignatedPlatform(models.Model):
    """Its name and address. Nothing is collected here, and nobody's appeal hangs here."""

    name = models.CharField(_("平台"), max_length=40, unique=True)
    address = models.URLField(
        _("网址"),
        max_length=80,
        blank=True,
        help_text=_("没有把握的不填：页面会指到慈善中国的名单"),
    )
    batch = models.PositiveSmallIntegerField(_("第几批指定"), null=True, blank=True)
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=100)

    class Meta:
        verbose_name = _("指定募捐平台")
        verbose_name_plural = _("指定募捐平台")

    def __str__(self) -> str:
        return self.name
