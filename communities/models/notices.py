"""What the community says in public: written by one, checked by another, never changed silently."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER
from accounts.viewer import Viewer
from communities.access import reaches
from communities.models.area import Area
from communities.workflow import PUBLIC, NoticeStatus
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from core.words import said

WRITERS = {GRID_WORKER, COMMUNITY_STAFF, COMMUNITY_SECRETARY}
CHECKERS = {COMMUNITY_STAFF, COMMUNITY_SECRETARY}


class NoticeCategory(models.Model):
    """Kinds of notices and disclosures; a place may rename, add and retire them."""

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    is_disclosure = models.BooleanField(_("属于居务公开"), default=False)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("通知类别")
        verbose_name_plural = _("通知类别")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return said(self, "name")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def hung_for(self, viewer: Viewer) -> "NoticeQuerySet":
        """The wall as this reader sees it: what is public, and what his own group was told."""
        told = NoticeRead.objects.filter(
            notice=OuterRef("pk"), user=viewer.user_id, told_at__isnull=False
        )
        everybody = ~Q(audience=Notice.Audience.GROUPS)
        return self.filter(everybody | Exists(told), status__in=PUBLIC)

    def current(self) -> "NoticeQuerySet":
        return self.filter(status=NoticeStatus.PUBLISHED)

    def visible_to(self, viewer: Viewer) -> "NoticeQuerySet":
        """What is public, what one was told, and the desk's own."""
        told = Exists(NoticeRead.objects.filter(notice=OuterRef("pk"), user=viewer.user_id))
        public = Q(status__in=PUBLIC) & (~Q(audience=Notice.Audience.GROUPS) | Q(told))
        return self.filter(public | Q(pk__in=Notice.objects.at_desk_of(viewer).values("pk")))

    def at_desk_of(self, viewer: Viewer) -> "NoticeQuerySet":
        """Everybody who writes sees the community's notices in every state."""
        if viewer.role.code not in WRITERS:
            return self.none()
        return self.filter(reaches(viewer, grid=""))

    def manageable_by(self, viewer: Viewer) -> "NoticeQuerySet":
        """Staff manage all of their community's; a grid worker what he drafted himself."""
        mine = self.at_desk_of(viewer)
        return mine if viewer.role.code in CHECKERS else mine.filter(drafted_by=viewer.user_id)

    def checkable_by(self, viewer: Viewer) -> "NoticeQuerySet":
        if viewer.role.code not in CHECKERS:
            return self.none()
        return self.at_desk_of(viewer)

    def with_readers(self) -> "NoticeQuerySet":
        return self.annotate(
            told_count=Count("readings", filter=Q(readings__told_at__isnull=False)),
            read_count=Count("readings", filter=Q(readings__read_at__isnull=False)),
        )


