"""Departments above the community."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models.area import Area
from core.words import said


class Department(models.Model):
    """A department of a district or a street; orders beyond the community find their way here."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="departments", verbose_name=_("所属")
    )
    name = models.CharField(_("名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    duties = models.TextField(_("职责"), blank=True)
    duties_en = models.TextField(_("职责（英文）"), blank=True)
    telephone = models.CharField(_("电话"), max_length=20, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="department_named_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")

    @property
    def duties_title(self) -> str:
        return said(self, "duties")


class DepartmentScope(models.Model):
    """The department a liaison officer's grant speaks for."""

    grant = models.ForeignKey(
        "accounts.RoleGrant",
        models.CASCADE,
        related_name="department_scopes",
        verbose_name=_("授权"),
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="scopes", verbose_name=_("部门")
    )

    class Meta:
        verbose_name = _("联络部门")
        verbose_name_plural = _("联络部门")
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "department"], name="department_once_per_grant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.grant} @ {self.department}"
