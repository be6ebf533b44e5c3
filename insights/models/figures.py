"""What was counted: of one place, over one day or month, as a whole and in its parts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import RowScope
from insights.spans import Span


class Figure(models.Model):
    """The sum of all committed steps of one measure; `by` and `of` say of which part.

    `by` is empty for the whole, a dimension ("channel") or several ("lane·stage"), and `of` its
    value in the same order. `by="people"` counts people and not their visits: of a month, a
    quarter or a year, which cannot be added up from days.
    """

    measure = models.CharField(_("量"), max_length=64)
    area_id = models.BigIntegerField(_("地方"))
    span = models.CharField(_("多长"), max_length=8, choices=Span)
    starts_on = models.DateField(_("从哪天起"))
    by = models.CharField(_("按什么分"), max_length=64)
    of = models.CharField(_("哪一份"), max_length=160)
    value = models.BigIntegerField(_("数"))

    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("数")
        verbose_name_plural = _("数")
        constraints = [
            models.UniqueConstraint(
                fields=["area_id", "measure", "by", "span", "starts_on", "of"], name="figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.by} {self.of} {self.starts_on} = {self.value}"


class Presence(models.Model):
    """Somebody was counted in a month, a quarter, a year: which one, nobody can read from it.

    `who` is a keyed digest; `steps` the sum of his steps, so that one taken back takes him out
    again only when no other is left.
    """

    measure = models.CharField(_("量"), max_length=64)
    area_id = models.BigIntegerField(_("地方"))
    span = models.CharField(_("多长"), max_length=8, choices=Span)
    starts_on = models.DateField(_("从哪天起"))
    who = models.BigIntegerField(_("谁"))
    steps = models.BigIntegerField(_("几次"))

    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("到过的人")
        verbose_name_plural = _("到过的人")
        constraints = [
            models.UniqueConstraint(
                fields=["area_id", "measure", "span", "starts_on", "who"], name="presence_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.starts_on} {self.steps}"


class FoldMark(models.Model):
    """How far the folding has come: every step of a transaction below `floor` is in the figures.

    `after` cuts off what a restored database brought along: its transactions have the numbers of
    another cluster.
    """

    floor = models.BigIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    folded_at = models.DateTimeField(_("算到什么时候"), null=True)

    class Meta:
        verbose_name = _("汇总的进度")
        verbose_name_plural = _("汇总的进度")

    def __str__(self) -> str:
        return str(self.floor)
