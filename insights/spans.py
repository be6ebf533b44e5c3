"""How long: what figures are kept by, and reports are written on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Span(models.TextChoices):
    DAY = "day", _("日")
    MONTH = "month", _("月")
    QUARTER = "quarter", _("季度")
    YEAR = "year", _("年")
