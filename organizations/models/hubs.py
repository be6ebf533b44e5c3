"""Which hub (枢纽) an organisation belongs to."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from organizations.access import keeps_register, under
from organizations.hub_workflow import OPEN, MembershipStatus
from organizations.models.organizations import Organization


class HubMembershipQuerySet(models.QuerySet["HubMembership"]):
    def standing(self) -> "HubMembershipQuerySet":
        """Members now."""
        return self.filter(status=MembershipStatus.MEMBER)

    def open(self) -> "HubMembershipQuerySet":
        return self.filter(status__in=OPEN)

    def of_hubs(self, hubs: Iterable[int]) -> "HubMembershipQuerySet":
        return self.standing().filter(hub__in=hubs)

    def visible_to(self, viewer: Viewer) -> "HubMembershipQuerySet":
        """Who is a member everybody reads; what is asked the two, and who keeps either."""
        return self.filter(Q(status=MembershipStatus.MEMBER) | _both(viewer))

    def manageable_by(self, viewer: Viewer) -> "HubMembershipQuerySet":
        return self.filter(_both(viewer))


def _both(viewer: Viewer) -> Q:
    own = viewer.organization_ids
    rule = Q(hub_id__in=own) | Q(member_id__in=own)
    kept = under(viewer, "hub__area") | under(viewer, "member__area")
    return rule | (kept if keeps_register(viewer) else NOTHING)


class HubMembership(models.Model):
    """One organisation of one hub, from when to when."""

    hub = models.ForeignKey(
        Organization, models.PROTECT, related_name="hub_members", verbose_name=_("枢纽型组织")
    )
    member = models.ForeignKey(
        Organization, models.PROTECT, related_name="hub_memberships", verbose_name=_("成员")
    )
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=MembershipStatus,
        default=MembershipStatus.ASKED,
        editable=False,
    )
    asked_at = models.DateTimeField(_("提出时间"), db_default=Now(), editable=False)
    since = models.DateField(_("从哪天起"), null=True, blank=True, editable=False)
    until = models.DateField(_("到哪天"), null=True, blank=True, editable=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )

    objects = HubMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("枢纽的成员")
        verbose_name_plural = _("枢纽的成员")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(status__in=["asked", "member"]),
                name="hub_one_at_a_time",
            ),
            models.CheckConstraint(
                name="hub_membership_status_known", condition=Q(status__in=MembershipStatus.values)
            ),
            models.CheckConstraint(
                name="hub_is_another_than_its_member", condition=~Q(hub=F("member"))
            ),
            models.CheckConstraint(
                name="hub_membership_has_its_days",
                condition=Q(status="asked", since__isnull=True, until__isnull=True)
                | Q(status="member", since__isnull=False, until__isnull=True)
                | Q(status__in=["declined", "left"], until__isnull=False),
            ),
            models.CheckConstraint(
                name="hub_membership_ended_for_a_reason",
                condition=Q(status__in=["asked", "member"], reason="")
                | Q(status__in=["declined", "left"]) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} @ {self.hub}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN
