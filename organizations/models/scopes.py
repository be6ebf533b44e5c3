"""Which organisation a manager's grant speaks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from organizations.models.organizations import Organization


class OrganizationScopeQuerySet(models.QuerySet["OrganizationScope"]):
    def in_force(self) -> "OrganizationScopeQuerySet":
        """Whoever speaks for it today."""
        return self.filter(grant__in=RoleGrant.objects.in_force().values("pk"))


class OrganizationScope(models.Model):
    """Beside the grant's AreaScope, which says who may dismiss him: an office is not a place."""

    grant = models.ForeignKey(
        "accounts.RoleGrant",
        models.CASCADE,
        related_name="organization_scopes",
        verbose_name=_("授权"),
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="scopes", verbose_name=_("组织")
    )

    objects = OrganizationScopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("负责的组织")
        verbose_name_plural = _("负责的组织")
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "organization"], name="organization_once_per_grant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.grant} @ {self.organization}"
