"""Part-time commissioners (兼职委员): a unit's person sits in the community's Party committee."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import NameField
from core.models import RowScope
from grids.access import runs_community
from organizations.models.organizations import REMIND_BEFORE, Organization
from organizations.models.pairings import both_sides, over_the_place


class CommissionerQuerySet(models.QuerySet["Commissioner"]):
    def seated(self, day: date | None = None) -> "CommissionerQuerySet":
        today = day or timezone.localdate()
        return self.filter(ended_on__isnull=True, starts_on__lte=today, ends_on__gte=today)

    def standing(self) -> "CommissionerQuerySet":
        """Seated, or to be."""
        return self.filter(ended_on__isnull=True)

    def ending(self, day: date | None = None) -> "CommissionerQuerySet":
        today = day or timezone.localdate()
        return self.standing().filter(ends_on__range=(today, today + REMIND_BEFORE))

    def over(self, day: date | None = None) -> "CommissionerQuerySet":
        return self.standing().filter(ends_on__lt=day or timezone.localdate())

    def visible_to(self, viewer: Viewer) -> "CommissionerQuerySet":
        """The community, the unit, the street above. Everybody reads unit and office only."""
        return self.filter(both_sides(viewer) | over_the_place(viewer))

    def manageable_by(self, viewer: Viewer) -> "CommissionerQuerySet":
        """The community seats and unseats."""
        return self.filter(runs_community(viewer))


class Commissioner(models.Model):
    """One seat for one unit: who, in which office there, for which term, what the unit promised."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="commissioners", verbose_name=_("哪个单位")
    )
    name = NameField(_("姓名"))
    office = models.CharField(_("在单位的职务"), max_length=40)
    promises = models.CharField(_("答应带来什么"), max_length=200, blank=True)
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("任期到哪天（含）"))
    ended_on = models.DateField(_("卸任日期"), null=True, blank=True, editable=False)
    reason = models.CharField(_("卸任原因"), max_length=200, blank=True, editable=False)
    seated_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    seated_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    objects = CommissionerQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization",)
    """A unit comes from wherever it stands."""

    class Meta:
        verbose_name = _("兼职委员")
        verbose_name_plural = _("兼职委员")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "community"],
                condition=Q(ended_on__isnull=True),
                name="commissioner_one_for_each_unit",
            ),
            models.CheckConstraint(
                name="commissioner_term_has_an_end", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="commissioner_ended_for_a_reason",
                condition=Q(ended_on__isnull=True, reason="")
                | Q(ended_on__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(name="commissioner_has_an_office", condition=~Q(office="")),
        ]
        indexes = [models.Index(fields=["community", "ends_on"], name="commissioners")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.office}"

    @property
    def is_standing(self) -> bool:
        return self.ended_on is None

    @property
    def ends_soon(self) -> bool:
        left = self.ends_on - timezone.localdate()
        return self.is_standing and left <= REMIND_BEFORE
