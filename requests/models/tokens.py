"""Keys for programs: what they open, where, and until when. The key itself is not kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope


class Scope(models.TextChoices):
    READ = "orders:read", _("查自己提的诉求")
    WRITE = "orders:write", _("提交诉求")
    UPDATE = "orders:update", _("补充、催办、撤回、评价")
    FIGURES = "figures:read", _("看数：指标和它们的含义")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def living(self) -> "ApiTokenQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def manageable_by(self, viewer: Viewer) -> "ApiTokenQuerySet":
        """One's own, in the role one acts in; nobody sees what another's program may do."""
        if viewer.user_id is None or viewer.sleeping:
            return self.none()
        return self.filter(user_id=viewer.user_id, grant_id=viewer.grant_id)


class ApiToken(KeepsNumbers):
    """Acts as the account, in the role it was issued in, never further than that reaches."""

    name = FreeLine(_("给哪个程序"), max_length=60)
    digest = models.CharField(_("摘要"), max_length=64, unique=True, editable=False)
    hint = models.CharField(_("开头"), max_length=12, editable=False)
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("以谁的身份")
    )
    grant = models.ForeignKey(
        "accounts.RoleGrant",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("以哪个岗位"),
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", verbose_name=_("只在哪里有效")
    )
    scopes = ArrayField(
        models.CharField(max_length=24, choices=Scope), verbose_name=_("可以做什么")
    )
    expires_at = models.DateTimeField(_("有效期到"))
    last_used_at = models.DateTimeField(_("最近用过"), null=True, editable=False)
    created_at = models.DateTimeField(_("签发时间"), db_default=Now())
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("吊销人"),
    )

    objects = ApiTokenQuerySet.as_manager()
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("接口密钥")
        verbose_name_plural = _("接口密钥")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="api_token_ends", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(name="api_token_may_something", condition=~Q(scopes=[])),
        ]
        indexes = [models.Index(fields=["user", "grant"], name="api_token_of_user")]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def is_living(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class ApiUse(models.Model):
    """How often somebody came in one minute. Counted where a lost Redis loses nothing."""

    key = models.CharField(_("谁"), max_length=80)
    minute = models.DateTimeField(_("哪一分钟"))
    hits = models.PositiveIntegerField(_("次数"), default=1)

    class Meta:
        verbose_name = _("接口用量")
        verbose_name_plural = _("接口用量")
        constraints = [models.UniqueConstraint(fields=["key", "minute"], name="api_use_once")]
        indexes = [models.Index(fields=["minute"], name="api_use_by_age")]

    def __str__(self) -> str:
        return f"{self.hits} × {self.key}"
