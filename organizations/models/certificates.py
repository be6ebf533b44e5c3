"""Certificates of social workers (职业水平证书): each that was seen, with its days."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import EncryptedField
from organizations.models.schooling import OF_A_WORKER_WALL, of_a_worker
from organizations.models.social_workers import SocialWorker


class WorkerCertificateQuerySet(models.QuerySet["WorkerCertificate"]):
    def visible_to(self, viewer: Viewer) -> "WorkerCertificateQuerySet":
        return self.filter(of_a_worker(viewer))

    def manageable_by(self, viewer: Viewer) -> "WorkerCertificateQuerySet":
        return self.filter(worker__in=SocialWorker.objects.manageable_by(viewer).values("pk"))


class WorkerCertificate(models.Model):
    """助理 first, then 社会工作师; or the same one, registered anew. The newest holds, and
    stands on the social worker himself as well; a line is never changed."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    worker = models.ForeignKey(
        SocialWorker, models.CASCADE, related_name="certificates", verbose_name=_("社工")
    )
    level = models.CharField(_("证书等级"), max_length=16, choices=SocialWorker.Level)
    number = EncryptedField(_("证书编号"), mask="note")
    issued_on = models.DateField(_("发证日期"), null=True)
    registered_on = models.DateField(_("登记日期"), null=True)
    valid_until = models.DateField(_("证书有效到（含）"), null=True)
    seen_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("核对人")
    )
    seen_at = models.DateTimeField(_("核对时间"), db_default=Now())

    objects = WorkerCertificateQuerySet.as_manager()
    row_scope = OF_A_WORKER_WALL
    leads_elsewhere = ("worker",)
    """Stationed in several communities, his record stands in the first."""

    class Meta:
        verbose_name = _("社工证书")
        verbose_name_plural = _("社工证书")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="worker_certificate_level_known",
                condition=Q(level__in=["assistant", "intermediate", "senior"]),
            ),
            models.CheckConstraint(
                name="worker_certificate_registered_once_issued",
                condition=Q(registered_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(registered_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="worker_certificate_valid_from_its_registration",
                condition=Q(registered_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("registered_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.get_level_display()}"
