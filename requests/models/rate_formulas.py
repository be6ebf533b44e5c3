"""三率口径: how the three rates are reckoned from a day on, and in which paper that stands."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requests.models.ratings import Grade
from requests.reckoning import STEPS


class RateFormula(models.Model):
    """One for all places, or their rates could not stand side by side. It is never changed once
    its day has come: whoever reads figures of that time has read them so."""

    class Hours(models.IntegerChoices):
        TWO = 2, _("2 小时")
        EIGHT = 8, _("8 小时")
        DAY = 24, _("24 小时")
        TWO_DAYS = 48, _("48 小时")
        THREE_DAYS = 72, _("72 小时")

    class Content(models.IntegerChoices):
        FAIR = Grade.FAIR.value, _("基本满意以上")
        GOOD = Grade.GOOD.value, _("满意以上")
        VERY_GOOD = Grade.VERY_GOOD.value, _("只算非常满意")

    since = models.DateField(_("从哪天起"), unique=True)
    contact_hours = models.PositiveSmallIntegerField(
        _("多久联系上算响应"), choices=Hours, default=Hours.DAY
    )
    content_from = models.PositiveSmallIntegerField(
        _("怎样算满意"), choices=Content, default=Content.FAIR
    )
    counts_unanswered = models.BooleanField(_("没有回答“办好了吗”的也在分母里"), default=False)
    counts_unrated = models.BooleanField(_("没有评分的也在分母里"), default=False)
    ground = models.CharField(_("依据"), max_length=120, help_text=_("文号、标题，哪一条"))

    class Meta:
        verbose_name = _("三率口径")
        verbose_name_plural = _("三率口径")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                name="rate_formula_known_window", condition=Q(contact_hours__in=STEPS)
            ),
            models.CheckConstraint(
                name="rate_formula_content_is_a_good_grade",
                condition=Q(content_from__gte=Grade.FAIR.value)
                & Q(content_from__lte=Grade.VERY_GOOD.value),
            ),
        ]

    def __str__(self) -> str:
        return _("{day} 起的三率口径").format(day=self.since)

    @property
    def in_force(self) -> bool:
        return self.since <= timezone.localdate()
