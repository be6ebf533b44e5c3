"""Posts of social workers (岗位): which, how many, what certificate they ask for, who holds one."""

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.models import Area
from core.fields import EncryptedField
from core.models import RowScope
from organizations.models.organizations import Organization
from organizations.models.schooling import whom_he_pays
from organizations.models.social_workers import SocialWorker, knows_social_workers

MOST_PLACES = 99


class WorkerPositionQuerySet(models.QuerySet["WorkerPosition"]):
    def standing(self) -> "WorkerPositionQuerySet":
        return self.filter(closed_on__isnull=True)

    def with_holders(self) -> "WorkerPositionQuerySet":
        """`held`: how many are filled now."""
        return self.annotate(held=Count("holdings", filter=Q(holdings__until__isnull=True)))

    def visible_to(self, viewer: Viewer) -> "WorkerPositionQuerySet":
        """Who works with social workers in its community, and its organisation. Nobody reads the
        band but who pays."""
        rule = Q(organization_id__in=viewer.organization_ids)
        if knows_social_workers(viewer):
            rule |= reaches(viewer, grid="")
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "WorkerPositionQuerySet":
        """Who pays: the manager of its organisation; of the community's own the secretary."""
        return self.filter(whom_he_pays(viewer))


class WorkerPosition(models.Model):
    """So many places of one post, of an organisation in a community or of the community's own."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
        verbose_name=_("哪个机构"),
    )
    """None: the community's own."""
    title = models.CharField(_("岗位"), max_length=32)
    places = models.PositiveSmallIntegerField(_("几个"))
    level = models.CharField(
        _("要什么证书"), max_length=16, choices=SocialWorker.Level, default=SocialWorker.Level.NONE
    )
    band_low = EncryptedField(_("津贴从多少（元/月）"), mask="note")
    band_high = EncryptedField(_("津贴到多少（元/月）"), mask="note")
    opened_on = models.DateField(_("从哪天起"))
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    closed_on = models.DateField(_("哪天撤的"), null=True, blank=True, editable=False)
    reason = models.CharField(_("撤的原因"), max_length=200, blank=True, editable=False)

    objects = WorkerPositionQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization",)
    """An agency may have its seat in another community."""

    class Meta:
        verbose_name = _("社工岗位")
        verbose_name_plural = _("社工岗位")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "organization", "title"],
                condition=Q(closed_on__isnull=True),
                name="position_named_once_by_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["community", "title"],
                condition=Q(closed_on__isnull=True, organization__isnull=True),
                name="position_named_once_by_a_community",
            ),
            models.CheckConstraint(
                name="position_of_some_places",
                condition=Q(places__gte=1, places__lte=MOST_PLACES),
            ),
            models.CheckConstraint(
                name="position_level_known", condition=Q(level__in=SocialWorker.Level.values)
            ),
            models.CheckConstraint(
                name="position_closed_for_a_reason",
                condition=Q(closed_on__isnull=True, reason="")
                | Q(closed_on__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["community"], name="worker_positions")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_standing(self) -> bool:
        return self.closed_on is None

    @property
    def vacant(self) -> int:
        return max(0, self.places - int(getattr(self, "held", 0)))


class PositionHolding(models.Model):
    """Who holds it, from when to when. What it pays him stands elsewhere, sealed."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("哪个机构")
    )
    position = models.ForeignKey(
        WorkerPosition, models.PROTECT, related_name="holdings", verbose_name=_("岗位")
    )
    worker = models.ForeignKey(
        SocialWorker, models.CASCADE, related_name="positions", verbose_name=_("社工")
    )
    since = models.DateField(_("从哪天起"))
    until = models.DateField(_("到哪天（含）"), null=True, blank=True, editable=False)
    noted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    objects = models.Manager()
    row_scope = RowScope(
        community="community_id",
        organization="organization_id",
        with_owner="organizations_socialworker.worker_id",
    )
    leads_elsewhere = ("organization", "worker", "position")
    """Stationed in several communities, his record stands in the first."""

    class Meta:
        verbose_name = _("在岗")
        verbose_name_plural = _("在岗")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(until__isnull=True), name="position_one_at_a_time"
            ),
            models.CheckConstraint(
                name="position_held_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} · {self.worker}"
