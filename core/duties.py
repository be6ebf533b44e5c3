"""What a keeper of registers is there for: roles name their duties, registers those they need."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    PEOPLE = "people", _("居民与住户")
    PLACES = "places", _("房屋与场所")
    REGIONS = "regions", _("区域与部门")
    CONTENT = "content", _("服务与内容")
    ACCOUNTS = "accounts", _("账号与授权")
    PLATFORM = "platform", _("平台设置")
    PRIVACY = "privacy", _("个人信息保护")
    AUDIT = "audit", _("审计")
