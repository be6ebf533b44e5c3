"""Words that point at an item of the menu, or away from it: the whole of what the desk is
advised by. Who reads a suggestion can read the row that made it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from requests.models.menu import MenuItem


class SuggestionRule(models.Model):
    """Beside the item's own name and keywords: a word, how much it says, for which item."""

    community = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪个社区的"),
        help_text=_("不选就是所有社区"),
    )
    words = models.CharField(
        _("说到这些词"), max_length=60, help_text=_("几个词用空格隔开，都说到才算")
    )
    item = models.ForeignKey(
        MenuItem, models.CASCADE, related_name="suggestion_rules", verbose_name=_("服务")
    )
    weight = models.SmallIntegerField(
        _("分量"), default=3, help_text=_("1 到 9；负数表示“说到这个就不是这一项”")
    )
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("分单建议")
        verbose_name_plural = _("分单建议")
        ordering = ["item", "-weight", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "words", "item"],
                name="suggestion_rule_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="suggestion_weight_known",
                condition=Q(weight__range=(-9, 9)) & ~Q(weight=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.item}"
