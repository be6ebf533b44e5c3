"""八有: what a community gives back to those who do much for it. Kinds and roles are data; a policy
says what, for whom, how much in all; each promise is a link of its budget."""

from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from communities.models import Area
from core.fields import NameField
from core.models import Ledger, RowScope, chain
from core.words import said
from points.workflow import BUDGETED, GrantStatus


class _Named(models.Model):
    code = models.SlugField(_("代码"), max_length=24, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return said(self, "name")


class IncentiveKind(_Named):
    """One of the eight; a place may change the words, add one or take one out."""

    class Meta(_Named.Meta):
        verbose_name = _("激励种类")
        verbose_name_plural = _("激励种类")


class IncentiveRole(_Named):
    """Whom a policy is for. Who holds it, the rooms that know him say (points.eligibility); of the
    others the desk knows."""

    class Meta(_Named.Meta):
        verbose_name = _("激励对象")
        verbose_name_plural = _("激励对象")


class PolicyQuerySet(models.QuerySet["IncentivePolicy"]):
    def with_left(self) -> "PolicyQuerySet":
        """What the last link of its budget says may still be promised."""
        last = BudgetMovement.objects.filter(policy=OuterRef("pk")).order_by("-seq")
        amount = models.DecimalField(max_digits=12, decimal_places=2)
        none = models.Value(0, output_field=amount)
        return self.annotate(left=Coalesce(Subquery(last.values("after")[:1]), none))

    def open(self, day: date | None = None) -> "PolicyQuerySet":
        today = day or timezone.localdate()
        return self.filter(ended_on__isnull=True, starts_on__lte=today, ends_on__gte=today)

    def visible_to(self, viewer: Viewer) -> "PolicyQuerySet":
        return self.filter(community_id__in=viewer.community_ids)

    def manageable_by(self, viewer: Viewer) -> "PolicyQuerySet":
        return self.filter(kept(viewer))


class IncentivePolicy(models.Model):
    """激励办法: adopted by a meeting, public, not changed; another decision is another policy."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    kind = models.ForeignKey(
        IncentiveKind, models.PROTECT, related_name="policies", verbose_name=_("哪一有")
    )
    name = models.CharField(_("办法名称"), max_length=60)
    what = models.CharField(_("给什么，怎么领"), max_length=90)
    roles = models.ManyToManyField(IncentiveRole, related_name="policies", verbose_name=_("给谁"))
    most = models.DecimalField(_("每人最多（元）"), max_digits=9, decimal_places=2)
    budget = models.DecimalField(_("预算（元）"), max_digits=12, decimal_places=2)
    source = models.CharField(_("钱从哪里来"), max_length=60, blank=True)
    meeting = models.CharField(_("哪次会议通过"), max_length=80)
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天（含）"))
    ended_on = models.DateField(_("提前结束"), null=True, blank=True, editable=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("激励办法")
        verbose_name_plural = _("激励办法")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(ended_on__isnull=True),
                name="policy_in_force_once",
            ),
            models.CheckConstraint(
                name="policy_days_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="policy_budget_says_where_from",
                condition=Q(budget=0, most=0) | Q(budget__gt=0, most__gt=0) & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="policy_gives_one_no_more_than_all", condition=Q(most__lte=F("budget"))
            ),
            models.CheckConstraint(
                name="policy_was_adopted", condition=~Q(meeting="") & ~Q(what="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def costs_nothing(self) -> bool:
        return self.budget == 0

    @property
    def is_open(self) -> bool:
        today = timezone.localdate()
        return self.ended_on is None and self.starts_on <= today <= self.ends_on


class GrantQuerySet(models.QuerySet["IncentiveGrant"]):
    def visible_to(self, viewer: Viewer) -> "GrantQuerySet":
        rule = kept(viewer)
        if viewer.user_id is not None:
            rule |= Q(user_id=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "GrantQuerySet":
        return self.filter(kept(viewer))


class IncentiveGrant(models.Model):
    """激励申请: who writes it down does not approve it; what is approved is promised."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    policy = models.ForeignKey(
        IncentivePolicy, models.PROTECT, related_name="grants", verbose_name=_("激励办法")
    )
    role = models.ForeignKey(
        IncentiveRole, models.PROTECT, related_name="+", verbose_name=_("凭什么身份")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("申请人账号"),
    )  # fmt: skip
    name = NameField(_("姓名"))
    why = models.CharField(_("做了什么"), max_length=90)
    yuan = models.DecimalField(
        _("批准多少元"), max_digits=9, decimal_places=2, default=0, editable=False
    )
    status = models.CharField(
        _("状态"), max_length=9, choices=GrantStatus, default=GrantStatus.PENDING, editable=False
    )
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("审核人")
    )
    decision = models.CharField(_("原因"), max_length=90, blank=True, editable=False)
    delivered_on = models.DateField(_("送到日期"), null=True, editable=False)
    delivered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    delivery = models.CharField(_("给了什么、凭证"), max_length=90, blank=True, editable=False)

    objects = GrantQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("激励申请")
        verbose_name_plural = _("激励申请")
        constraints = [
            models.CheckConstraint(
                name="grant_status_known", condition=Q(status__in=GrantStatus.values)
            ),
            models.UniqueConstraint(
                fields=["policy", "user"],
                condition=Q(status__in=["pending", *BUDGETED]),
                name="grant_once_for_each_account",
            ),
            models.CheckConstraint(
                name="grant_recorder_is_not_approver",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="grant_money_was_approved",
                condition=Q(yuan=0) | Q(status__in=BUDGETED, decided_by__isnull=False, yuan__gt=0),
            ),
            models.CheckConstraint(
                name="grant_delivered_in_words",
                condition=~Q(status="delivered") | Q(delivered_on__isnull=False) & ~Q(delivery=""),
            ),
            models.CheckConstraint(
                name="grant_refused_in_words",
                condition=~Q(status__in=["refused", "cancelled"]) | ~Q(decision=""),
            ),
        ]
        indexes = [models.Index(fields=["policy", "status", "-id"], name="grant_by_status")]

    def __str__(self) -> str:
        return f"{self.number} {self.policy.name}"

    @property
    def number(self) -> str:
        return f"L{self.pk:06d}" if self.pk else ""


