import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.models.base import RowScope
from core.models.files import StoredFile


class ExportJob(models.Model):
    """A table somebody asked for: how far it is, where it lies, until when."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("正在导出")
        DONE = "done", _("可以下载")
        FAILED = "failed", _("没有成功")
        EXPIRED = "expired", _("已过期")

    class Format(models.TextChoices):
        XLSX = "xlsx", _("Excel 表格")
        CSV = "csv", _("CSV 表格")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导出人")
    )
    acting_as = models.CharField(_("身份"), max_length=32, blank=True)
    scope = models.BigIntegerField(_("范围"), null=True)
    kind = models.CharField(_("内容"), max_length=64)
    params = models.JSONField(_("条件"), default=dict)
    format = models.CharField(_("格式"), max_length=8, choices=Format, default=Format.XLSX)
    status = models.CharField(
        _("状态"), max_length=8, choices=Status, default=Status.QUEUED, editable=False
    )
    done_rows = models.PositiveIntegerField(_("已写行数"), default=0)
    total_rows = models.PositiveIntegerField(_("总行数"), null=True)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("文件")
    )
    error = models.CharField(_("原因"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("申请时间"), db_default=Now())
    touched_at = models.DateTimeField(_("最近进展"), db_default=Now())
    expires_at = models.DateTimeField(_("下载截止"), null=True)

    row_scope = RowScope(person="owner_id")

    class Meta:
        verbose_name = _("导出")
        verbose_name_plural = _("导出")
        constraints = [
            models.CheckConstraint(
                name="export_status_known",
                condition=Q(status__in=["queued", "running", "done", "failed", "expired"]),
            ),
            models.CheckConstraint(
                name="export_done_has_file",
                condition=~Q(status="done") | Q(file__isnull=False, expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="export_failed_has_reason", condition=~Q(status="failed") | ~Q(error="")
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="export_mine"),
            models.Index(
                fields=["touched_at"],
                name="export_open",
                condition=Q(status__in=["queued", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_status_display()}"

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.QUEUED, self.Status.RUNNING}
