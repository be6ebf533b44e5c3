"""受益: how many people were served, and how often (人 and 人次), as whoever was there counted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CountsReached(models.Model):
    """Both or neither: who comes to ten meals is one person and ten visits."""

    people = models.PositiveIntegerField(_("服务了多少人"), null=True, blank=True, editable=False)
    visits = models.PositiveIntegerField(_("多少人次"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def reached_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(people__isnull=True, visits__isnull=True)
        | Q(people__isnull=False, visits__isnull=False, people__gte=1, visits__gte=F("people")),
    )
