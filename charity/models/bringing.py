"""Who brought a gift in (A10-01): he asked, knew somebody, made the two meet. The staff know it;
the donor hears it only where he agreed, and nobody else does."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Resident
from core.fields import NameField
from organizations.models import Organization


class BroughtBy(models.TextChoices):
    RESIDENT = "resident", _("居民")
    VOLUNTEER = "volunteer", _("志愿者")
    STAFF = "staff", _("社区工作人员")
    ORGANIZATION = "organization", _("组织或单位的人")
    OTHER = "other", _("别的人")


LIVES_HERE = frozenset({BroughtBy.RESIDENT, BroughtBy.VOLUNTEER})
"""His record of the register is looked for, so that what is stored of him is found again."""


class Brought(models.Model):
    brought_as = models.CharField(_("谁牵的线"), max_length=12, choices=BroughtBy, blank=True)
    brought_by = NameField(_("牵线人姓名"), blank=True)
    brought_unit = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("牵线人的单位"),
    )
    brought_resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("牵线人的居民档案"),
    )
    brought_agreed = models.BooleanField(_("牵线人同意告诉捐赠人"), default=False)

    class Meta:
        abstract = True

    @property
    def bringer(self) -> str:
        """His unit and his name; the name reads as its mask until a query discloses it."""
        unit: Any = self.brought_unit
        return f"{unit.title} {self.brought_by}" if unit else str(self.brought_by)


BROUGHT_RULES = [
    models.CheckConstraint(
        name="gift_brought_in_by_somebody",
        condition=Q(
            brought_as="",
            brought_by="",
            brought_unit__isnull=True,
            brought_resident__isnull=True,
            brought_agreed=False,
        )
        | Q(brought_as__in=BroughtBy.values) & ~Q(brought_by=""),
    ),
    models.CheckConstraint(
        name="gift_brought_in_by_one_of_a_unit",
        condition=Q(brought_as="organization", brought_unit__isnull=False)
        | ~Q(brought_as="organization") & Q(brought_unit__isnull=True),
    ),
    models.CheckConstraint(
        name="gift_brought_in_by_one_who_lives_here",
        condition=Q(brought_resident__isnull=True) | Q(brought_as__in=["resident", "volunteer"]),
    ),
]
