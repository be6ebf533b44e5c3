"""网格事项清单: which matter belongs to which department, and what the grid worker does."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Area, Department
from core.words import said


class GridMatter(models.Model):
    """A kind of thing that comes up on a grid; a place may rename, add and retire them."""

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    examples = models.CharField(_("比如"), max_length=120, blank=True)
    examples_en = models.CharField(_("比如（英文）"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("事项类别")
        verbose_name_plural = _("事项类别")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return said(self, "name")

    @property
    def examples_title(self) -> str:
        return said(self, "examples")


class GridDutyQuerySet(models.QuerySet["GridDuty"]):
    def on(self, day: date | None = None) -> "GridDutyQuerySet":
        at = day or timezone.localdate()
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=at),
            valid_from__lte=at,
            matter__is_active=True,
            department__is_active=True,
        )

    def for_area(self, area: Area) -> "GridDutyQuerySet":
        """Lists that reach this place: its own, and those of the places above."""
        return self.filter(area__in=area.ancestor_ids)


class GridDuty(models.Model):
    """One line of a place's list, from a day to a day. In one place a matter has one department."""

    class Does(models.TextChoices):
        INSPECT = "inspect", _("检查")
        REPORT = "report", _("上报")
        PERSUADE = "persuade", _("劝导")

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="grid_duties", verbose_name=_("适用地方")
    )
    matter = models.ForeignKey(
        GridMatter, models.PROTECT, related_name="duties", verbose_name=_("事项")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="grid_duties", verbose_name=_("部门")
    )
    worker_does = models.CharField(_("网格员做什么"), max_length=8, choices=Does)
    department_does = models.CharField(_("部门做什么"), max_length=200)
    department_does_en = models.CharField(_("部门做什么（英文）"), max_length=300, blank=True)
    basis = models.CharField(_("依据"), max_length=120, blank=True)
    deadline_days = models.PositiveSmallIntegerField(
        _("几个工作日内"), null=True, blank=True, help_text=_("0 是当天；不填就是没有定")
    )
    version = models.PositiveSmallIntegerField(_("第几版"), default=1, editable=False)
    valid_from = models.DateField(_("起"), default=timezone.localdate)
    valid_to = models.DateField(_("止（不含）"), null=True, blank=True)

    objects = GridDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("网格事项")
        verbose_name_plural = _("网格事项清单")
        ordering = ["matter__position", "id"]
        constraints = [
            ExclusionConstraint(
                name="matter_one_department_at_a_time",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    ("matter", RangeOperators.EQUAL),
                    (Func(F("valid_from"), F("valid_to"), function="daterange"), "&&"),
                ],
            ),
            models.CheckConstraint(
                name="grid_duty_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="grid_duty_worker_does_known",
                condition=Q(worker_does__in=["inspect", "report", "persuade"]),
            ),
        ]
        indexes = [models.Index(fields=["department"], name="grid_duty_of_department")]

    def __str__(self) -> str:
        return f"{self.area} · {self.matter} → {self.department}"

    @property
    def department_does_title(self) -> str:
        return said(self, "department_does")