class BudgetMovement(Ledger):
    """One link of what may still be promised: it begins with the budget and never goes below
    nothing."""

    class Kind(models.TextChoices):
        SET = "set", _("预算")
        PROMISE = "promise", _("批准")
        BACK = "back", _("退回预算")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    policy = models.ForeignKey(
        IncentivePolicy, models.PROTECT, related_name="movements", verbose_name=_("激励办法")
    )
    seq = models.PositiveIntegerField(_("序号"))
    previous = models.PositiveIntegerField(_("上一笔"), null=True)
    kind = models.CharField(_("什么变动"), max_length=8, choices=Kind)
    before = models.DecimalField(_("变动前"), max_digits=12, decimal_places=2)
    yuan = models.DecimalField(_("增减（元）"), max_digits=12, decimal_places=2)
    after = models.DecimalField(_("变动后"), max_digits=12, decimal_places=2)
    grant = models.ForeignKey(
        IncentiveGrant, models.PROTECT, null=True, related_name="movements",
        verbose_name=_("哪份申请"),
    )  # fmt: skip
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("激励预算变动")
        verbose_name_plural = _("激励预算变动")
        constraints = [
            *chain("budget", "policy", amount="yuan", kind="set"),
            models.CheckConstraint(name="budget_never_exceeded", condition=Q(after__gte=0)),
            models.UniqueConstraint(fields=["grant", "kind"], name="budget_moved_once_for_each"),
            models.CheckConstraint(
                name="budget_kind_says_which_way",
                condition=Q(kind="set", seq=1, yuan__gte=0, grant__isnull=True)
                | Q(kind="promise", yuan__lt=0, grant__isnull=False)
                | Q(kind="back", yuan__gt=0, grant__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.yuan:+}"
