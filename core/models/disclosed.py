"""What was told in public with a name under it, and is never rewritten: a mistake is another one
that names the first and says what was wrong.

    class YearlyAccount(Disclosed):
        class Meta:
            constraints = [*disclosed("account", "community", "year"), …]
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.fields import NameField
from core.models.base import Ledger


class Disclosed(Ledger):
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected",
        verbose_name=_("更正哪一份"),
    )
    explanation = models.CharField(_("更正说明"), max_length=200, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("公布人")
    )
    signed = NameField(_("公布人姓名"))
    at = models.DateTimeField(_("公布时间"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


def disclosed(name: str, *period: str) -> list[models.BaseConstraint]:
    """The first of its `period` is one; every later one corrects one that nothing corrects yet
    (the one-to-one sees to that)."""
    return [
        models.UniqueConstraint(
            fields=period,
            condition=Q(corrects__isnull=True),
            name=f"{name}_first_of_its_{period[-1]}",
        ),
        models.CheckConstraint(
            name=f"{name}_corrects_with_a_word",
            condition=Q(corrects__isnull=True, explanation="")
            | Q(corrects__isnull=False) & ~Q(explanation=""),
        ),
        models.CheckConstraint(name=f"{name}_has_its_signature", condition=~Q(signed="")),
    ]
