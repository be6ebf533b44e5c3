from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """One day that differs from what the calendar library says, or that it does not know yet."""

    class Kind(models.TextChoices):
        WORKDAY = "workday", _("上班")
        HOLIDAY = "holiday", _("放假")

    date = models.DateField(_("日期"), unique=True)
    kind = models.CharField(_("安排"), max_length=8, choices=Kind)
    name = models.CharField(_("名称"), max_length=64, blank=True)
    note = models.CharField(_("依据"), max_length=200, blank=True)

    is_reference = True

    class Meta:
        verbose_name = _("工作日历")
        verbose_name_plural = _("工作日历（调休与放假）")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                name="calendar_kind_known", condition=Q(kind__in=["workday", "holiday"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.get_kind_display()}"
