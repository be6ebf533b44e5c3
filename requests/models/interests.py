"""Whom a request is about, and who wrote it where that is sealed: both kept from the desk."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area, Department
from core.fields import EncryptedField, NameField
from core.models import RowScope
from organizations.models import Organization, SocialWorker


class AgainstQuerySet(models.QuerySet["Against"]):
    def of(self, viewer: Viewer) -> "AgainstQuerySet":
        """Said of him, or of the unit he speaks or works for."""
        units = SocialWorker.objects.filter(user_id=viewer.user_id or 0)
        return self.filter(
            Q(user_id=viewer.user_id or 0)
            | Q(organization_id__in=viewer.organization_ids)
            | Q(organization__in=units.values("organization"))
            | Q(department_id__in=viewer.department_ids)
        )


class Against(models.Model):
    """Whom a complaint is about, once somebody of the tier above has named him."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="against",
        verbose_name=_("诉求"),
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("说的是谁")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("机构")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name=_("部门")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())

    objects = AgainstQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        person="user_id",
        organization="organization_id",
        department="department_id",
    )

    class Meta:
        verbose_name = _("被反映的一方")
        verbose_name_plural = _("被反映的一方")
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "user", "organization", "department"],
                name="against_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="against_one",
                condition=Q(user__isnull=False, organization__isnull=True, department__isnull=True)
                | Q(user__isnull=True, organization__isnull=False, department__isnull=True)
                | Q(user__isnull=True, organization__isnull=True, department__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization or self.department or self.user)


class SealedAuthor(models.Model):
    """Who brought a report (举报). The wall lets only himself through; the desk's transactions
    never see the row, whatever a query asks for. Opened by one act, and that act is audited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.OneToOneField(
        "requests.ServiceRequest", models.PROTECT, related_name="author", verbose_name=_("诉求")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁提的")
    )
    name = NameField(_("联系人"), blank=True, default="")
    phone = EncryptedField(_("联系电话"), mask="phone", blank=True)
    address = EncryptedField(_("地址"), mask="address", blank=True)

    row_scope = RowScope(person="user_id")

    class Meta:
        verbose_name = _("举报人（封存）")
        verbose_name_plural = _("举报人（封存）")

    def __str__(self) -> str:
        return str(self.service_request_id)
