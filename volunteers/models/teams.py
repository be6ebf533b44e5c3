"""Teams of volunteers (志愿服务队), who founded them, and who belongs to them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from core.words import said
from organizations.models import Organization, ServiceDomain, SocialWorker
from volunteers.access import keeps_register, sees_register
from volunteers.models.volunteers import Volunteer
from volunteers.workflow import MembershipStatus, TeamStatus

OPEN = (MembershipStatus.ASKED, MembershipStatus.MEMBER)


class VolunteerTeamQuerySet(models.QuerySet["VolunteerTeam"]):
    def standing(self) -> "VolunteerTeamQuerySet":
        return self.exclude(status=TeamStatus.DISSOLVED)

    def visible_to(self, viewer: Viewer) -> "VolunteerTeamQuerySet":
        """That a team stands is public; its past is read by the staff of the place."""
        return self.filter(~Q(status=TeamStatus.DISSOLVED) | sees_register(viewer, grid=""))

    def manageable_by(self, viewer: Viewer) -> "VolunteerTeamQuerySet":
        return self.filter(keeps_register(viewer))

    def led_by(self, viewer: Viewer) -> "VolunteerTeamQuerySet":
        """The teams this account leads, in whichever role he is just now."""
        if viewer.user_id is None:
            return self.none()
        led = TeamMembership.objects.leading().filter(volunteer__user=viewer.user_id)
        return self.standing().filter(pk__in=led.values("team"))


class VolunteerTeam(KeepsNumbers):
    """Its name, what it does and where are public; who belongs to it is not."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("社区志愿服务队（党员+群众）")
        PARTY = "party", _("党员志愿服务队")
        YOUTH = "youth", _("青年志愿服务队")
        WOMEN = "women", _("巾帼志愿服务队")
        ELDER_ARTS = "elder_arts", _("老年文体队")
        ELDER_PATROL = "elder_patrol", _("老年巡逻队")
        PROFESSIONAL = "professional", _("专业志愿服务队")
        PIONEER = "pioneer", _("先锋服务队（1+2+N）")

    class Founder(models.TextChoices):
        COMMUNITY = "community", _("社区")
        UNIT = "unit", _("驻社区单位、共建单位")
        CADRES = "cadres", _("下沉党员干部")
        BACKBONE = "backbone", _("志愿者骨干")
        GROUP = "group", _("居民兴趣团体")
        ORGANIZATION = "organization", _("社会组织")

    community = models.ForeignKey(
        Area, models.PROTECT, related_name="volunteer_teams", verbose_name=_("社区")
    )
    kind = models.CharField(_("种类"), max_length=16, choices=Kind)
    name = models.CharField(_("名称"), max_length=48)
    name_en = models.CharField(_("英文名称"), max_length=96, blank=True)
    purpose = FreeLine(_("做什么"), max_length=200, blank=True)
    founder_kind = models.CharField(_("由谁组建"), max_length=16, choices=Founder)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteer_teams",
        verbose_name=_("组建的单位或组织"),
    )
    squad = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pioneer_teams",
        verbose_name=_("社区队伍"),
    )
    """The 1 of 1+2+N."""
    domains = models.ManyToManyField(ServiceDomain, blank=True, verbose_name=_("服务领域"))
    grids = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name=_("包联网格"))
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=TeamStatus,
        default=TeamStatus.FOUNDED,
        editable=False,
    )
    founded_on = models.DateField(_("组建日期"), default=timezone.localdate)
    activated_at = models.DateTimeField(_("开始服务"), null=True, blank=True, editable=False)
    dissolved_at = models.DateTimeField(_("解散时间"), null=True, blank=True, editable=False)
    dissolve_reason = FreeLine(_("解散原因"), max_length=200, blank=True, editable=False)

    objects = VolunteerTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("志愿服务队")
        verbose_name_plural = _("志愿服务队")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=~Q(status="dissolved"),
                name="team_named_once_per_community",
            ),
            models.CheckConstraint(
                name="team_status_known",
                condition=Q(status="founded", activated_at__isnull=True, dissolved_at__isnull=True)
                | Q(status="active", activated_at__isnull=False, dissolved_at__isnull=True)
                | Q(status="dissolved", dissolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="team_organization_founded_it",
                condition=Q(organization__isnull=True)
                | Q(founder_kind__in=["unit", "organization", "group"]),
            ),
            models.CheckConstraint(
                name="team_only_pioneers_have_a_squad",
                condition=Q(squad__isnull=True) | Q(kind="pioneer"),
            ),
        ]
        indexes = [models.Index(fields=["community", "kind"], name="team_by_kind")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")

    @property
    def is_pioneer(self) -> bool:
        return self.kind == self.Kind.PIONEER


class TeamMembershipQuerySet(models.QuerySet["TeamMembership"]):
    def standing(self) -> "TeamMembershipQuerySet":
        return self.filter(status=MembershipStatus.MEMBER)

    def asked(self) -> "TeamMembershipQuerySet":
        return self.filter(status=MembershipStatus.ASKED)

    def leading(self) -> "TeamMembershipQuerySet":
        return self.standing().filter(role=TeamMembership.Role.LEADER)

    def visible_to(self, viewer: Viewer) -> "TeamMembershipQuerySet":
        """Staff of the place; his own; and those of the teams one leads."""
        rule = sees_register(viewer, grid="")
        if viewer.user_id is not None:
            own = Volunteer.objects.filter(user=viewer.user_id)
            led = VolunteerTeam.objects.led_by(viewer)
            rule |= Q(volunteer__in=own.values("pk")) | Q(team__in=led.values("pk"))
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "TeamMembershipQuerySet":
        """Who answers a request: the leader of the team, and the staff."""
        led = VolunteerTeam.objects.led_by(viewer)
        return self.filter(keeps_register(viewer) | Q(team__in=led.values("pk")))


class TeamMembership(models.Model):
    """A volunteer, or a social worker in a pioneer team, from when to when."""

    class Role(models.TextChoices):
        LEADER = "leader", _("队长")
        DEPUTY = "deputy", _("副队长")
        MEMBER = "member", _("队员")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    team = models.ForeignKey(
        VolunteerTeam, models.PROTECT, related_name="memberships", verbose_name=_("队伍")
    )
    volunteer = models.ForeignKey(
        Volunteer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("志愿者"),
    )
    social_worker = models.ForeignKey(
        SocialWorker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("社工"),
    )
    role = models.CharField(_("职务"), max_length=8, choices=Role, default=Role.MEMBER)
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=MembershipStatus,
        default=MembershipStatus.ASKED,
        editable=False,
    )
    asked_at = models.DateTimeField(_("申请时间"), db_default=Now())
    joined_on = models.DateField(_("入队日期"), null=True, blank=True, editable=False)
    left_on = models.DateField(_("离队日期"), null=True, blank=True, editable=False)

    objects = TeamMembershipQuerySet.as_manager()
    row_scope = RowScope(community="community_id")
    leads_elsewhere = ("social_worker",)
    """He may have been registered in another community than the one he is stationed in."""

    class Meta:
        verbose_name = _("队员")
        verbose_name_plural = _("队员")
        constraints = [
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(role="leader", status="member"),
                name="team_one_leader",
            ),
            models.UniqueConstraint(
                fields=["team", "volunteer"],
                condition=Q(status__in=["asked", "member"]),
                name="team_volunteer_once",
            ),
            models.UniqueConstraint(
                fields=["team", "social_worker"],
                condition=Q(status__in=["asked", "member"]),
                name="team_social_worker_once",
            ),
            models.CheckConstraint(
                name="team_member_is_one_person",
                condition=Q(volunteer__isnull=False, social_worker__isnull=True)
                | Q(volunteer__isnull=True, social_worker__isnull=False),
            ),
            models.CheckConstraint(
                name="team_leader_is_a_volunteer",
                condition=~Q(role="leader") | Q(volunteer__isnull=False),
            ),
            models.CheckConstraint(
                name="team_member_since",
                condition=Q(status__in=["asked", "declined"], joined_on__isnull=True)
                | Q(status="member", joined_on__isnull=False, left_on__isnull=True)
                | Q(status="left", left_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer or self.social_worker} ∈ {self.team}"
