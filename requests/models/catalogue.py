"""派单目录: which kind of request goes to whom (3+2), in versions of a table the place keeps."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.roles import COMMUNITY_SECRETARY, DISPATCHER, DISTRICT_OFFICIAL, STREET_OFFICIAL
from accounts.viewer import Viewer
from communities.models import Area
from core.words import span
from requests.models.menu import MenuCategory, MenuItem
from requests.models.parties import Lane
from requests.tiers import tier_of
from requests.workflow import Kind, Matter, OrderType

KEEPERS = frozenset({COMMUNITY_SECRETARY, DISPATCHER, STREET_OFFICIAL, DISTRICT_OFFICIAL})
"""Who decides, in his own place, which kind goes to whom."""

MAIN = (Lane.HOST, Lane.LEAD, Lane.ASSIST)
BESIDE = (Lane.COHANDLE, Lane.SELFHELP)


class CatalogueQuerySet(models.QuerySet["DispatchCatalogue"]):
    def in_force(self) -> "CatalogueQuerySet":
        return self.filter(status=DispatchCatalogue.Status.IN_FORCE)

    def drafts(self) -> "CatalogueQuerySet":
        return self.filter(status=DispatchCatalogue.Status.DRAFT)

    def visible_to(self, viewer: Viewer) -> "CatalogueQuerySet":
        """Everybody's, that of the places above one's own, and those below."""
        if tier_of(viewer) is None or viewer.sleeping:
            return self.none()
        places = {*viewer.area_ids, *viewer.community_ids}
        for place in Area.objects.filter(pk__in=viewer.area_ids).only("path"):
            places.update(place.ancestor_ids)
        return self.filter(Q(area__isnull=True) | Q(area_id__in=places))

    def manageable_by(self, viewer: Viewer) -> "CatalogueQuerySet":
        if viewer.role.code not in KEEPERS or viewer.sleeping:
            return self.none()
        return self.filter(area_id__in=viewer.area_ids)


class DispatchCatalogue(models.Model):
    """One version. A draft becomes the one in force, and that one is retired: nothing is changed
    under a request that was sent by it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_FORCE = "in_force", _("在用")
        RETIRED = "retired", _("停用")

    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪里的")
    )
    version = models.PositiveSmallIntegerField(_("第几版"))
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.DRAFT)
    note = models.CharField(_("这一版改了什么"), max_length=200, blank=True)
    volunteer_cap = models.PositiveSmallIntegerField(_("志愿者手上最多几件"), default=3)
    staff_cap = models.PositiveSmallIntegerField(_("工作人员手上最多几件"), default=40)
    cash_cap = models.PositiveSmallIntegerField(
        _("代办的钱手上最多多少元"),
        default=300,
        help_text=_("替人代买代缴时，预收的、垫付的都不超过"),
    )
    batch_sends = models.BooleanField(
        _("成批匹配直接发邀请"),
        default=False,
        help_text=_("不勾的，匹配结果先由人看过、确认了再发"),
    )
    dead_after_days = models.PositiveSmallIntegerField(_("多少天没用上就提醒"), default=90)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁起草的")
    )
    made_at = models.DateTimeField(_("起草时间"), db_default=Now())
    put_in_force_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁启用的")
    )
    in_force_at = models.DateTimeField(_("启用时间"), null=True)
    retired_at = models.DateTimeField(_("停用时间"), null=True)

    objects = CatalogueQuerySet.as_manager()
    is_reference = True

    class Meta:
        verbose_name = _("派单目录")
        verbose_name_plural = _("派单目录")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "version"], name="catalogue_version_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(status="draft"),
                name="catalogue_one_draft",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(status="in_force"),
                name="catalogue_one_in_force",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="catalogue_stands_where_its_days_say",
                condition=Q(status="draft", in_force_at__isnull=True)
                | Q(status="in_force", in_force_at__isnull=False, retired_at__isnull=True)
                | Q(status="retired", retired_at__isnull=False),
            ),
            models.CheckConstraint(
                name="catalogue_caps_leave_room",
                condition=Q(volunteer_cap__gte=1, staff_cap__gte=1, dead_after_days__gte=7),
            ),
        ]

    def __str__(self) -> str:
        return _("第 {n} 版").format(n=self.version)

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


