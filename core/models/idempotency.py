from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.models.base import RowScope


class IdempotencyKey(models.Model):
    """One form that was sent, and the answer it got. Lives a day or two, then it is swept."""

    owner = models.CharField(_("发送人"), max_length=80)
    key = models.CharField(_("幂等键"), max_length=64)
    fingerprint = models.CharField(_("内容指纹"), max_length=64)
    status = models.PositiveSmallIntegerField(_("应答"), null=True)
    answer = models.BinaryField(_("应答（加密）"), default=b"")
    created_at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("表单提交")
        verbose_name_plural = _("表单提交")
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="idempotency_once_per_owner")
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return self.key
