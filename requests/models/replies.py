"""Saved replies: what a good neighbour would say again, as data; each place adds its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Area


class SavedReplyQuerySet(models.QuerySet["SavedReply"]):
    def for_place(self, community_id: int, use: str) -> "SavedReplyQuerySet":
        """The place's own first, then everybody's."""
        rows = self.filter(
            Q(community_id=community_id) | Q(community=None), use=use, is_active=True
        )
        return rows.order_by(models.F("community").asc(nulls_last=True), "position", "pk")


class SavedReply(models.Model):
    """Chosen, read once more, changed where it must, and sent."""

    class Use(models.TextChoices):
        ASK = "ask", _("问一问")
        REFUSE = "refuse", _("不受理")
        REDIRECT = "redirect", _("请到别处办")
        MESSAGE = "message", _("给他留句话")

    community = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪个社区的"),
        help_text=_("不选就是所有社区"),
    )
    use = models.CharField(_("用在哪里"), max_length=12, choices=Use)
    title = models.CharField(_("叫什么"), max_length=40)
    text = models.TextField(_("原文"))
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    objects = SavedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("常用答复")
        verbose_name_plural = _("常用答复")
        ordering = ["use", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "use", "title"],
                name="saved_reply_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.title
