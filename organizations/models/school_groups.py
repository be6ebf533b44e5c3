"""Branches and clubs of a school (团支部、社团) that work with a community: one to three."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from organizations.models.organizations import Organization
from organizations.models.pairings import OF_AN_AGREEMENT, Pairing

MOST = 3
"""In a community at a time, of whatever schools: more than it can look after help nobody."""


class SchoolGroup(models.Model):
    """Named by the agreement of its school; each holds one of the places of the community."""

    class Kind(models.TextChoices):
        BRANCH = "branch", _("团支部")
        CLUB = "club", _("学生社团")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("学校")
    )
    pairing = models.ForeignKey(
        Pairing, models.PROTECT, related_name="groups", verbose_name=_("协议")
    )
    kind = models.CharField(_("哪一种"), max_length=8, choices=Kind)
    name = models.CharField(_("名称"), max_length=40)
    place = models.PositiveSmallIntegerField(_("第几个"), editable=False)
    since = models.DateTimeField(_("结对时间"), db_default=Now(), editable=False)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)

    objects = models.Manager()
    row_scope = OF_AN_AGREEMENT
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("结对的团支部和社团")
        verbose_name_plural = _("结对的团支部和社团")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "place"],
                condition=Q(ended_on__isnull=True),
                name="school_group_one_for_each_place",
            ),
            models.UniqueConstraint(
                fields=["pairing", "name"],
                condition=Q(ended_on__isnull=True),
                name="school_group_named_once",
            ),
            models.CheckConstraint(
                name="school_group_among_three", condition=Q(place__range=(1, MOST))
            ),
            models.CheckConstraint(
                name="school_group_kind_known", condition=Q(kind__in=["branch", "club"])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stands(self) -> bool:
        return self.ended_on is None
