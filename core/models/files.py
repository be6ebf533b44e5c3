import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.fields import FreeLine
from core.models.base import RowScope


def random_path(stored: "StoredFile", name: str) -> str:
    """Says nothing about the file, and cannot be guessed from another one."""
    token = uuid.uuid4().hex
    return f"files/{token[:2]}/{token[2:4]}/{token}"


class StoredFile(models.Model):
    """A file that was looked at before it was kept. Who may fetch it is decided by its caller."""

    class Kind(models.TextChoices):
        JPG = "jpg", _("照片（JPG）")
        PNG = "png", _("图片（PNG）")
        WEBP = "webp", _("图片（WebP）")
        GIF = "gif", _("图片（GIF）")
        PDF = "pdf", _("PDF 文件")
        XLSX = "xlsx", _("Excel 表格")
        DOCX = "docx", _("Word 文档")
        CSV = "csv", _("CSV 表格")
        TXT = "txt", _("文本")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scope = models.BigIntegerField(_("范围"), null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("上传人"),
    )
    kind = models.CharField(_("类型"), max_length=8, choices=Kind)
    content = models.FileField(_("内容"), upload_to=random_path, max_length=120)
    sha256 = models.CharField(_("指纹"), max_length=64)
    size = models.PositiveBigIntegerField(_("大小"))
    safe_name = FreeLine(_("下载名"), max_length=120)
    purpose = models.CharField(_("用途"), max_length=64)
    keep_until = models.DateField(_("保存至"), null=True)
    created_at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="scope", person="owner_id")

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        constraints = [
            models.CheckConstraint(
                name="file_kind_known",
                condition=Q(
                    kind__in=["jpg", "png", "webp", "gif", "pdf", "xlsx", "docx", "csv", "txt"]
                ),
            )
        ]
        indexes = [
            models.Index(
                fields=["keep_until"], name="file_due", condition=Q(keep_until__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return str(self.safe_name)
