"""三张清单: services, projects and activities as a community publishes them, in versions."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.models import Ledger, RowScope


class ListName(models.TextChoices):
    SERVICES = "services", _("服务清单")
    PROJECTS = "projects", _("项目清单")
    ACTIVITIES = "activities", _("活动清单")


class ListField(models.TextChoices):
    """梳理: under which of the fields something stands, in each of the three lists."""

    ELDERS = "elders", _("敬老助残")
    HEALTH = "health", _("医疗服务")
    SAFETY = "safety", _("平安建设")
    CULTURE = "culture", _("文化科普")
    DAILY = "daily", _("便民和其他")


class ListRelease(Ledger):
    """One version, as it was said: what stood on it can be read when the registers moved on."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    number = models.PositiveIntegerField(_("第几版"))
    changes = models.CharField(_("这一版改了什么"), max_length=300)
    entries = models.JSONField(_("内容"))
    released_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁发布的")
    )
    released_name = models.CharField(_("发布人"), max_length=40)
    """As it hangs in public: the account lies behind its wall."""
    released_at = models.DateTimeField(_("发布时间"), db_default=Now())

    # Read by everybody, signed in or not.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("三张清单的一版")
        verbose_name_plural = _("三张清单")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "number"], name="list_release_number_once"
            ),
            models.CheckConstraint(name="list_release_counts", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="list_release_says_something",
                condition=~Q(changes="") & ~Q(released_name="") & ~Q(entries=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community} · {self.number}"