class DispatchRule(models.Model):
    """A line: what it fits, who leads, who helps, and how somebody is found. The first that fits
    counts; an empty condition fits everything."""

    catalogue = models.ForeignKey(
        DispatchCatalogue, models.CASCADE, related_name="rules", verbose_name=_("派单目录")
    )
    position = models.PositiveSmallIntegerField(_("第几条"))
    order_type = models.CharField(_("三单"), max_length=12, choices=OrderType, blank=True)
    matter = models.CharField(_("三事"), max_length=12, choices=Matter, blank=True)
    kind = models.CharField(_("诉求类型"), max_length=12, choices=Kind, blank=True)
    category = models.ForeignKey(
        MenuCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("类目"),
    )
    item = models.ForeignKey(
        MenuItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("服务")
    )
    lead_lane = models.CharField(_("谁牵头"), max_length=12, choices=Lane)
    support_lanes = ArrayField(
        models.CharField(max_length=12, choices=Lane),
        default=list,
        blank=True,
        verbose_name=_("谁协助"),
    )
    mode = models.CharField(
        _("怎么派"),
        max_length=12,
        choices=MenuItem.Dispatch,
        blank=True,
        help_text=_("不选就照服务菜单上写的"),
    )
    by_itself = models.BooleanField(
        _("受理以后自动派"), default=False, help_text=_("不勾的，派单时只作建议，由人决定")
    )
    wave = models.PositiveSmallIntegerField(_("一次邀请几位"), default=3)
    wait_minutes = models.PositiveSmallIntegerField(_("等多少分钟再请下一批"), default=240)

    class Meta:
        verbose_name = _("派单规则")
        verbose_name_plural = _("派单规则")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="dispatch_rule_three_lead", condition=Q(lead_lane__in=[*MAIN])
            ),
            models.CheckConstraint(
                name="dispatch_rule_two_support",
                condition=Q(support_lanes__contained_by=[lane.value for lane in BESIDE]),
            ),
            models.CheckConstraint(
                name="dispatch_rule_small_waves",
                condition=Q(wave__range=(1, 5), wait_minutes__range=(10, 4320)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.when} → {self.who}"

    @property
    def when(self) -> str:
        said = [
            self.get_order_type_display() if self.order_type else "",
            self.get_matter_display() if self.matter else "",
            self.get_kind_display() if self.kind else "",
            self.category or "",
            self.item or "",
        ]
        return " · ".join(str(word) for word in said if word) or str(_("其余的"))

    @property
    def who(self) -> str:
        return str(self.get_lead_lane_display())

    @property
    def beside(self) -> str:
        return " · ".join(str(Lane(lane).label) for lane in self.support_lanes)

    @property
    def how(self) -> str:
        if not self.mode:
            return str(_("照服务菜单"))
        said = str(self.get_mode_display())
        if self.mode == MenuItem.Dispatch.OFFER:
            said += " · " + _("一次 {n} 位，等 {span}").format(
                n=self.wave, span=span(timedelta(minutes=self.wait_minutes))
            )
        return said


class DispatchAlertQuerySet(models.QuerySet["DispatchAlert"]):
    def standing(self) -> "DispatchAlertQuerySet":
        return self.filter(ended_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> "DispatchAlertQuerySet":
        if viewer.role.code not in KEEPERS or viewer.sleeping:
            return self.none()
        return self.filter(community_id__in=viewer.community_ids)


class DispatchAlert(models.Model):
    """A rule that leads nowhere: nothing fits it any more, or nobody stands in its lane."""

    class What(models.TextChoices):
        DEAD = "dead", _("很久没用上")
        NOBODY = "nobody", _("这一路没有人")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    rule = models.ForeignKey(
        DispatchRule, models.CASCADE, related_name="alerts", verbose_name=_("派单规则")
    )
    what = models.CharField(_("怎么了"), max_length=8, choices=What)
    lane = models.CharField(_("哪一路"), max_length=12, choices=Lane, blank=True)
    since = models.DateTimeField(_("从"), db_default=Now())
    ended_at = models.DateTimeField(_("到"), null=True)

    objects = DispatchAlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("派单目录提醒")
        verbose_name_plural = _("派单目录提醒")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "rule", "what", "lane"],
                condition=Q(ended_at__isnull=True),
                name="dispatch_alert_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.what}"
