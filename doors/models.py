from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class DemoPerson(models.Model):
    """Somebody of the demo town whom a visitor may become with one click. Empty in production."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+")
    group = models.CharField(_("分组"), max_length=32)
    group_en = models.CharField(_("分组（英文）"), max_length=64)
    story = models.CharField(_("一句话"), max_length=120)
    story_en = models.CharField(_("一句话（英文）"), max_length=200)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("演示人物")
        verbose_name_plural = _("演示人物")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.story


class Chapter(models.Model):
    """A part of the town's story that has been told. Each is one transaction, so a story that
    was cut short goes on where it stopped, and one that is complete is not told again."""

    name = models.CharField(_("章节"), max_length=64, unique=True)
    told_on = models.DateField(_("故事里的今天"))
    told_at = models.DateTimeField(_("讲完时间"), db_default=Now())

    class Meta:
        verbose_name = _("小镇故事章节")
        verbose_name_plural = _("小镇故事章节")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
