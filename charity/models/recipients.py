"""Organisations that may accept gifts, and by what right."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.grounds import Ground
from organizations.models import Organization


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def valid(self, day: date | None = None) -> "RecipientQuerySet":
        """May accept something that day; an organisation that is not in the register may not."""
        today = day or timezone.localdate()
        stands = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
        return self.filter(stands, ended_on__isnull=True, organization__status="active")

    def visible_to(self, viewer: Viewer) -> "RecipientQuerySet":
        """Where the register of organisations shows the organisation."""
        return self.filter(organization__in=Organization.objects.at_desk_of(viewer).values("pk"))

    def manageable_by(self, viewer: Viewer) -> "RecipientQuerySet":
        """Who keeps the register of the place it stands in; never its own managers."""
        return self.filter(organization__in=Organization.objects.kept_by(viewer).values("pk"))


class Recipient(models.Model):
    """受赠单位. All of it is public: a donor should be able to look it up."""

    organization = models.OneToOneField(
        Organization, models.PROTECT, related_name="recipient", verbose_name=_("组织")
    )
    ground = models.CharField(_("凭什么受赠"), max_length=16, choices=Ground)
    certificate = models.CharField(
        _("证书编号"), max_length=40, blank=True, help_text=_("慈善组织登记证书、公益性证明的编号")
    )
    valid_until = models.DateField(_("有效到（含）"), null=True, blank=True)
    raises_in_public = models.BooleanField(
        _("有公开募捐资格"), default=False, help_text=_("没有的只能接受定向捐赠")
    )
    ended_on = models.DateField(_("停用日期"), null=True, blank=True, editable=False)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("受赠单位")
        verbose_name_plural = _("受赠单位")
        constraints = [
            models.CheckConstraint(
                name="recipient_ground_known", condition=Q(ground__in=Ground.values)
            ),
            models.CheckConstraint(
                name="recipient_has_a_certificate",
                condition=Q(ground="red_cross") | ~Q(certificate=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)

    @property
    def is_valid(self) -> bool:
        today = timezone.localdate()
        return self.ended_on is None and (self.valid_until is None or self.valid_until >= today)
