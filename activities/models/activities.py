"""What takes place in a community: one activity, the series and the brand it belongs to."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import SOCIAL_WORKER
from accounts.viewer import Viewer
from activities.models.series import Series, ServiceBrand
from activities.workflow import HOLDING, PUBLIC, UNPUBLISHED, Place, Sharing, Status
from communities.access import NOTHING, keeps_lists, reaches
from communities.models import Area
from core.models import RowScope
from core.words import said
from organizations.models import Organization

DOOR_OPENS_EARLY = timedelta(minutes=30)
"""So long before the beginning somebody may sign in."""


class Kind(models.TextChoices):
    CULTURE = "culture", _("文体娱乐")
    LEARNING = "learning", _("学习讲座")
    CHILDREN = "children", _("儿童课堂")
    HEALTH = "health", _("健康义诊")
    SAFETY = "safety", _("安全宣传")
    ENVIRONMENT = "environment", _("环境整治")
    FESTIVAL = "festival", _("节日民俗")
    MARKET = "market", _("公益集市")
    TALK = "talk", _("议事协商")
    OTHER = "other", _("其他")


class Target(models.TextChoices):
    """For whom it is meant; empty: for everybody."""

    CHILDREN = "children", _("儿童")
    PARENTS = "parents", _("家长")
    YOUTH = "youth", _("青年")
    ELDERS = "elders", _("老年人")
    DISABLED = "disabled", _("残疾人")
    WOMEN = "women", _("妇女")
    VETERANS = "veterans", _("退役军人")
    NEWCOMERS = "newcomers", _("新搬来的")


class Organizer(models.TextChoices):
    COMMUNITY = "community", _("社区")
    ORGANIZATION = "organization", _("社会组织或单位")
    TEAM = "team", _("志愿服务队")
    RESIDENT = "resident", _("居民自己办")


def run_by(viewer: Viewer) -> bool:
    """Who plans activities at the desk: the staff of the community, and its social workers."""
    social = viewer.is_staff and not viewer.sleeping and viewer.role.code == SOCIAL_WORKER
    return keeps_lists(viewer) or social


def at_desk(viewer: Viewer, community: str = "community") -> Q:
    return reaches(viewer, community=community, grid="") if run_by(viewer) else NOTHING


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, viewer: Viewer) -> "ActivityQuerySet":
        """The calendar is everybody's; what is not on it yet belongs to the desk, and to who
        proposed it."""
        rule = Q(status__in=PUBLIC) | at_desk(viewer)
        if viewer.user_id is not None:
            rule |= Q(proposed_by=viewer.user_id) | Q(leader=viewer.user_id)
        if viewer.organization_ids:
            rule |= Q(organization__in=viewer.organization_ids)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "ActivityQuerySet":
        return self.filter(at_desk(viewer))

    def ahead(self) -> "ActivityQuerySet":
        """Published, and not over."""
        return self.filter(status=Status.PUBLISHED, ends_at__gt=timezone.now())

    def overdue(self) -> "ActivityQuerySet":
        """Its time is over and nobody said how it went."""
        return self.filter(status=Status.PUBLISHED, ends_at__lte=timezone.now())

    def for_everybody(self) -> "ActivityQuerySet":
        """What the public calendar knows."""
        return self.filter(status__in=PUBLIC, helpers_only=False)

    def on_calendar_of(self, community_id: int) -> "ActivityQuerySet":
        """Its own, and those it agreed to have with a neighbour (飞地)."""
        here = Q(community=community_id) | Q(host=community_id)
        beside = ("community", "organization", "host", "host_unit")
        return self.for_everybody().filter(here).select_related(*beside)

    def earlier_than(self, last: "Activity | None") -> "ActivityQuerySet":
        """What follows the last row seen, where the latest day comes first."""
        if last is None:
            return self
        same_hour = Q(starts_at=last.starts_at, pk__lt=last.pk)
        return self.filter(Q(starts_at__lt=last.starts_at) | same_hour)

    def with_places(self) -> "ActivityQuerySet":
        return self.annotate(
            taken=models.Count("enrolments", filter=Q(enrolments__status__in=HOLDING)),
            waiting=models.Count("enrolments", filter=Q(enrolments__status=Place.WAITING)),
        )


class Activity(models.Model):
    """All of it is for the public; who comes stands in the enrolments."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    title = models.CharField(_("名称"), max_length=60)
    title_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    about = models.TextField(_("做什么"), max_length=1000, blank=True)
    about_en = models.TextField(_("做什么（英文）"), max_length=2000, blank=True)
    place = models.CharField(_("在哪里"), max_length=60)
    place_en = models.CharField(_("在哪里（英文）"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    targets = ArrayField(
        models.CharField(max_length=12, choices=Target),
        verbose_name=_("面向谁"),
        default=list,
        blank=True,
    )
    expected = models.PositiveIntegerField(_("预计来多少人"))
    capacity = models.PositiveIntegerField(
        _("名额"), null=True, blank=True, help_text=_("空着：不限人数")
    )
    newcomer_places = models.PositiveIntegerField(
        _("其中留给第一次来的"), default=0, help_text=_("开始前一天还没用完的，大家都可以用")
    )
    helpers_only = models.BooleanField(_("只招志愿者"), default=False, editable=False)
    """A shift of volunteers: its places, its door and its list are these; it stands on no public
    calendar, and nobody comes to be served there."""
    has_roster = models.BooleanField(
        _("孩子的课堂"),
        default=False,
        help_text=_("家长给孩子报名，写明谁来接；走的时候由负责人交到名单上的人手里"),
    )
    safety_note = models.TextField(_("安全预案"), max_length=1000, blank=True)
    brand = models.ForeignKey(
        ServiceBrand,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("服务品牌"),
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("系列"),
    )
    organizer = models.CharField(
        _("谁办"), max_length=12, choices=Organizer, default=Organizer.COMMUNITY
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("主办的组织或单位"),
    )
    organizer_name = models.CharField(
        _("志愿服务队的名称"), max_length=40, blank=True, help_text=_("由志愿服务队办的才填")
    )
    sharing = models.CharField(_("飞地"), max_length=8, choices=Sharing, blank=True, editable=False)
    """Empty: among ourselves. Written by the answer to an `Enclave`, like the two who gave it."""
    host = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("一起办的社区"),
    )
    host_unit = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("借场地的单位"),
    )
    leader = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("现场负责人"),
    )
    proposed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("提出人"),
    )
    agreed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁同意发布"),
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    """For the public: why it was called off; for who proposed it: why not."""
    revision = models.PositiveIntegerField(_("修改次数"), default=0, editable=False)
    """Calendars that took it over see by this that it has changed."""
    changed_at = models.DateTimeField(_("最后修改"), db_default=Now(), editable=False)

    objects = ActivityQuerySet.as_manager()
    # On the public calendar; no resident stands in it by name.
    row_scope = RowScope(declared=True)
    leads_elsewhere = ("host", "host_unit")
    """A neighbour lives elsewhere."""

    class Meta:
        verbose_name = _("活动")
        verbose_name_plural = _("活动")
        constraints = [
            models.CheckConstraint(
                name="activity_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(name="activity_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="activity_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="activity_has_room",
                condition=(Q(capacity__isnull=True) & Q(newcomer_places=0))
                | Q(capacity__isnull=False, capacity__gte=1, newcomer_places__lte=F("capacity")),
            ),
            models.CheckConstraint(
                name="activity_roster_is_of_children",
                condition=Q(has_roster=False) | Q(helpers_only=False),
            ),
            models.CheckConstraint(
                name="activity_organizer_is_said",
                condition=Q(organizer="organization", organization__isnull=False, organizer_name="")
                | Q(organizer="team", organization__isnull=True) & ~Q(organizer_name="")
                | Q(
                    organizer__in=["community", "resident"],
                    organization__isnull=True,
                    organizer_name="",
                ),
            ),
            models.CheckConstraint(
                name="activity_of_residents_was_agreed",
                condition=~Q(organizer="resident")
                | ~Q(status__in=[*(state.value for state in PUBLIC)])
                | Q(agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="activity_shared_with_one",
                condition=Q(sharing="", host__isnull=True, host_unit__isnull=True)
                | Q(sharing__in=["room", "people"], host__isnull=False, host_unit__isnull=True)
                | Q(sharing="room", host__isnull=True, host_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="activity_shared_with_somebody_else", condition=~Q(host=F("community"))
            ),
            models.CheckConstraint(
                name="activity_shared_is_for_everybody",
                condition=Q(sharing="") | Q(helpers_only=False, has_roster=False),
            ),
            models.CheckConstraint(
                name="activity_off_for_a_reason",
                condition=~Q(status__in=["cancelled", "declined"]) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "starts_at"], name="activity_calendar"),
            models.Index(fields=["community", "-starts_at", "-id"], name="activity_newest"),
            models.Index(
                fields=["host", "starts_at"],
                name="activity_of_neighbours",
                condition=Q(host__isnull=False),
            ),
            models.Index(
                fields=["starts_at"], name="activity_ahead", condition=Q(status="published")
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        return said(self, "title")

    @property
    def called(self) -> str:
        """In the books of another room, where it stands longer than in the calendar."""
        return f"{self.title} · {timezone.localdate(self.starts_at).isoformat()}"

    @property
    def text(self) -> str:
        return said(self, "about")

    @property
    def where(self) -> str:
        return said(self, "place")

    @property
    def is_shared(self) -> bool:
        return bool(self.sharing)

    @property
    def held_by(self) -> str:
        """Who answers for it before a neighbour."""
        return (self.organization or self.community).title

    @property
    def neighbour(self) -> str:
        """Who agreed to have it, or lends the room."""
        other = self.host or self.host_unit
        return other.title if other is not None else ""

    @property
    def shared_line(self) -> str:
        """在隔壁社区 · 某某承办: what stands on both calendars."""
        if not self.sharing:
            return ""
        names = {"host": self.neighbour, "holder": self.held_by}
        if self.sharing == Sharing.ROOM:
            return str(_("在{host} · {holder}承办")).format(**names)
        return str(_("{holder}承办 · {host}的居民也可以来")).format(**names)

    @property
    def spot(self) -> str:
        """Where one goes: of a shared one also in which place, there are two halls."""
        site = self.host or self.host_unit
        if site is None:
            return self.place
        name = site.name if self.sharing == Sharing.ROOM else self.community.name
        return f"{name} · {self.place}"

    @property
    def sides(self) -> set[int]:
        """The communities whose people come to it."""
        return {self.community_id} | ({self.host_id} if self.host_id is not None else set())

    @property
    def is_unpublished(self) -> bool:
        return self.status in UNPUBLISHED

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC

    @property
    def takes_people(self) -> bool:
        return self.status == Status.PUBLISHED and self.starts_at > timezone.now()

    @property
    def door_is_open(self) -> bool:
        """From half an hour before the beginning to the end."""
        during = self.starts_at - DOOR_OPENS_EARLY <= timezone.now() < self.ends_at
        return self.status == Status.PUBLISHED and during

    @property
    def is_large(self) -> bool:
        return max(self.expected, self.capacity or 0) >= settings.ACTIVITY_LARGE_FROM

    @property
    def organizer_title(self) -> str:
        if self.organization is not None:
            return self.organization.title
        return self.organizer_name or str(self.get_organizer_display())

    @property
    def meant_for(self) -> list[str]:
        return [str(Target(each).label) for each in self.targets]

    @property
    def kept_for_newcomers(self) -> int:
        """From the day before, what nobody new has taken is everybody's."""
        release: datetime = self.starts_at - timedelta(hours=settings.ACTIVITY_NEWCOMER_HOURS)
        return self.newcomer_places if timezone.now() < release else 0
