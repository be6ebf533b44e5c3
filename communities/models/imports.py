"""An uploaded table on its way into the register: looked at, mended, brought in."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import is_official, keeps_lists, reaches
from communities.models.area import Area
from core.fields import FreeLine
from core.models import RowScope


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def visible_to(self, viewer: Viewer) -> "ImportJobQuerySet":
        """Those who keep the whole community's register; a grid worker's lists go through them."""
        if is_official(viewer):
            return self.filter(community__in=viewer.area_ids)
        return self.filter(reaches(viewer, grid="")) if keeps_lists(viewer) else self.none()


class ImportJob(models.Model):
    """Its file is encrypted, and gone as soon as it was brought in, refused or forgotten."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("等待核对")
        CHECKED = "checked", _("核对完毕")
        WRITING = "writing", _("正在写入")
        DONE = "done", _("已导入")
        DISCARDED = "discarded", _("已放弃")
        UNREADABLE = "unreadable", _("读不了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    kind = models.CharField(_("内容"), max_length=16)
    file_name = FreeLine(_("文件名"), max_length=120)
    content = models.BinaryField(_("文件（加密）"), null=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.WAITING, editable=False
    )
    summary = models.JSONField(_("结果"), default=dict)
    """{"rows", "added", "updated", "same", "errors", "warnings", "ignored": [headings]}"""
    issues = models.JSONField(_("问题"), default=list)
    """Masked (core.imports.tables.Issue); the first thousands, the rest is counted."""
    changes = models.JSONField(_("将更新的行"), default=list)
    """[{"sheet", "row", "columns": […]}]: which cells differ, not what they say."""
    refusal = models.CharField(_("原因"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    created_at = models.DateTimeField(_("上传时间"), db_default=Now())
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    objects = ImportJobQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("名册导入")
        verbose_name_plural = _("名册导入")
        indexes = [models.Index(fields=["community", "-id"], name="import_newest")]
        constraints = [
            models.CheckConstraint(
                name="import_status_known",
                condition=Q(
                    status__in=["waiting", "checked", "writing", "done", "discarded", "unreadable"]
                ),
            ),
            models.CheckConstraint(
                name="import_finished_has_no_file",
                condition=~Q(status__in=["done", "discarded", "unreadable"])
                | Q(content__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_status_display()})"

    @property
    def is_busy(self) -> bool:
        return self.status in {self.Status.WAITING, self.Status.WRITING}

    @property
    def may_commit(self) -> bool:
        return (
            self.status == self.Status.CHECKED
            and not self.summary.get("errors")
            and bool(self.summary.get("added") or self.summary.get("updated"))
        )
