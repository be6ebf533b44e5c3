"""What volunteers can do: a list that a place may rename, extend and retire."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.words import said
from organizations.models import ServiceDomain


class Skill(models.Model):
    """Something one is good at. Where the law asks for a paper, the paper is looked at first."""

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    domain = models.ForeignKey(
        ServiceDomain, models.PROTECT, related_name="+", verbose_name=_("服务领域")
    )
    needs_licence = models.BooleanField(_("要证件"), default=False)
    licence = models.CharField(_("什么证件"), max_length=64, blank=True)
    licence_en = models.CharField(_("什么证件（英文）"), max_length=128, blank=True)
    is_common = models.BooleanField(
        _("登记页上就列出"), default=False, help_text=_("登记页只放最常见的十来项，其余以后再选")
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("技能")
        verbose_name_plural = _("技能")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="skill_says_which_licence",
                condition=Q(needs_licence=False) | ~Q(licence=""),
                violation_error_message=_("要证件的技能请写明是什么证件"),
            )
        ]

    def __str__(self) -> str:
        return said(self, "name")

    @property
    def paper(self) -> str:
        """The licence in the reader's language."""
        return said(self, "licence")
