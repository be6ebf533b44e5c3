"""Departments above the community, and the service centre with its rooms inside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models.area import Area


class Department(models.Model):
    """A department of a district or a street; orders beyond the community find their way here."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="departments", verbose_name=_("所属")
    )
    name = models.CharField(_("名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    duties = models.TextField(_("职责"), blank=True)
    telephone = models.CharField(_("电话"), max_length=20, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="department_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room of the service centre that people come to."""

    community = models.ForeignKey(
        Area, models.PROTECT, related_name="rooms", verbose_name=_("社区")
    )
    name = models.CharField(_("名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    purpose = models.CharField(_("用途"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("座位"), default=0)
    is_step_free = models.BooleanField(_("无障碍"), default=False)
    opening = models.CharField(_("开放时间"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("服务中心房间")
        verbose_name_plural = _("服务中心房间")
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="room_named_once")
        ]

    def __str__(self) -> str:
        return self.name