class Notice(KeepsNumbers):
    class Audience(models.TextChoices):
        ALL = "all", _("全社区")
        GRIDS = "grids", _("部分网格")
        GROUPS = "groups", _("部分十联户")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    category = models.ForeignKey(
        NoticeCategory, models.PROTECT, related_name="notices", verbose_name=_("类别")
    )
    title = models.CharField(_("标题"), max_length=80)
    title_en = models.CharField(_("英文标题"), max_length=160, blank=True)
    body = models.TextField(_("内容"), max_length=8000)
    body_en = models.TextField(_("英文内容"), max_length=12000, blank=True)
    audience = models.CharField(_("发给"), max_length=8, choices=Audience, default=Audience.ALL)
    is_important = models.BooleanField(_("重要（也发短信）"), default=False)
    publish_at = models.DateTimeField(_("定时发布"), null=True, blank=True)
    expires_at = models.DateTimeField(_("公布到"), null=True, blank=True)

    status = models.CharField(
        _("状态"),
        max_length=16,
        choices=NoticeStatus,
        default=NoticeStatus.DRAFT,
        editable=False,
    )
    revision = models.PositiveIntegerField(_("修改次数"), default=1, editable=False)
    """A check holds for the text that was read: the form sends the revision along."""
    drafted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("起草人")
    )
    edited_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("最后修改人")
    )
    checked_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("核对人"),
    )
    checked_at = models.DateTimeField(_("核对时间"), null=True, editable=False)
    published_at = models.DateTimeField(_("发布时间"), null=True, editable=False)
    reason = FreeLine(_("退回或撤下的原因"), max_length=200, blank=True, editable=False)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrections",
        verbose_name=_("更正自"),
    )
    created_at = models.DateTimeField(_("起草时间"), db_default=Now())

    objects = NoticeQuerySet.as_manager()

    # Public once it is published, so any declared scope reads; nothing in it names a resident.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("通知公告")
        verbose_name_plural = _("通知公告")
        constraints = [
            models.CheckConstraint(
                name="notice_status_known", condition=Q(status__in=NoticeStatus.values)
            ),
            models.CheckConstraint(
                name="notice_audience_known", condition=Q(audience__in=["all", "grids", "groups"])
            ),
            models.CheckConstraint(
                name="notice_checked_by_another",
                condition=Q(checked_by__isnull=True)
                | (~Q(checked_by=F("drafted_by")) & ~Q(checked_by=F("edited_by"))),
            ),
            models.CheckConstraint(
                name="notice_public_was_checked",
                condition=~Q(status__in=["checked", "published", "expired"])
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_public_has_time",
                condition=~Q(status__in=["published", "expired"]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_withdrawn_says_why", condition=~Q(status="withdrawn") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="notice_ends_after_it_begins",
                condition=Q(expires_at__isnull=True)
                | Q(publish_at__isnull=True)
                | Q(expires_at__gt=F("publish_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "-published_at"],
                name="notice_archive",
                condition=Q(status__in=["published", "expired"]),
            ),
            models.Index(fields=["community", "status", "-id"], name="notice_at_desk"),
            models.Index(
                fields=["publish_at"], name="notice_scheduled", condition=Q(status="checked")
            ),
            models.Index(
                fields=["expires_at"], name="notice_expiring", condition=Q(status="published")
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        return said(self, "title")

    @property
    def text(self) -> str:
        return said(self, "body")

    def words_are_from(self, user_id: int | None) -> bool:
        return user_id in {self.drafted_by_id, self.edited_by_id}


class NoticeTarget(models.Model):
    """One grid or one ten-household group it is meant for. Groups are resolved by `grids`."""

    class Kind(models.TextChoices):
        GRID = "grid", _("网格")
        GROUP = "group", _("十联户")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="targets")
    kind = models.CharField(_("对象"), max_length=8, choices=Kind)
    target_id = models.BigIntegerField(_("编号"))

    class Meta:
        verbose_name = _("通知对象")
        verbose_name_plural = _("通知对象")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "kind", "target_id"], name="notice_target_once"
            ),
            models.CheckConstraint(
                name="notice_target_known", condition=Q(kind__in=["grid", "group"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target_id}"


class NoticeAttachment(models.Model):
    """A file that hangs beside the notice; looked at by core.files before it was kept."""

    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="attachments", verbose_name=_("通知")
    )
    file = models.ForeignKey(
        "core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("文件")
    )
    name = FreeLine(_("名称"), max_length=120)

    class Meta:
        verbose_name = _("通知附件")
        verbose_name_plural = _("通知附件")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["notice", "file"], name="notice_file_once")]

    def __str__(self) -> str:
        return str(self.name)


class NoticeRead(models.Model):
    """One person and one notice: was told, has read. Counting these is the read count."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="readings", verbose_name=_("通知")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("账号")
    )
    told_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("通知阅读")
        verbose_name_plural = _("通知阅读")
        constraints = [
            models.UniqueConstraint(fields=["notice", "user"], name="notice_read_once_per_person"),
            models.CheckConstraint(
                name="notice_read_or_told",
                condition=Q(told_at__isnull=False) | Q(read_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} · {self.user_id}"
